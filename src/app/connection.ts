import { openDatabase, type Database } from '../adapters/postgres/database.ts'
import { pruneDepths } from '../adapters/postgres/history.ts'
import { registerKeys } from '../adapters/postgres/keys.ts'
import { migrate } from '../adapters/postgres/migrate.ts'
import { pruneLedger } from '../adapters/postgres/retention.ts'
import { createStore } from '../adapters/postgres/store.ts'
import { fitTable } from '../adapters/postgres/table.ts'
import { openDeadLetters, type DeadLetters } from '../adapters/sqs/dead-letters.ts'
import { openQueue } from '../adapters/sqs/queue.ts'
import { openQueueService, type QueueService, type QueueTarget } from '../adapters/sqs/service.ts'
import type { Source } from '../contract/events.ts'
import { preferenceBounds } from '../contract/preferences.ts'
import { createPrepare, createReject, type Prepare, type Reject } from '../pipeline/batch.ts'
import { createMask, keyCheckValue } from '../pipeline/mask.ts'
import type { ParseRules } from '../pipeline/parse.ts'
import type { QueuePort, StorePort } from '../pipeline/ports.ts'
import { createSeal, type Seal } from '../pipeline/seal.ts'
import type { Settings } from './config.ts'
import { loadKeyRing, type KeyRing } from './key-ring.ts'
import { openTargets, type DatabaseTarget } from './targets.ts'

/** The database, with its schema up to date, its table fit and its keys known. */
export interface Storage {
  readonly database: Database
  readonly store: StorePort
  readonly seal: Seal
  readonly keys: KeyRing
  readonly notices: readonly string[]
  readonly close: () => Promise<void>
}

/** Connections to the database, at most: one for each writer that a run may have, and some for the windows. */
const connections = preferenceBounds.writers.most + 4

/** Throws `FailureError` or `PortError`. */
export const openStorage = async (target: DatabaseTarget, settings: Settings): Promise<Storage> => {
  await using opened = new AsyncDisposableStack()
  const keys = loadKeyRing(settings)
  const database = openDatabase(target.address, connections)
  opened.defer(database.close)
  await migrate(database)
  const changes = await fitTable(database, settings.mayAlterTable)
  const keyIds = await registerKeys(database, {
    mask: keyCheckValue(keys.mask.bytes),
    seal: keyCheckValue(keys.seal.bytes),
  })
  const kept = opened.move()
  return {
    database,
    store: createStore(database, keyIds),
    seal: createSeal(keys.seal.bytes),
    keys,
    notices: [...keys.notices, ...changes],
    close: () => kept.disposeAsync(),
  }
}

/** The most ledger entries that a start forgets. */
const prunedAtStart = 100_000

/** Everything that a run needs, open and checked. */
export interface Connection {
  readonly source: Source
  readonly queue: QueuePort
  /** Null where the queue has no dead-letter queue. */
  readonly deadLetters: DeadLetters | null
  readonly storage: Storage
  readonly prepare: Prepare
  /** For a run with other rules than those it was connected with. */
  readonly prepareBy: (rules: ParseRules) => Prepare
  readonly reject: Reject
  readonly close: () => Promise<void>
}

/**
 * Starts what is built in, then opens the database and the queue.
 *
 * @param queueThread the built `queue-thread.js`
 * Throws `FailureError` or `PortError`, after closing what it had opened.
 */
export const connect = async (settings: Settings, queueThread: URL): Promise<Connection> => {
  await using opened = new AsyncDisposableStack()
  const targets = await openTargets(settings, 'both', queueThread)
  opened.defer(targets.close)
  const storage = await openStorage(targets.database, settings)
  opened.defer(storage.close)
  const service = await openQueueService(targets.queue)
  opened.defer(service.close)
  const [queue, deadLetters] = await Promise.all([openQueue(service), openDeadLetters(service)])
  const reject = createReject(storage.seal)
  // What a start forgets is bounded; a failure here is no reason not to run.
  void pruneLedger(storage.database, settings.ledgerDays, prunedAtStart).catch(() => undefined)
  void pruneDepths(storage.database).catch(() => undefined)
  const mask = createMask(storage.keys.mask.bytes)
  const prepareBy = (rules: ParseRules) => createPrepare(mask, reject, rules)
  const kept = opened.move()
  return {
    queue,
    deadLetters,
    storage,
    reject,
    prepareBy,
    prepare: prepareBy({ allowUnknownFields: settings.allowUnknownFields }),
    source: {
      queue: {
        name: targets.queue.names.queue,
        endpoint: targets.queue.names.endpoint,
        embedded: targets.queue.embedded,
        deadLetters: deadLetters && { name: deadLetters.name, maxReceiveCount: deadLetters.maxReceiveCount },
      },
      database: {
        address: storage.database.names.address,
        name: storage.database.names.database,
        embedded: targets.database.embedded,
      },
      maskKey: { origin: storage.keys.mask.origin, checkValue: keyCheckValue(storage.keys.mask.bytes) },
      notices: [...targets.notices, ...protocolNotices(service, targets.queue), ...storage.notices],
    },
    close: () => kept.disposeAsync(),
  }
}

const protocolNotices = (service: QueueService, target: QueueTarget): readonly string[] =>
  target.protocol === 'auto' && service.protocol === 'query'
    ? [
        'The queue service does not understand the JSON protocol of current SQS; Sluice speaks the older Query protocol to it.',
      ]
    : []
