import pg from 'pg'
import type { CancelKey, Way } from './client.ts'
import { isSocket } from './database-host.ts'

/** Members of pg's connection that its types lack; pg's version is pinned. */
interface Wire {
  readonly connect: (port: number | string, host?: string) => void
  readonly requestSsl: () => void
  readonly cancel: (processId: number, secret: number) => void
}

/** How long to wait for the server to take the request, in milliseconds. */
const patience = 5_000

/**
 * Asks the server, over a separate connection, to cancel what the connection with this key is doing (PostgreSQL
 * manual, "Canceling Requests in Progress"). A pooler passes it on to the server that works for that connection, if
 * there is one. Settles once the other side has taken it, or cannot; the statement itself shows whether it worked.
 */
export const requestCancel = async ({ to, ssl, isDirect }: Way, key: CancelKey): Promise<void> => {
  const { promise: ended, resolve } = Promise.withResolvers<undefined>()
  // Its name for the client's `sslnegotiation`.
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
