import pg from 'pg'
import { failure, isPassing } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'
import type { DatabaseAddress } from './address.ts'
import { requestCancel } from './cancel-request.ts'
import { cancelKeyOf, clientClass, type PasswordMethod, type Way } from './client.ts'
import { createDoors, type Door } from './doors.ts'
import { toPortError, type DatabaseNames } from './errors.ts'
import { passwordSource } from './password.ts'
import { connectionText, runOn, type Conditions, type Line } from './statements.ts'
import { tlsOptions } from './tls.ts'
import type { Security } from './tls-mode.ts'

/** What is known of a connection from its start. */
export interface LinkFacts {
  /** Whether a pooler is between us and the server: settings and names do not outlive a transaction there. */
  readonly isPooled: boolean
  readonly security: Security
  readonly passwordMethod: PasswordMethod
}

/** A connection that is ours until it is returned. */
export interface Link extends Line {
  readonly facts: LinkFacts
  /**
   * Asks the server to cancel what the connection is doing. Settles once that has been asked, whether it works or
   * not.
   */
  readonly cancel: () => Promise<void>
  /** @param isBroken whether the connection must not be used again */
  readonly giveBack: (isBroken: boolean) => void
}

export interface Connections {
  /** Throws `PortError`. */
  readonly take: () => Promise<Link>
  /** Makes the next connection go to another host, if there are several. */
  readonly moveOn: () => void
  readonly end: () => Promise<void>
}

/** The time limit of each statement that probes a connection, in milliseconds. */
const greetTimeout = 10_000

/** A pool over all hosts of an address. Does not connect until a connection is asked for. */
export const createConnections = (
  address: DatabaseAddress,
  names: DatabaseNames,
  { most, conditions }: { readonly most: number; readonly conditions: Conditions },
): Connections => {
  const doors = createDoors(address)
  const wantsPrimary = conditions.access === 'writing' && (address.wantsPrimary || address.hosts.length > 1)
  const pooled = new WeakSet<pg.ClientBase>()
  const wayThrough = ({ to, security }: Door): Way => ({ to, security, ...tlsOptions(address.tls, security) })
  /** The way to make a new connection; null if it must be detected again, as certificates may have been renewed. */
  let way: Way | null = null

  const OwnClient = clientClass(address, names, () => (way ??= wayThrough(doors.current())))
  type Client = InstanceType<typeof OwnClient>

  /**
   * Detects a pooler: it hands out its own cancel keys, which match no process of the server. Without one the
   * connection is ours, and settings made now last.
   */
  const greet = async (client: pg.ClientBase): Promise<void> => {
    const line = { client, names, isPooled: true }
    // Sent alone: a pooler that takes no transactions says so and hangs up, and anything else on the wire would lose
    // its message.
    await runOn(line, { text: 'begin read only' }, greetTimeout)
    const [[server]] = await Promise.all([
      runOn<{ pid: number; is_standby: boolean }>(
        line,
        { text: 'select pg_catalog.pg_backend_pid() as pid, pg_catalog.pg_is_in_recovery() as is_standby' },
        greetTimeout,
      ),
      runOn(line, { text: 'commit' }, greetTimeout),
    ])
    if (wantsPrimary && server?.is_standby === true)
      throw new PortError('transient', failure('database-standby', { ...names, code: '25006' }))
    if (server?.pid !== cancelKeyOf(client as Client).processId) pooled.add(client)
    else await runOn(line, { text: connectionText(conditions) }, greetTimeout)
  }

  const pool = new pg.Pool({
    ...{ user: address.user, database: address.database, application_name: address.applicationName },
    password: passwordSource(address, names),
    enableChannelBinding: address.bindsChannel,
    max: most,
    connectionTimeoutMillis: address.connectTimeout,
    keepAlive: true,
    pipeline: true,
    Client: OwnClient,
    // Its types do not say that the promise is awaited.
    onConnect: (client): unknown => greet(client),
  })
  // An idle connection that breaks is replaced by the pool; unheard, the event would end the process.
  pool.on('error', () => undefined)

  const link = (client: pg.PoolClient): Link => {
    const { way, passwordMethod } = client as pg.PoolClient & Client
    const isPooled = pooled.has(client)
    // A connection that breaks while it is ours emits this too; unheard, it would end the process.
    const ignore = () => undefined
    client.on('error', ignore)
    return {
      ...{ client, names, isPooled },
      facts: { isPooled, passwordMethod, security: way.security },
      cancel: () => requestCancel(way, cancelKeyOf(client)),
      giveBack: (isBroken) => {
        client.off('error', ignore)
        // A transaction that could not be ended would continue into the connection's next use.
        client.release(isBroken || client.getTransactionStatus() !== 'I')
      },
    }
  }

  return {
    take: async () => {
      for (let tries = 1; ; tries += 1) {
        const door = doors.current()
        try {
          way ??= wayThrough(door)
          return link(await pool.connect())
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
