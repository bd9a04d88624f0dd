import { fork } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { startLocalPostgres } from '../../src/embedded/local-postgres.ts'
import { answerOf } from './answer-of.ts'
import type { QueueManner, QueueRequest } from './queue-process.ts'

/** Where the sides of a benchmark work: with their own queue and PostgreSQL. */
export interface World {
  readonly endpoint: string
  readonly queue: string
  readonly databaseUrl: string
  /** Empties the queue and puts this many messages on it. */
  readonly fill: (count: number, malformed?: number) => Promise<void>
  /** Empties the queue and lets this many messages flow into it, never more than `most` waiting. */
  readonly keepFull: (count: number, most: number) => Promise<void>
  /** Sends at an even pace. */
  readonly trickle: (perSecond: number, seconds: number) => Promise<void>
  /** How many receive calls the queue has had; known only for a distant queue. */
  readonly receives: () => Promise<number>
  /** How many calls of each action the queue has had; known only for a distant or slow queue. */
  readonly calls: () => Promise<Readonly<Record<string, number>>>
  /** How long the queue took from its first receive to its last delete; known only for a distant or slow queue. */
  readonly drainedMs: () => Promise<number>
  /** Runs SQL and returns the rows. */
  readonly sql: (text: string) => Promise<readonly Record<string, unknown>[]>
  readonly close: () => Promise<void>
}

interface Answered {
  readonly receives: number
  readonly calls: Readonly<Record<string, number>>
  readonly drainedMs: number
}

/** @param manner the kind of queue; by default a quick one on this machine */
export const openWorld = async (manner: Partial<QueueManner> = {}): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  chmodSync(folder, 0o711)
  const server = await startLocalPostgres(join(folder, 'postgres'), 'bench', 'tcp')
  const pool = new pg.Pool({ connectionString: server.url, max: 2 })
  // The server is stopped under it at the end.
  pool.on('error', () => undefined)
  const queue = fork(
    join(dirname(process.argv[1] ?? ''), 'queue-process.js'),
    [JSON.stringify({ latencyMs: 0, slowness: null, ...manner })],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  )
  const address = (await answerOf(queue)) as { endpoint: string; queue: string }
  let seed = 1
  const ask = async (request: QueueRequest) => {
    queue.send(request)
    return (await answerOf(queue)) as Answered
  }
  return {
    ...address,
    databaseUrl: server.url,
    fill: async (count, malformed = Math.round(count / 100)) => {
      seed += 1
      await ask({ type: 'fill', count, malformed, seed })
    },
    keepFull: async (count, most) => {
      seed += 1
      await ask({ type: 'keep-full', count, malformed: Math.round(count / 100), seed, most })
    },
    trickle: async (perSecond, seconds) => {
      await ask({ type: 'trickle', perSecond, seconds })
    },
    receives: async () => (await ask({ type: 'receives' })).receives,
    calls: async () => (await ask({ type: 'calls' })).calls,
    drainedMs: async () => (await ask({ type: 'drained' })).drainedMs,
    sql: async (text) => (await pool.query<Record<string, unknown>>(text)).rows,
    close: async () => {
      queue.disconnect()
      await pool.end()
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
