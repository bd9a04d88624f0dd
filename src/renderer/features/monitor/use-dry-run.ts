import type { Failure } from '../../../contract/failure.ts'
import type { Forecast } from '../../../contract/runs.ts'
import { failureOf, useCommand, useForgetCommands, useLastCommand } from '../../state/commands.ts'
import { currentRunChoices } from '../../state/run-choices.ts'

const group = 'dry-run'

/** As many as one dry run may hold. */
const most = 10_000

/** Looks at no more than this where no limit is chosen. */
const usual = 1_000

export interface DryRunState {
  readonly looking: boolean
  readonly forecast: Forecast | null
  readonly failure: Failure | null
  readonly look: () => void
  /** Puts the forecast away. */
  readonly dismiss: () => void
}

/** The dry run that goes on, or what the last one over this connection found. */
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
