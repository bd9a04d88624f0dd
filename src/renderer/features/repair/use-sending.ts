import type { RejectedSelection } from '../../../contract/rejected.ts'
import { useCommand } from '../../state/commands.ts'
import { closeRules } from './open-rules.ts'
import type { Limits } from './replay-limits.tsx'
import type { Previewed } from './use-rules.ts'

export interface Sending {
  readonly isApplying: boolean
  readonly isSendingBack: boolean
  readonly error: Error | null
  readonly apply: (found: Previewed) => void
  /** The list shows how far that is. */
  readonly sendBack: (found: Previewed) => void
}

/** Sends what was previewed, and nothing that was rejected since: straight through the pipeline, or back to the queue. */
export const useSending = (which: RejectedSelection, limits: Limits): Sending => {
  const apply = useCommand('applyRule')
  const back = useCommand('sendBackRejected')
  return {
    isApplying: apply.isPending,
    isSendingBack: back.isPending,
    error: apply.error ?? back.error,
    apply: ({ kept: { hash }, upTo }: Previewed) => {
      back.reset()
      apply.mutate({ hash, which, upTo, ...limits })
    },
    sendBack: ({ kept: { hash }, upTo }: Previewed) => {
      apply.reset()
      const seen = which.by === 'filter' ? { ...which, upTo } : which
      back.mutate({ which: seen, rule: hash, ...limits }, { onSuccess: closeRules })
    },
  }
}
