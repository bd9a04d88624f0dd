import { demandAddress } from '../adapters/postgres/address.ts'
import { workingRole } from '../adapters/postgres/built-in-roles.ts'
import { FailureError } from '../contract/failure.ts'
import { findLocalPostgres } from '../embedded/local-postgres.ts'
import type { Settings } from './config.ts'
import { readQueueEndpoint } from './data-folder.ts'
import { databaseFolder } from './log-place.ts'
import { readSecret, secretPath } from './secret-file.ts'
import { openTargets } from './open-targets.ts'
import { accessKeyOf, localQueue, remoteQueue } from './queue-target.ts'
import { type DatabaseTarget, type Need, type OpenQueueTarget, type Targets, unused } from './targets.ts'

/**
 * Like `openTargets`, but beside a Sluice that holds the data folder: then what that one started is used, by the addresses
 * and secrets in the folder, and is neither started nor stopped. For commands that take nothing off the queue.
 * Throws as `openTargets` does, with `data-folder-busy` where the other has not started what is needed.
 */
export const joinTargets = async (settings: Settings, need: Need, queueThread: URL): Promise<Targets> => {
  try {
    return await openTargets(settings, need, queueThread)
  } catch (error) {
    if (!(error instanceof FailureError) || error.failure.code !== 'data-folder-busy') throw error
    const joined = await findRunning(settings, need)
    if (joined === null) throw error
    return joined
  }
}

/** Null if one of the two that are needed is not running. */
const findRunning = async (settings: Settings, need: Need): Promise<Targets | null> => {
  const database = need === 'queue' ? null : await findDatabase(settings)
  const queue = need === 'database' ? null : findQueue(settings)
  if ((need !== 'queue' && database === null) || (need !== 'database' && queue === null)) return null
  return {
    get queue() {
      return queue ?? unused('queue')
    },
    get database() {
      return database ?? unused('database')
    },
    notices: [],
    samples: 0,
    revivals: { queue: null, database: null },
    close: () => Promise.resolve(),
  }
}

const findDatabase = async ({ database, dataFolder }: Settings): Promise<DatabaseTarget | null> => {
  if (database.kind === 'remote') return { address: database.address, embedded: false }
  const urlFor = await findLocalPostgres(databaseFolder(dataFolder))
  const password = secretOf(dataFolder, 'database.secret')
  if (urlFor === null || password === null) return null
  return { address: demandAddress(urlFor(workingRole, password)), embedded: true }
}

const findQueue = ({ queue, dataFolder }: Settings): OpenQueueTarget | null => {
  if (queue.kind === 'remote') return remoteQueue(queue)
  const endpoint = readQueueEndpoint(dataFolder)
  const secret = secretOf(dataFolder, 'queue.secret')
  return endpoint === null || secret === null ? null : localQueue(endpoint, accessKeyOf(secret))
}

const secretOf = (dataFolder: string, name: string): string | null =>
  readSecret(secretPath(dataFolder, name))?.trim() ?? null
