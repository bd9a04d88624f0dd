import { join } from 'node:path'
import { demandAddress } from '../adapters/postgres/address.ts'
import { failure, FailureError } from '../contract/failure.ts'
import { startQueueThread } from '../embedded/queue-host.ts'
import type { Settings } from './config.ts'
import { lockDataFolder, makeDataFolder, noteQueueEndpoint, removeQueueEndpoint } from './data-folder.ts'
import { isNamed } from './database-settings.ts'
import { removeLeftExports } from './export/left-exports.ts'
import { loadSecret } from './key-ring.ts'
import { openLocalDatabase } from './local-database.ts'
import { makeBuiltInQueue } from './make-built-in-queue.ts'
import type { Revival } from './neighbour-watch.ts'
import { accessKeyOf, localQueue, remoteQueue } from './queue-target.ts'
import { unused, type DatabaseTarget, type Need, type OpenQueueTarget, type Targets } from './targets.ts'

/**
 * Starts the built-in queue and database, as configured and needed.
 *
 * @param queueThread the built `queue-thread.js`
 * Throws `FailureError`.
 */
export const openTargets = async (settings: Settings, need: Need, queueThread: URL): Promise<Targets> => {
  demandDatabase(settings, need)
  await using opened = new AsyncDisposableStack()
  // A killed host may have left one that nobody will fetch.
  removeLeftExports(join(settings.dataFolder, 'exports'))
  const ownQueue = need !== 'database' && settings.queue.kind === 'embedded'
  const ownDatabase = need !== 'queue' && settings.database.kind === 'embedded'
  if (ownQueue || ownDatabase) {
    makeDataFolder(settings.dataFolder)
    opened.defer(lockDataFolder(settings.dataFolder))
    // Of one that was killed; by now anybody may listen there.
    removeQueueEndpoint(settings.dataFolder)
  }
  const [database, queue] = await Promise.allSettled([
    need === 'queue' ? null : openDatabase(settings, opened),
    need === 'database' ? null : openQueue(settings, queueThread, opened),
  ])
  if (database.status === 'rejected') throw database.reason
  if (queue.status === 'rejected') throw queue.reason
  const found = { database: database.value, queue: queue.value }
  const kept = opened.move()
  return {
    get queue() {
      return found.queue?.target ?? unused('queue')
    },
    get database() {
      return found.database?.target ?? unused('database')
    },
    notices: [...(found.database?.notices ?? []), ...(found.queue?.notices ?? [])],
    samples: found.queue?.samples ?? 0,
    revivals: { queue: found.queue?.revival ?? null, database: found.database?.revival ?? null },
    close: () => kept.disposeAsync(),
  }
}

/** One of the two, and what there is to say about it. */
interface Opened<Target> {
  readonly target: Target
  /** Null where it is not built in. */
  readonly revival: Revival | null
  readonly notices: readonly string[]
}

const openDatabase = async (
  { database, dataFolder }: Settings,
  opened: AsyncDisposableStack,
): Promise<Opened<DatabaseTarget>> => {
  if (database.kind === 'remote')
    return { target: { address: database.address, embedded: false }, revival: null, notices: [] }
  const server = await openLocalDatabase(dataFolder)
  opened.defer(server.close)
  return {
    target: { address: demandAddress(server.url), embedded: true },
    revival: server,
    notices: server.adopted
      ? ['The built-in PostgreSQL was still running after the last exit and has been taken over.']
      : [],
  }
}

const openQueue = async (
  { queue, dataFolder, event }: Settings,
  queueThread: URL,
  opened: AsyncDisposableStack,
): Promise<Opened<OpenQueueTarget> & { readonly samples: number }> => {
  if (queue.kind === 'remote') return { target: remoteQueue(queue), revival: null, notices: [], samples: 0 }
  const accessKeyId = accessKeyOf(loadSecret(dataFolder, 'queue.secret'))
  const server = await startQueueThread(queueThread, { folder: join(dataFolder, 'queue'), accessKeyId })
  opened.defer(server.close)
  opened.defer(() => removeQueueEndpoint(dataFolder))
  noteQueueEndpoint(dataFolder, server.endpoint)
  const target = localQueue(server.endpoint, accessKeyId)
  const samples = await makeBuiltInQueue(target, event)
  const notices = samples > 0 ? [`The built-in queue was made, with ${samples} sample messages.`] : []
  return { target, revival: server, notices, samples }
}

/** What lies in someone's own queue is not drained into a database that nobody has named. */
const demandDatabase = ({ queue, database }: Settings, need: Need): void => {
  if (need !== 'both' || queue.kind === 'embedded' || isNamed(database)) return
  throw new FailureError(failure('database-not-named', { queue: queue.queue.name }))
}
