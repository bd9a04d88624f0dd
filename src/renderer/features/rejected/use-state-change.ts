import { useMutation } from '@tanstack/react-query'
import { nothingUndone } from '../../../contract/finding-words.ts'
import type { CommandInput } from '../../../contract/monitor.ts'
import { formatCountOf } from '../../../contract/amount.ts'
import { failureOf, unwrap } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import { useRefreshRejected } from './use-refresh-rejected.ts'
import { showDone, showFailure, showUndo } from '../../ui/toast.tsx'

export type Which = CommandInput<'restoreRejected'>['which']
export type StateAction = 'discard' | 'restore' | 'retry'

interface Asked {
  readonly action: 'discard' | 'restore'
  readonly which: Which
  /** The reason for discarding. */
  readonly note?: string | null
  /** Whether this is itself an undo, which offers no undo. */
  readonly undoing?: boolean
}

const opposite = { discard: 'restore', restore: 'discard' } as const
const done = { discard: 'discarded', restore: 'restored' } as const

/** Discards or restores, says how many, and offers to undo it. `onChanged` is called before the lists are refreshed. */
export const useStateChange = (onChanged: (changed: number, which: Which) => void = () => undefined) => {
  const { client } = useMonitorContext()
  const refresh = useRefreshRejected()
  const change = useMutation({
    mutationFn: async ({ action, which, note = null }: Asked) =>
      unwrap(
        action === 'discard'
          ? await client.send('discardRejected', { which, note })
          : await client.send('restoreRejected', { which }),
      ),
    onSuccess: ({ changed, changeId }, { action, which, undoing = false }) => {
      onChanged(changed, which)
      refresh()
      const words = `${formatCountOf(changed, 'message')} ${done[action]}`
      if (undoing) showDone(changed === 0 ? nothingUndone : words)
      else if (changed === 0) showDone(`Nothing to ${action}`)
      else
        showUndo(words, () =>
          change.mutate({ action: opposite[action], which: { by: 'change', changeId }, undoing: true }),
        )
    },
    onError: (error) => showFailure(failureOf(error)),
  })
  return change
}
