import { createOperations, type Operations } from '../adapters/postgres/operations.ts'
import type { MonitorEvent } from '../contract/events.ts'
import { failure, FailureError } from '../contract/failure.ts'
import { createBroadcast, type Broadcast } from './broadcast.ts'
import type { Settings } from './config.ts'
import { nothingToTend, openConnectionLife, type ConnectionLife } from './connection-life.ts'
import { connect } from './connection.ts'
import { createSampleDesk, type SampleDesk } from './event-desk/sample-desk.ts'
import { createExportDesk, type ExportDesk } from './export/export-desk.ts'
import { createLooks, type Looks } from './looks.ts'
import { createRunControl, type RunControl } from './run-control.ts'
import { openSettingsFile, type SettingsFile } from './settings-file.ts'
import { createSettingsInForce, type SettingsInForce } from './settings-in-force.ts'
import { tendConnection } from './tend-connection.ts'

/** The engine's connection, and everything that uses it. */
export interface ConnectedWork {
  readonly file: SettingsFile
  readonly inForce: SettingsInForce
  readonly broadcast: Pick<Broadcast, 'snapshot' | 'listen'>
  readonly emit: (event: MonitorEvent) => void
  readonly life: ConnectionLife
  readonly runs: RunControl
  readonly looks: Looks
  readonly operations: Operations
  readonly desk: SampleDesk
  readonly exports: ExportDesk
  /** Throws `FailureError` with `run-active` during a run. */
  readonly refuseDuringRun: () => void
}

/**
 * Begins to connect at once; progress arrives as events.
 *
 * @param settings from the command line and the environment
 * @param queueThread the built `queue-thread.js`, for the built-in queue
 */
export const openConnectedWork = (settings: Settings, queueThread: URL): ConnectedWork => {
  const file = openSettingsFile(settings.dataFolder)
  const inForce = createSettingsInForce(settings, file)
  const broadcast = createBroadcast()
  const movement = createMovement()
  const emit = (event: MonitorEvent): void => {
    movement.heed(event)
    broadcast.emit(event)
    life.heed(event)
  }
  const runs = createRunControl(emit, inForce.runRules)
  const looks = createLooks(emit)
  const operations = createOperations()
  const desk = createSampleDesk()
  const exports = createExportDesk(() => life.connected(), operations, emit)
  const isMoving = (): boolean => runs.isActive() && movement.isRecent()

  const life = openConnectionLife(
    {
      connect: (mayAlterTable) =>
        connect(inForce.ofConnection(mayAlterTable), queueThread, (notice) =>
          emit({ type: 'noticed', notice }),
        ),
      notices: file.notices,
      tend: (connection) =>
        // A read-only connection records no samples and sends no other requests.
        settings.lookOnly === true
          ? nothingToTend
          : tendConnection(connection, { retention: inForce.retention, isMoving, emit }),
      users: [runs.close, exports.close, looks.close, desk.close],
      emit,
    },
    settings.mayAlterTable,
  )
  const refuseDuringRun = (): void => {
    if (runs.isActive()) throw new FailureError(failure('run-active'))
  }
  return { file, inForce, broadcast, emit, life, runs, looks, operations, desk, exports, refuseDuringRun }
}

/** How long after the last settled message a run counts as busy, in milliseconds. */
const stillAfter = 2_000

const signsOfMovement: ReadonlySet<MonitorEvent['type']> = new Set(['run-started', 'run-held', 'run-settled'])

const createMovement = () => {
  let movedAt = -Infinity
  return {
    heed: ({ type }: MonitorEvent): void => {
      if (signsOfMovement.has(type)) movedAt = performance.now()
    },
    isRecent: (): boolean => performance.now() - movedAt < stillAfter,
  }
}
