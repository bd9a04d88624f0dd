import type pg from 'pg'
import { failure } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'
import { requestCancel } from './cancel-request.ts'
import { cancelKeyOf, type OwnClient, type PasswordMethod } from './client.ts'
import type { DatabaseNames } from './errors.ts'
import { connectionText, runOn, type Conditions, type Line } from './statements.ts'
import type { Security } from './tls-mode.ts'

/** What is known of a connection since it was made. */
export interface LinkFacts {
  /** Whether a pooler stands between us and the server: what is set or named there outlives no transaction. */
  readonly isPooled: boolean
  readonly security: Security
  readonly passwordMethod: PasswordMethod
}

/** A connection that is ours until it is given back. */
export interface Link extends Line {
  readonly facts: LinkFacts
  /** Asks the server to break off what the connection does. Settles once that has been asked, heeded or not. */
  readonly cancel: () => Promise<void>
  /** @param isBroken whether the connection must not be used again */
  readonly giveBack: (isBroken: boolean) => void
}

/** The time limit of each statement that probes a connection, in milliseconds. */
const greetTimeout = 10_000

/**
 * Detects a pooler: it hands out its own cancel keys, which match no process of the server. Without one the
 * connection is ours, and settings made now last.
 *
 * @param client a connection that has just been made; records on it whether there is a pooler
 * @param wantsPrimary whether to refuse a standby, with a `PortError` of `database-standby`
 */
export const greet = async (
  client: OwnClient,
  names: DatabaseNames,
  conditions: Conditions,
  wantsPrimary: boolean,
): Promise<void> => {
  const line = { client, names, isPooled: true }
  // Alone on the wire: a pooler that takes no transactions says so and hangs up, and what else was sent would cost its words.
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
  client.isPooled = server?.pid !== cancelKeyOf(client).processId
  if (!client.isPooled) await runOn(line, { text: connectionText(conditions) }, greetTimeout)
}

/** @param client a connection that was greeted, taken from its pool */
export const linkOver = (client: pg.PoolClient & OwnClient, names: DatabaseNames): Link => {
  const { way, isPooled, passwordMethod } = client
  // A connection that is cut while it is ours says so here too, and unheard that would end the process.
  const ignore = () => undefined
  client.on('error', ignore)
  return {
    ...{ client, names, isPooled },
    facts: { isPooled, passwordMethod, security: way.security },
    cancel: () => requestCancel(way, cancelKeyOf(client)),
    giveBack: (isBroken) => {
      client.off('error', ignore)
      // A transaction that could not be ended would go on in what is done with the connection next.
      client.release(isBroken || client.getTransactionStatus() !== 'I')
    },
  }
}
