import pg from 'pg'
import { findPgBouncer, startPgBouncer, type PgBouncer } from '../support/pgbouncer.ts'
import { startTcpProxy } from './tcp-proxy.ts'

/** A PgBouncer that can be killed, behind a proxy whose address stays the same. */
export interface OwnPooler {
  readonly port: number
  readonly restart: () => Promise<void>
  /** Sends a command to its console, like an administrator: `pause`, `resume`. Resolves once it is done. */
  readonly command: (text: string) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * PgBouncer with its defaults, pooling by transaction. Null if this machine has none.
 *
 * @param url where it passes everything on to
 */
export const startOwnPooler = async (url: string): Promise<OwnPooler | null> => {
  const program = await findPgBouncer()
  if (program === null) return null
  const start = (): Promise<PgBouncer> =>
    startPgBouncer(program, url, {
      ...{ pool_mode: 'transaction', default_pool_size: '4' },
      admin_users: new URL(url).username,
    })
  const portOf = (bouncer: PgBouncer): number => Number(new URL(bouncer.url).port)
  let bouncer = await start()
  const proxy = await startTcpProxy(portOf(bouncer))
  return {
    port: proxy.port,
    restart: async () => {
      await bouncer.kill()
      bouncer = await start()
      proxy.aimAt(portOf(bouncer))
    },
    command: async (text) => {
      const console = new URL(bouncer.url)
      console.pathname = '/pgbouncer'
      const client = new pg.Client({ connectionString: console.href })
      await client.connect()
      try {
        await client.query(text)
      } finally {
        await client.end()
      }
    },
    close: async () => {
      await proxy.close()
      await bouncer.close()
    },
  }
}
