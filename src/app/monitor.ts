import { createOperations } from '../adapters/postgres/operations.ts'
import type { MonitorEvent } from '../contract/events.ts'
import { failure, FailureError, type Failure } from '../contract/failure.ts'
import { commandInputs, type CommandName, type ParsedInput } from '../contract/monitor.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import type { Snapshot } from '../contract/snapshot.ts'
import { createBroadcast } from './broadcast.ts'
import type { Settings } from './config.ts'
import { openConnectionLife } from './connection-life.ts'
import { connect } from './connection.ts'
import { isNamed } from './database-settings.ts'
import { createSampleDesk } from './event-desk/sample-desk.ts'
import { createExportDesk } from './export/export-desk.ts'
import type { ExportingClient } from './exporting-client.ts'
import { toFailure } from './faults.ts'
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
import { watchNeighbours } from './neighbours.ts'
import { keepStretches, type StretchKeeper } from './keep-stretches.ts'
import { keepMoving } from './ledger-move.ts'
import { createLooks } from './looks.ts'
import { applyStored, retention, runRules } from './preferences.ts'
import { keepPruned } from './pruning.ts'
import { createRunControl } from './run-control.ts'
import { openSettingsFile, type SettingsFile } from './settings-file.ts'

/** The engine: connects, runs, answers. */
export interface Monitor extends ExportingClient {
  /** Stops a run cleanly, and then everything that was started. May be called twice. */
  readonly close: () => Promise<void>
}

/** For how long after the last sign of a moving message a run counts as busy, in milliseconds. */
const stillAfter = 2_000

/**
 * Starts connecting at once; how that goes arrives as events.
 *
 * @param queueThread the built `queue-thread.js`, for the built-in queue
 */
export const createMonitor = (settings: Settings, queueThread: URL): Monitor => {
  const broadcast = createBroadcast()
  const file = openSettingsFile(settings.dataFolder)
  /** Whether a person has said that the built-in database is meant. */
  let isBuiltInChosen = false
  /** What a person has agreed to about changes of the event's definition, beside what the command line says. */
  let accepted = settings.accepted
  let movedAt = -Infinity
  let stretches: StretchKeeper | null = null
  const emit = (event: MonitorEvent): void => {
    if (signsOfMovement.has(event.type)) movedAt = performance.now()
    broadcast.emit(event)
    stretches?.heed(event)
    // How much is left is worth knowing at once, not at the next look.
    if (isEnd(event)) life.look()
  }
  const rulesNow = () => runRules(settings, file.read())
  const runs = createRunControl(emit, rulesNow)
  const looks = createLooks(emit)
  const isMoving = (): boolean => runs.isActive() && performance.now() - movedAt < stillAfter
  const operations = createOperations()
  const desk = createSampleDesk()
  const exports = createExportDesk(() => life.connected(), operations, emit)

  const life = openConnectionLife(
    {
      connect: (mayAlterTable) => {
        const effective = withChoice(applyStored(settings, file.read()), isBuiltInChosen)
        return connect({ ...effective, mayAlterTable, accepted }, queueThread, (notice) =>
          emit({ type: 'noticed', notice }),
        )
      },
      notices: file.notices,
      tend: (connection) => {
        // Who only looks leaves no samples, and asks nothing beside.
        if (settings.lookOnly === true) return { lookNow: () => undefined, stop: () => Promise.resolve() }
        const { database } = connection.storage
        const keeper = keepStretches(database, connection.identity)
        stretches = keeper
        const watch = watchNeighbours(connection, isMoving, emit)
        const stopPruning = keepPruned(database, () => retention(settings, file.read()))
        const stopMoving = keepMoving(database, (notice) => emit({ type: 'noticed', notice }))
        return {
          lookNow: watch.lookNow,
          stop: () => {
            stopPruning()
            return Promise.all([stopMoving(), watch.stop(), keeper.stop()])
          },
        }
      },
      users: [runs.close, exports.close, looks.close, desk.close],
      emit,
    },
    settings.mayAlterTable,
  )

  const refuseDuringRun = (): void => {
    if (runs.isActive()) throw new FailureError(failure('run-active'))
  }
  const reopen = async (mayAlterTable: boolean): Promise<null> => {
    refuseDuringRun()
    await life.reopen(mayAlterTable)
    return null
  }

  const reopenWith = (agreed: typeof accepted | null): Promise<null> => {
    refuseDuringRun()
    accepted = agreed ?? accepted
    return reopen(settings.mayAlterTable)
  }

  const { connected } = life
  const handlers: Handlers<CommandName> = {
    getSnapshot: async () => broadcast.snapshot(),
    reconnect: () => reopen(settings.mayAlterTable),
    tryNow: async () => {
      runs.hurry()
      await life.tryNow()
      return null
    },
    alterTable: () => reopen(true),
    rejectMisfits: () => {
      refuseDuringRun()
      rejectMisfits(file)
      return reopen(settings.mayAlterTable)
    },
    useBuiltInDatabase: () => {
      refuseDuringRun()
      isBuiltInChosen = true
      return reopen(settings.mayAlterTable)
    },
    acceptEvent: ({ seen, fields }) => reopenWith({ asked: true, fields, seen }),
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
      reconnect: () => reopen(settings.mayAlterTable),
      trouble: () => troubleIn(broadcast.snapshot()),
      connected,
    }),
    ...createEventHandlers({ settings, file, desk, connected, rulesNow, refuseDuringRun, reopenWith }),
  }

  return {
    send: async (name, input) => {
      if (!Object.hasOwn(commandInputs, name)) return failed(noSuchCommand)
      return answer(name, input, (parsed) => handlers[name](parsed as never))
    },
    exportTo: (request, path) => answer('exportItems', request, (parsed) => exports.write(parsed, path)),
    listen: broadcast.listen,
    close: life.close,
  }
}

/** From now on a column may stay narrower than its field, and what does not fit there is rejected. */
const rejectMisfits = (file: SettingsFile): void => {
  const stored = file.read()
  const { preferences } = stored
  const pipeline = { ...preferences.pipeline, rejectMisfits: true }
  file.write({ ...stored, preferences: { ...preferences, pipeline } })
}

/** Why there is no connection; null where there is one, or it is being made. */
const troubleIn = ({ connection }: Snapshot): Failure | null =>
  connection.state === 'failed' ? connection.failure : null

/** A database that was named, or that a stored connection names, stays what it is. */
const withChoice = (settings: Settings, isBuiltInChosen: boolean): Settings =>
  isBuiltInChosen && !isNamed(settings.database)
    ? { ...settings, database: { kind: 'embedded', isChosen: true } }
    : settings

/** Whether a run has ended, or work on dead letters. */
const isEnd = (event: MonitorEvent): boolean =>
  event.type === 'run-ended' || (event.type === 'dead-letter-work' && event.work.end !== null)

const signsOfMovement: ReadonlySet<MonitorEvent['type']> = new Set(['run-started', 'run-held', 'run-settled'])

const noSuchCommand = failure('command-invalid', { command: 'unknown', problems: 'there is no such command' })

/** Who asks the engine itself has named no file, and must not. */
const noFile = (command: CommandName) =>
  failure('command-invalid', { command, problems: 'its host says which file' })

/** Checks the input against the command's own schema; whatever is thrown is a failure in the answer. */
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
