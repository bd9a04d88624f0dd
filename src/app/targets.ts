import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { demandAddress, type DatabaseAddress } from '../adapters/postgres/address.ts'
import { createQueue, sendAll } from '../adapters/sqs/send.ts'
import { openQueueService, type QueueTarget } from '../adapters/sqs/service.ts'
import type { EventDefinition } from '../contract/event-definition.ts'
import { failure, FailureError } from '../contract/failure.ts'
import { logins } from '../contract/logins.ts'
import { startQueueThread } from '../embedded/queue-host.ts'
import { definitionHash } from '../pipeline/definition-hash.ts'
import { PortError } from '../pipeline/ports.ts'
import type { Settings } from './config.ts'
import { lockDataFolder, makeDataFolder, noteQueueEndpoint, removeQueueEndpoint } from './data-folder.ts'
import { isNamed } from './database-settings.ts'
import { removeLeftExports } from './export/left-exports.ts'
import { loadSecret } from './key-ring.ts'
import type { Revival } from './neighbour-watch.ts'
import { openLocalDatabase } from './local-database.ts'
import { defaultQueueName, type RemoteQueue } from './queue-settings.ts'
import { sampleBodies } from './sample.ts'

export interface OpenQueueTarget extends QueueTarget {
  readonly embedded: boolean
}

export interface DatabaseTarget {
  /** With the password in it. */
  readonly address: DatabaseAddress
  readonly embedded: boolean
}

/** How to start again what is built in; null for what is not, or was not asked for. */
export type Revivals = Readonly<Record<'queue' | 'database', Revival | null>>

/** Where to find the queue and the database, once those that are built in have been started. */
export interface Targets {
  readonly queue: OpenQueueTarget
  readonly database: DatabaseTarget
  /** What happened on the way that is worth knowing, in sentences. */
  readonly notices: readonly string[]
  /** How many sample messages this start has put on the built-in queue, since it had to be made. */
  readonly samples: number
  readonly revivals: Revivals
  /** Stops what was started. */
  readonly close: () => Promise<void>
}

/** Which of the two a caller will use; the other is not started. */
export type Need = 'queue' | 'database' | 'both'

export const unused = (what: string): never => {
  throw new Error(`The ${what} was not asked for`)
}

/**
 * Starts what is built in, as far as it is configured and needed.
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
  // A host that was killed may have left one that nobody will fetch.
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
    samples = await makeQueue(target, settings.event)
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

/** What lies in somebody's own queue is not drained into a database that nobody has named. */
const demandDatabase = ({ queue, database }: Settings, need: Need): void => {
  if (need !== 'both' || queue.kind === 'embedded' || isNamed(database)) return
  throw new FailureError(failure('database-not-named', { queue: queue.queue.name }))
}

export const remoteQueue = (settings: RemoteQueue): OpenQueueTarget => {
  const { queue, endpoint } = settings
  const region = settings.region ?? (endpoint === null ? null : 'us-east-1')
  if (region === null) {
    throw new FailureError(
      failure('settings-invalid', {
        problems: 'No AWS region is set; give --region or AWS_REGION, or a queue URL.',
      }),
    )
  }
  const credentials = settings.hasCredentials ? null : { accessKeyId: 'test', secretAccessKey: 'test' }
  return {
    address: {
      endpoint,
      region,
      credentials,
      profile: settings.awsProfile ?? null,
      network: settings.network ?? null,
    },
    queue,
    names: { queue: queue.name, endpoint: endpoint ?? `AWS ${region}` },
    protocol: settings.protocol,
    embedded: false,
  }
}

/** The access key that stands for a password, made of a secret. */
export const accessKeyOf = (secret: string): string => secret.replace(/[^A-Za-z0-9]/g, '')

export const localQueue = (endpoint: string, accessKeyId: string): OpenQueueTarget => ({
  address: { endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey: accessKeyId } },
  queue: { name: defaultQueueName, url: null, endpoint: null, region: null },
  names: { queue: defaultQueueName, endpoint },
  protocol: 'json',
  embedded: true,
})

/** How many sample messages the built-in queue holds at the very first start, and how many of them are malformed. */
const firstSamples = { count: 100, malformed: 1 }

/**
 * Makes the queue if it is not there yet, and answers how many samples were sent: none to a queue that was there, and none where
 * the messages are to be another event than the logins that the samples are.
 */
const makeQueue = async (target: QueueTarget, event: EventDefinition): Promise<number> => {
  const found = await openQueueService(target).catch((error: unknown) => {
    if (error instanceof PortError && error.failure.code === 'queue-missing') return null
    throw error
  })
  if (found !== null) {
    found.close()
    return 0
  }
  await createQueue(target)
  if (definitionHash(event) !== definitionHash(logins)) return 0
  const service = await openQueueService(target)
  try {
    const bodies = sampleBodies({ ...firstSamples, seed: randomInt(2 ** 31) })
    return await sendAll(
      service,
      bodies.map((body) => ({ body, originId: null })),
    )
  } finally {
    service.close()
  }
}
