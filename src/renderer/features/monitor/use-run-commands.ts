import { useMutationState } from '@tanstack/react-query'
import type { Failure } from '../../../contract/failure.ts'
import { failureOf, useCommand } from '../../state/commands.ts'

const scope = ['run-commands']

/** What the buttons of a run do. */
export const useRunCommands = () => ({
  start: useCommand('startRun', scope),
  stop: useCommand('stopRun', scope),
  pause: useCommand('pauseRun', scope),
  resume: useCommand('resumeRun', scope),
})

/** Why the last Run or Stop did nothing; null when it did what it should. */
export const useRunCommandFailure = (): Failure | null => {
  const errors = useMutationState({
    filters: { mutationKey: scope },
    select: (mutation) => mutation.state.error,
  })
  const last = errors.at(-1) ?? null
  return last === null ? null : failureOf(last)
}
