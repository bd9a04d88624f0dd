import { findPgBouncer, startPgBouncer, type PgBouncer } from '../support/pgbouncer.ts'
import { startTcpProxy } from './tcp-proxy.ts'

/** A PgBouncer that may be killed, behind a proxy whose address stays the same. */
export interface OwnPooler {
  readonly port: number
  readonly restart: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * PgBouncer as it comes, pooling by transaction. Null where this machine has none.
 *
 * @param url where it passes everything on to
 */
export const startOwnPooler = async (url: string): Promise<OwnPooler | null> => {
  const program = await findPgBouncer()
  if (program === null) return null
  const start = (): Promise<PgBouncer> =>
    startPgBouncer(program, url, { pool_mode: 'transaction', default_pool_size: '4' })
  const portOf = (bouncer: PgBouncer): number => Number(new URL(bouncer.url).port)
  let bouncer = await start()
  const proxy = await startTcpProxy(portOf(bouncer))
  return {
    port: proxy.port,
    restart: async () => {
      await bouncer.close()
      bouncer = await start()
      proxy.aimAt(portOf(bouncer))
    },
    close: async () => {
      await proxy.close()
      await bouncer.close()
    },
  }
}
