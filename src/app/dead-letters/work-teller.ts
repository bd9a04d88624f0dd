import type { DeadLetterFinish, DeadLetterJob, DeadLetterWorkView } from '../../contract/dead-letter-work.ts'
import type { MonitorEvent } from '../../contract/events.ts'

/** Tells how far work on dead letters has come. */
export interface WorkTeller {
  readonly tell: (done: number, of?: number | null) => void
  /** What is told from now on is of the work itself, and no longer of looking. */
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

/** Tells of its beginning at once; how often a window hears of the rest is the frames' own bound. */
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
