import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../double/random.ts'
import { checkInvariant, type Ask, type Verdict } from './invariant.ts'
import { makeMessages, type Sent } from './manifest.ts'
import type { OwnPooler } from './own-pooler.ts'
import type { OwnPostgres } from './own-postgres.ts'
import type { ProofQueue, QueueHouse } from './service.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'
import { startDoctor, type WorkerTarget } from './worker-process.ts'

/** The surroundings of one row of the proof: a queue that is kept filled, a database, and proxies in front of both. */
export interface Arena {
  readonly target: WorkerTarget
  readonly postgres: OwnPostgres
  /** Between the workers and the database; null if they go straight. */
  readonly pooler: OwnPooler | null
  readonly queue: ProofQueue
  readonly queueProxy: TcpProxy
  readonly ask: Ask
  readonly random: Random
  readonly sent: () => number
  /** Keeps about this many messages waiting, sending at most this many a second; call what it returns to end that. */
  readonly feed: (waiting: number, mostPerSecond: number) => () => Promise<void>
  readonly verdict: () => Promise<Verdict>
  /** Whether `sluice doctor --reconcile` is content. */
  readonly reconciles: () => Promise<boolean>
  readonly close: () => Promise<void>
}

let arenas = 0

export const openArena = async (
  folder: string,
  postgres: OwnPostgres,
  house: QueueHouse,
  random: Random,
  pooler: OwnPooler | null,
): Promise<Arena> => {
  arenas += 1
  const database = `proof_${arenas}`
  await postgres.ask('postgres')(`create database ${database}`)
  const queue = await house.open(`proof-${arenas}`, 2)
  const queueProxy = await startTcpProxy(house.port)
  const dataFolder = join(folder, `data-${arenas}`)
  await mkdir(dataFolder)
  const databaseUrl = new URL(postgres.url(database))
  if (pooler !== null) databaseUrl.port = String(pooler.port)
  const target: WorkerTarget = {
    endpoint: `http://127.0.0.1:${queueProxy.port}`,
    queueName: queue.name,
    databaseUrl: databaseUrl.href,
    dataFolder,
  }
  const sent: Sent[] = []
  let batches = 0
  const ask = postgres.ask(database)

  const sendSome = async (count: number): Promise<void> => {
    batches += 1
    sent.push(
      ...(await queue.send(makeMessages(count, { seed: arenas * 1_000_000 + batches, corrected: true }))),
    )
  }

  return {
    target,
    postgres,
    pooler,
    queue,
    queueProxy,
    ask,
    random,
    sent: () => sent.length,
    feed: (waiting, mostPerSecond) => {
      let going = true
      const portion = 50
      const feeding = (async () => {
        while (going) {
          const { visible } = await queue.depth()
          if (visible < waiting) await sendSome(portion)
          await sleep((portion / mostPerSecond) * 1000)
        }
      })()
      return async () => {
        going = false
        await feeding
      }
    },
    verdict: async () => {
      const left = await queue.held()
      // An emulator does not list them; after a drain there are none.
      const verdict = await checkInvariant(sent, ask, { queue: [], deadLetters: [] })
      return { ...verdict, remaining: left }
    },
    reconciles: async () => (await startDoctor(target).ended).code === 0,
    close: () => queueProxy.close(),
  }
}
