import { failure, FailureError, type Failure } from '../contract/failure.ts'
import { commandInputs, type CommandName, type ParsedInput } from '../contract/monitor.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import type { Snapshot } from '../contract/snapshot.ts'
import type { Settings } from './config.ts'
import { openConnectedWork, type ConnectedWork } from './connected-work.ts'
import type { ExportingClient } from './exporting-client.ts'
import { toFailure } from './faults.ts'
import { createConnectionHandlers, createReopening } from './handlers/connection-handlers.ts'
import { createDeadLetterHandlers } from './handlers/dead-letter-handlers.ts'
import type { Handlers } from './handlers/handlers.ts'
import { createEventHandlers } from './handlers/event-handlers.ts'
import { createFindingHandlers } from './handlers/finding-handlers.ts'
import { createHistoryHandlers } from './handlers/history-handlers.ts'
import { createMendingHandlers } from './handlers/mending-handlers.ts'
import { createRejectedHandlers } from './handlers/rejected-handlers.ts'
import { createRowHandlers } from './handlers/row-handlers.ts'
import { createRuleHandlers } from './handlers/rule-handlers.ts'
import { createRunHandlers } from './handlers/run-handlers.ts'
import { createSampleHandlers } from './handlers/sample-handlers.ts'
import { createSettingsHandlers } from './handlers/settings-handlers.ts'

/** The engine: connects, runs, answers. */
export interface Monitor extends ExportingClient {
  /** Stops a run cleanly, and then everything that was started. Can be called twice. */
  readonly close: () => Promise<void>
}

/**
 * Starts connecting at once; progress arrives as events.
 *
 * @param queueThread the built `queue-thread.js`, for the built-in queue
 */
export const createMonitor = (settings: Settings, queueThread: URL): Monitor => {
  const work = openConnectedWork(settings, queueThread)
  const handlers = createHandlers(settings, work)
  return {
    send: async (name, input) => {
      if (!Object.hasOwn(commandInputs, name)) return failed(noSuchCommand)
      return answer(name, input, (parsed) => handlers[name](parsed as never))
    },
    exportTo: (request, path) => answer('exportItems', request, (parsed) => work.exports.write(parsed, path)),
    listen: work.broadcast.listen,
    close: work.life.close,
  }
}

/** The handler of each command. */
const createHandlers = (settings: Settings, work: ConnectedWork): Handlers<CommandName> => {
  const { file, inForce, broadcast, emit, life, runs, looks, operations, desk, refuseDuringRun } = work
  const { connected } = life
  const rulesNow = inForce.runRules
  const reopening = createReopening(work, settings.mayAlterTable)
  const { reopen, reopenWith } = reopening
  return {
    ...createConnectionHandlers(work, reopening),
    ...createRunHandlers(connected, runs),
    ...createRowHandlers(connected, {
      ...operations,
      cancel: async (operation) => looks.cancel(operation) || operations.cancel(operation),
    }),
    ...createRejectedHandlers(connected, runs),
    ...createDeadLetterHandlers({ connected, runs, emit }),
    ...createFindingHandlers(connected, looks),
    ...createMendingHandlers(connected, runs, rulesNow),
    ...createRuleHandlers({ connected, runs, looks, rulesNow, emit }),
    exportItems: () => Promise.reject(new FailureError(noFile('exportItems'))),
    chooseEvent: () => Promise.reject(new FailureError(noFile('chooseEvent'))),
    ...createHistoryHandlers(connected),
    ...createSampleHandlers(connected),
    ...createSettingsHandlers(settings, file, {
      refuseDuringRun,
      reconnect: () => reopen(),
      trouble: () => troubleIn(broadcast.snapshot()),
      connected,
    }),
    ...createEventHandlers({ settings, file, desk, connected, rulesNow, refuseDuringRun, reopenWith }),
  }
}

/** Why there is no connection; null if there is one, or one is being opened. */
const troubleIn = ({ connection }: Snapshot): Failure | null =>
  connection.state === 'failed' ? connection.failure : null

const noSuchCommand = failure('command-invalid', { command: 'unknown', problems: 'there is no such command' })

/** A request to the engine itself must not name a file. */
const noFile = (command: CommandName) =>
  failure('command-invalid', { command, problems: 'its host says which file' })

/** Validates the input by the command's schema; any error becomes a failure in the answer. */
const answer = async <N extends CommandName, T>(
  name: N,
  input: unknown,
  handle: (parsed: ParsedInput<N>) => Promise<T>,
): Promise<Result<T>> => {
  const parsed = commandInputs[name].safeParse(input)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.code}`)
    return failed(failure('command-invalid', { command: name, problems: problems.join('; ') }))
  }
  try {
    return ok(await handle(parsed.data as ParsedInput<N>))
  } catch (error) {
    return failed(toFailure(error))
  }
}
