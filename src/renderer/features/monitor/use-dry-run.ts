import type { Failure } from '../../../contract/failure.ts'
import type { Forecast } from '../../../contract/runs.ts'
import { failureOf, useCommand, useForgetCommands, useLastCommand } from '../../state/commands.ts'
import { currentRunChoices } from '../../state/run-choices.ts'

const group = 'dry-run'

/** The most messages that one dry run can hold. */
const most = 10_000

/** The number looked at if no limit is chosen. */
const usual = 1_000

export interface DryRunState {
  readonly looking: boolean
  readonly forecast: Forecast | null
  readonly failure: Failure | null
  readonly look: () => void
  /** Dismisses the forecast. */
  readonly dismiss: () => void
}

/** The current dry run, or the result of the last one over this connection. */
export const useDryRun = (): DryRunState => {
  const { mutate } = useCommand('dryRun', group)
  const last = useLastCommand<'dryRun'>(group)
  return {
    looking: last?.status === 'pending',
    forecast: last?.data ?? null,
    failure: last?.error == null ? null : failureOf(last.error),
    look: () => mutate({ maxMessages: Math.min(currentRunChoices().maxMessages ?? usual, most) }),
    dismiss: useForgetCommands(group),
  }
}
