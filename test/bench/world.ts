import { fork, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { startLocalPostgres } from '../../src/embedded/local-postgres.ts'
import type { QueueRequest } from './queue-process.ts'

/** Where the sides of a benchmark work: a queue and a PostgreSQL of their own, nothing shared with anything else. */
export interface World {
  readonly endpoint: string
  readonly queue: string
  readonly databaseUrl: string
  /** Empties the queue and puts this many messages on it. */
  readonly fill: (count: number, malformed?: number) => Promise<void>
  /** Runs SQL and answers the rows. */
  readonly sql: (text: string) => Promise<readonly Record<string, unknown>[]>
  readonly close: () => Promise<void>
}

export const openWorld = async (): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  chmodSync(folder, 0o711)
  const server = await startLocalPostgres(join(folder, 'postgres'), 'bench')
  const pool = new pg.Pool({ connectionString: server.url, max: 2 })
  const queue = fork(join(dirname(process.argv[1] ?? ''), 'queue-process.js'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const address = (await reply(queue)) as { endpoint: string; queue: string }
  let seed = 1
  return {
    ...address,
    databaseUrl: server.url,
    fill: async (count, malformed = Math.round(count / 100)) => {
      seed += 1
      queue.send({ fill: count, malformed, seed } satisfies QueueRequest)
      await reply(queue)
    },
    sql: async (text) => (await pool.query<Record<string, unknown>>(text)).rows,
    close: async () => {
      queue.disconnect()
      await pool.end()
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const reply = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (code) => reject(new Error(`The queue process ended with ${code}`)))
  })
