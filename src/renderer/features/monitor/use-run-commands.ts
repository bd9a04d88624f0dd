import type { Failure } from '../../../contract/failure.ts'
import { failureOf, useCommand, useLastCommand } from '../../state/commands.ts'

const group = 'run-commands'

/** What the buttons of a run do. */
export const useRunCommands = () => ({
  start: useCommand('startRun', group),
  stop: useCommand('stopRun', group),
  pause: useCommand('pauseRun', group),
  resume: useCommand('resumeRun', group),
})

/** Why the last Run or Stop did nothing; null if it worked. */
export const useRunCommandFailure = (): Failure | null => {
  const error = useLastCommand(group)?.error ?? null
  return error === null ? null : failureOf(error)
}
