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
import {
  unused,
  type DatabaseTarget,
  type Need,
  type OpenQueueTarget,
  type Revivals,
  type Targets,
} from './targets.ts'

/**
 * Starts the built-in queue and database, as configured and needed.
 *
 * @param queueThread the built `queue-thread.js`
 * Throws `FailureError`.
 */
export const openTargets = async (settings: Settings, need: Need, queueThread: URL): Promise<Targets> => {
  demandDatabase(settings, need)
  await using opened = new AsyncDisposableStack()
  const notices: string[] = []
  let samples = 0
  const revivals: Record<keyof Revivals, Revival | null> = { queue: null, database: null }
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

  const openDatabase = async (): Promise<DatabaseTarget> => {
    if (settings.database.kind === 'remote') return { address: settings.database.address, embedded: false }
    const server = await openLocalDatabase(settings.dataFolder)
    opened.defer(server.close)
    revivals.database = server
    if (server.adopted)
      notices.push('The built-in PostgreSQL was still running after the last exit and has been taken over.')
    return { address: demandAddress(server.url), embedded: true }
  }

  const openQueue = async (): Promise<OpenQueueTarget> => {
    if (settings.queue.kind === 'remote') return remoteQueue(settings.queue)
    const accessKeyId = accessKeyOf(loadSecret(settings.dataFolder, 'queue.secret'))
    const server = await startQueueThread(queueThread, {
      folder: join(settings.dataFolder, 'queue'),
      accessKeyId,
    })
    opened.defer(server.close)
    opened.defer(() => removeQueueEndpoint(settings.dataFolder))
    noteQueueEndpoint(settings.dataFolder, server.endpoint)
    revivals.queue = server
    const target = localQueue(server.endpoint, accessKeyId)
    samples = await makeBuiltInQueue(target, settings.event)
    if (samples > 0) notices.push(`The built-in queue was made, with ${samples} sample messages.`)
    return target
  }

  const [database, queue] = await Promise.allSettled([
    need === 'queue' ? null : openDatabase(),
    need === 'database' ? null : openQueue(),
  ])
  for (const side of [database, queue]) if (side.status === 'rejected') throw side.reason
  const found = {
    database: database.status === 'fulfilled' ? database.value : null,
    queue: queue.status === 'fulfilled' ? queue.value : null,
  }
  const kept = opened.move()
  return {
    get queue() {
      return found.queue ?? unused('queue')
    },
    get database() {
      return found.database ?? unused('database')
    },
    notices,
    samples,
    revivals,
    close: () => kept.disposeAsync(),
  }
}

/** What lies in someone's own queue is not drained into a database that nobody has named. */
const demandDatabase = ({ queue, database }: Settings, need: Need): void => {
  if (need !== 'both' || queue.kind === 'embedded' || isNamed(database)) return
  throw new FailureError(failure('database-not-named', { queue: queue.queue.name }))
}
