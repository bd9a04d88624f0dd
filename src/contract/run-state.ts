import type { Snapshot } from './snapshot.ts'

/** Whether a run is in progress or could be started; `none` while there is no connection. */
export type RunState = 'none' | 'idle' | 'running' | 'paused'

/** Which of Run, Pause, Resume and Stop make sense now, for everything that offers them. */
export const runStateOf = ({ run, connection }: Snapshot): RunState => {
  if (run !== null && run.end === null) return run.phase.name === 'paused' ? 'paused' : 'running'
  return connection.state === 'connected' ? 'idle' : 'none'
}

export const isRunning = (state: RunState): boolean => state === 'running' || state === 'paused'
