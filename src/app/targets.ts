import type { DatabaseAddress } from '../adapters/postgres/address.ts'
import type { QueueTarget } from '../adapters/sqs/service.ts'
import type { Revival } from './neighbour-watch.ts'

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
