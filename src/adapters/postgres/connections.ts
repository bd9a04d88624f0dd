import pg from 'pg'
import { isPassing } from '../../contract/failure.ts'
import type { DatabaseAddress } from './address.ts'
import { clientClass, type OwnClient, type Way } from './client.ts'
import { createDoors, type Door } from './doors.ts'
import { toPortError, type DatabaseNames } from './errors.ts'
import { greet, linkOver, type Link } from './link.ts'
import { passwordSource } from './password.ts'
import type { Conditions } from './statements.ts'
import { tlsOptions } from './tls.ts'

export interface Connections {
  /** Throws `PortError`. */
  readonly take: () => Promise<Link>
  /** Makes the next connection go to another host, if there are several. */
  readonly moveOn: () => void
  readonly end: () => Promise<void>
}

/** A pool over all hosts of an address. Does not connect until a connection is asked for. */
export const createConnections = (
  address: DatabaseAddress,
  names: DatabaseNames,
  { most, conditions }: { readonly most: number; readonly conditions: Conditions },
): Connections => {
  const doors = createDoors(address)
  const wantsPrimary = conditions.access === 'writing' && (address.wantsPrimary || address.hosts.length > 1)
  const wayThrough = ({ to, security }: Door): Way => ({ to, security, ...tlsOptions(address.tls, security) })
  /** The way to make a new connection; null if it must be detected again, as certificates may have been renewed. */
  let way: Way | null = null

  const pool = new pg.Pool({
    ...{ user: address.user, database: address.database, application_name: address.applicationName },
    password: passwordSource(address, names),
    enableChannelBinding: address.bindsChannel,
    max: most,
    connectionTimeoutMillis: address.connectTimeout,
    keepAlive: true,
    pipeline: true,
    Client: clientClass(address, names, () => (way ??= wayThrough(doors.current()))),
    // Its types do not say that the promise is awaited.
    onConnect: (client): unknown => greet(client as OwnClient, names, conditions, wantsPrimary),
  })
  // An idle connection that breaks is replaced by the pool; unheard, the event would end the process.
  pool.on('error', () => undefined)

  return {
    take: async () => {
      for (let tries = 1; ; tries += 1) {
        const door = doors.current()
        try {
          way ??= wayThrough(door)
          return linkOver((await pool.connect()) as pg.PoolClient & OwnClient, names)
        } catch (error) {
          const fault = toPortError(error, names)
          const leadsOn = doors.leave(door, fault.failure.code, isPassing(fault.failure))
          way = null
          if (!leadsOn || tries >= doors.count) throw fault
        }
      }
    },
    moveOn: () => {
      doors.leave(doors.current(), null, true)
      way = null
    },
    end: () => pool.end(),
  }
}
