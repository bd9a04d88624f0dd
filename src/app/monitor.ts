import { createOperations } from '../adapters/postgres/operations.ts'
import { failure, FailureError, isPassing } from '../contract/failure.ts'
import { commandInputs, type CommandName, type ParsedInput } from '../contract/monitor.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { createBroadcast } from './broadcast.ts'
import type { Settings } from './config.ts'
import { connect, type Connection } from './connection.ts'
import { isNamed } from './database-settings.ts'
import { watchDepth } from './depth-watch.ts'
import { createExportDesk } from './export/export-desk.ts'
import type { ExportingClient } from './exporting-client.ts'
import { toFailure } from './faults.ts'
import type { Handlers } from './handlers/handlers.ts'
import { createHistoryHandlers } from './handlers/history-handlers.ts'
import { createRejectedHandlers } from './handlers/rejected-handlers.ts'
import { createRowHandlers } from './handlers/row-handlers.ts'
import { createRunHandlers } from './handlers/run-handlers.ts'
import { createSettingsHandlers } from './handlers/settings-handlers.ts'
import { applyStored, runRules } from './preferences.ts'
import { createRunControl } from './run-control.ts'
import { openSettingsFile } from './settings-file.ts'

/** The engine: connects, runs, answers. */
export interface Monitor extends ExportingClient {
  /** Stops a run cleanly, and then everything that was started. May be called twice. */
  readonly close: () => Promise<void>
}

/** After a connection failed that may come back by itself, in milliseconds. */
const retryPause = 5_000

/**
 * Starts connecting at once; how that goes arrives as events.
 *
 * @param queueThread the built `queue-thread.js`, for the built-in queue
 */
export const createMonitor = (settings: Settings, queueThread: URL): Monitor => {
  const broadcast = createBroadcast()
  const file = openSettingsFile(settings.dataFolder)
  const runs = createRunControl(broadcast.emit, () => runRules(settings, file.read()))
  let connection: Connection | null = null
  /** Whether a person has said that the built-in database is meant. */
  let isBuiltInChosen = false
  let stopWatching = (): void => undefined
  let closing: Promise<void> | null = null

  const disconnect = async (): Promise<void> => {
    stopWatching()
    await runs.close()
    await exports.close()
    const former = connection
    connection = null
    await former?.close()
  }

  const open = async (mayAlterTable: boolean): Promise<void> => {
    try {
      const effective = withChoice(applyStored(settings, file.read()), isBuiltInChosen)
      connection = await connect({ ...effective, mayAlterTable }, queueThread, (notice) =>
        broadcast.emit({ type: 'noticed', notice }),
      )
      const notices = [...file.notices(), ...connection.source.notices]
      broadcast.emit({ type: 'connected', source: { ...connection.source, notices } })
      if (settings.lookOnly !== true) stopWatching = watchDepth(connection, runs.isActive, broadcast.emit)
    } catch (error) {
      const cause = toFailure(error)
      broadcast.emit({ type: 'connection-failed', failure: cause })
      if (isPassing(cause)) retryLater(mayAlterTable)
    }
  }

  /** Tries again while nobody else does; the failure stays in sight until it works. */
  const retryLater = (mayAlterTable: boolean): void => {
    const timer = setTimeout(() => {
      void inTurn(async () => {
        if (connection === null && closing === null) await open(mayAlterTable)
      })
    }, retryPause)
    stopWatching = () => clearTimeout(timer)
  }

  // One connection is opened or closed at a time, in the order asked for.
  let turn: Promise<void> = Promise.resolve()
  const inTurn = (action: () => Promise<void>): Promise<void> => {
    turn = turn.then(action)
    return turn
  }
  void inTurn(() => open(settings.mayAlterTable))

  const refuseDuringRun = (): void => {
    if (runs.isActive()) throw new FailureError(failure('run-active'))
  }

  const reopen = async (mayAlterTable: boolean): Promise<null> => {
    refuseDuringRun()
    await inTurn(async () => {
      if (closing !== null) return
      await disconnect()
      broadcast.emit({ type: 'connecting' })
      await open(mayAlterTable)
    })
    return null
  }

  const connected = (): Connection => {
    if (connection === null) throw new FailureError(failure('not-ready'))
    return connection
  }

  const operations = createOperations()
  const exports = createExportDesk(connected, operations, broadcast.emit)

  const handlers: Handlers<CommandName> = {
    getSnapshot: async () => broadcast.snapshot(),
    reconnect: () => reopen(settings.mayAlterTable),
    alterTable: () => reopen(true),
    useBuiltInDatabase: () => {
      refuseDuringRun()
      isBuiltInChosen = true
      return reopen(settings.mayAlterTable)
    },
    ...createRunHandlers(connected, runs),
    ...createRowHandlers(connected, operations),
    ...createRejectedHandlers(connected, runs),
    exportItems: () => Promise.reject(new FailureError(noFile)),
    ...createHistoryHandlers(connected),
    ...createSettingsHandlers(settings, file, {
      refuseDuringRun,
      reconnect: () => reopen(settings.mayAlterTable),
    }),
  }

  return {
    send: async (name, input) => {
      if (!Object.hasOwn(commandInputs, name)) {
        return failed(
          failure('command-invalid', { command: 'unknown', problems: 'there is no such command' }),
        )
      }
      return answer(name, input, (parsed) => handlers[name](parsed as never))
    },
    exportTo: (request, path) => answer('exportItems', request, (parsed) => exports.write(parsed, path)),
    listen: broadcast.listen,
    close: () => {
      closing ??= (async () => {
        // A connection that is being opened is let come to its end, so that nothing it started is left behind.
        await runs.close()
        await inTurn(disconnect)
      })()
      return closing
    },
  }
}

/** A database that was named, or that a stored connection names, stays what it is. */
const withChoice = (settings: Settings, isBuiltInChosen: boolean): Settings =>
  isBuiltInChosen && !isNamed(settings.database)
    ? { ...settings, database: { kind: 'embedded', isChosen: true } }
    : settings

/** Who asks the engine itself for an export has named no file, and must not. */
const noFile = failure('command-invalid', { command: 'exportItems', problems: 'its host says which file' })

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
