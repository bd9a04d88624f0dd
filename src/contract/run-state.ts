import type { DeadLetterJob } from './dead-letter-work.ts'
import type { Snapshot } from './snapshot.ts'

/** Whether a run is in progress or could be started; `none` while there is no connection, or other work in its place. */
export type RunState = 'none' | 'idle' | 'running' | 'paused'

const jobs: Readonly<Record<DeadLetterJob, string>> = {
  pull: 'dead letters are being pulled',
  redrive: 'dead letters are being sent back to the queue',
  move: 'SQS is moving dead letters',
  'send-back': 'rejected messages are being sent back to the queue',
}

/** Other work that counts as the current run, within a sentence; null if there is none, so that a run can start. */
export const workInProgress = ({
  deadLetterWork,
  repair,
}: Partial<Pick<Snapshot, 'deadLetterWork' | 'repair'>>): string | null => {
  if (deadLetterWork?.end === null) return jobs[deadLetterWork.job]
  return repair?.end === null ? 'a rule is being applied' : null
}

/** Which of Run, Pause, Resume and Stop make sense now, for everything that offers them. */
export const runStateOf = (snapshot: Snapshot): RunState => {
  const { run, connection } = snapshot
  if (run !== null && run.end === null) return run.phase.name === 'paused' ? 'paused' : 'running'
  return connection.state === 'connected' && workInProgress(snapshot) === null ? 'idle' : 'none'
}

export const isRunning = (state: RunState): boolean => state === 'running' || state === 'paused'
