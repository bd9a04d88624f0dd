import { useState } from 'react'
import type { DeadLetterWorkView } from '../../../contract/dead-letter-work.ts'
import { useMonitor } from '../../state/monitor-context.tsx'

export interface ShownWork {
  /** Work that goes on, or that has ended and was not put away; null where there is none. */
  readonly work: DeadLetterWorkView | null
  /** Puts away how it ended. */
  readonly close: () => void
}

/** Work on dead letters as long as it is of interest. What was over before the view was drawn is not. */
export const useDeadLetterWork = (): ShownWork => {
  const work = useMonitor((state) => state.snapshot.deadLetterWork)
  const [closed, close] = useState(work?.end == null ? null : work.runId)
  return {
    work: work === null || work.runId === closed ? null : work,
    close: () => close(work?.runId ?? null),
  }
}
