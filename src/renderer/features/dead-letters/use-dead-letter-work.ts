import { useState } from 'react'
import type { DeadLetterWorkView } from '../../../contract/dead-letter-work.ts'
import { useMonitor } from '../../state/monitor-context.tsx'

export interface ShownWork {
  /** Current work, or finished work that was not dismissed yet; null if there is none. */
  readonly work: DeadLetterWorkView | null
  /** Dismisses the result. */
  readonly close: () => void
}

/** Work on dead letters while it is of interest. Work that was over before the view was drawn is not. */
export const useDeadLetterWork = (): ShownWork => {
  const work = useMonitor((state) => state.snapshot.deadLetterWork)
  const [closed, close] = useState(work?.end == null ? null : work.runId)
  return {
    work: work === null || work.runId === closed ? null : work,
    close: () => close(work?.runId ?? null),
  }
}
