import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startLocalPostgres, type LocalPostgres } from '../../src/embedded/local-postgres.ts'
import type { Ask } from './invariant.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

/** PostgreSQL's shutdown modes: it waits for its clients, ends them, or leaves everything to recovery. */
export type ShutDown = 'smart' | 'fast' | 'immediate'

const signals = { smart: 'SIGTERM', fast: 'SIGINT', immediate: 'SIGQUIT' } as const

/** A separate PostgreSQL that can be killed, behind a proxy whose address stays the same. */
export interface OwnPostgres {
  readonly proxy: TcpProxy
  /** The workers' address, through the proxy. */
  readonly url: (database: string) => string
  /** The test's address, past the proxy. */
  readonly ask: (database: string) => Ask
  /** SIGKILL to the postmaster: no shutdown, no checkpoint. */
  readonly kill: () => Promise<void>
  /** Ends it like an administrator. */
  readonly shutDown: (mode: ShutDown) => Promise<void>
  readonly start: () => Promise<void>
  /** Ends the connections of all workers; returns how many. */
  readonly terminateBackends: () => Promise<number>
  readonly close: () => Promise<void>
}

const password = 'prove'

export const startOwnPostgres = async (folder: string): Promise<OwnPostgres> => {
  let server: LocalPostgres | null = await startLocalPostgres(folder, password, 'tcp')
  const proxy = await startTcpProxy(portOf(server))
  const direct = (database: string): string => {
    if (server === null) throw new Error('PostgreSQL is down')
    const url = new URL(server.url)
    url.pathname = `/${database}`
    return url.href
  }

  const start = async (): Promise<void> => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        server = await startLocalPostgres(folder, password, 'tcp')
        proxy.aimAt(portOf(server))
        return
      } catch (error) {
        // The backends of a killed server may still be about to end.
        if (attempt >= 20) throw error
        await sleep(250)
      }
    }
  }

  const postmaster = async (): Promise<number> => {
    const pid = Number((await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0])
    if (!(pid > 1)) throw new Error('There is no postmaster')
    return pid
  }

  const ask =
    (database: string): Ask =>
    (text) =>
      withClient(direct(database), async (client) => (await client.query<Record<string, unknown>>(text)).rows)

  return {
    proxy,
    url: (database) => `postgres://sluice:${password}@127.0.0.1:${proxy.port}/${database}`,
    ask,
    kill: async () => {
      const pid = await postmaster()
      server = null
      process.kill(pid, 'SIGKILL')
    },
    shutDown: async (mode) => {
      const pid = await postmaster()
      const former = server
      process.kill(pid, signals[mode])
      // Connections that workers keep open would make it wait forever.
      if (mode === 'smart') {
        await sleep(1_500)
        process.kill(pid, signals.fast)
      }
      while (former !== null && !(await former.hasEnded())) await sleep(50)
      server = null
    },
    start,
    terminateBackends: async () =>
      (
        await ask('postgres')(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sluice'`,
        )
      ).length,
    close: async () => {
      await proxy.close()
      if (server === null) await start()
      await server?.close()
    },
  }
}

const portOf = (server: LocalPostgres): number => Number(new URL(server.url).port)

const withClient = async <T>(url: string, action: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await action(client)
  } finally {
    await client.end()
  }
}
