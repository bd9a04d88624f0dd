import pg from 'pg'
import type { CancelKey, Way } from './client.ts'
import { isSocket } from './database-host.ts'

/** What pg's connection can do besides what its types say; pg's version is pinned. */
interface Wire {
  readonly connect: (port: number | string, host?: string) => void
  readonly requestSsl: () => void
  readonly cancel: (processId: number, secret: number) => void
}

/** A server that does not take the request in this time, in milliseconds, is not waited for. */
const patience = 5_000

/**
 * Asks the server, over a connection of its own, to break off what the connection of this key does (PostgreSQL manual,
 * "Canceling Requests in Progress"). A pooler passes it on to whichever server works for that connection, and to none
 * where none does. Settles once the other side has taken it, or cannot; whether it was heeded, the statement tells.
 */
export const requestCancel = async ({ to, ssl, isDirect }: Way, key: CancelKey): Promise<void> => {
  const { promise: ended, resolve } = Promise.withResolvers<undefined>()
  // Its own name for what the client calls `sslnegotiation`.
  const negotiation = { sslNegotiation: isDirect ? 'direct' : 'postgres' }
  const connection = new pg.Connection({ ssl, ...negotiation })
  const wire = connection as unknown as Wire
  const timer = setTimeout(() => connection.stream.destroy(), patience)
  const send = () => wire.cancel(key.processId, key.secret)
  connection.on('error', () => undefined)
  connection.on('end', () => resolve(undefined))
  connection.on('connect', () => {
    if (ssl === false) send()
    else if (!isDirect) wire.requestSsl()
  })
  connection.on('sslconnect', send)
  if (isSocket(to.host)) wire.connect(`${to.host}/.s.PGSQL.${to.port}`)
  else wire.connect(to.port, to.host)
  await ended
  clearTimeout(timer)
}
