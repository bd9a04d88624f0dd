import type { DeadLetterFinish, DeadLetterJob, DeadLetterWorkView } from '../../contract/dead-letter-work.ts'
import type { MonitorEvent } from '../../contract/events.ts'

/** Reports the progress of work on dead letters. */
export interface WorkTeller {
  readonly tell: (done: number, of?: number | null) => void
  /** From now on reports the work itself, no longer the look. */
  readonly beginWork: (of: number | null) => void
  readonly end: (finish: DeadLetterFinish) => void
}

/** What work begins with. */
export interface WorkBegun {
  readonly runId: string
  readonly job: DeadLetterJob
  readonly queue: string
  readonly step: DeadLetterWorkView['step']
  readonly of: number | null
}

/** Reports the beginning at once; frames limit how often a window receives the rest. */
export const createWorkTeller = (begun: WorkBegun, emit: (event: MonitorEvent) => void): WorkTeller => {
  const now = Date.now()
  let view: DeadLetterWorkView = { ...begun, since: now, at: now, done: 0, end: null }
  const show = (more: Partial<DeadLetterWorkView>): void => {
    view = { ...view, at: Date.now(), ...more }
    emit({ type: 'dead-letter-work', work: view })
  }
  show({})
  return {
    tell: (done, of = view.of) => show({ done, of }),
    beginWork: (of) => show({ step: 'work', since: Date.now(), done: 0, of }),
    end: (finish) => show({ end: finish }),
  }
}
