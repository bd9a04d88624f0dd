import { setTimeout as sleep } from 'node:timers/promises'
import { between } from '../double/random.ts'
import type { Arena } from './arena.ts'
import type { Crew } from './crew.ts'
import { faultPoints, type FaultPoint } from './fault-points.ts'
import { startWorker } from './worker-process.ts'

/** Does one bad thing; returns whether it hit while messages were in flight. */
export type Strike = (arena: Arena, crew: Crew) => Promise<boolean>

const isBusy = async (arena: Arena): Promise<boolean> => (await arena.queue.depth()).inFlight > 0

/** Waits for messages in flight, for at most this many milliseconds; returns whether there are any. */
export const untilBusy = async (arena: Arena, within = 10_000): Promise<boolean> => {
  const until = performance.now() + within
  while (performance.now() < until) {
    if (await isBusy(arena)) return true
    await sleep(5)
  }
  return false
}

const loadedSoFar = async (arena: Arena): Promise<number> =>
  Number((await arena.ask('select count(*)::integer as rows from sluice.ledger'))[0]?.rows ?? 0)

/** Waits until something is committed again, for at most this many milliseconds; returns whether it was. */
const recovers = async (arena: Arena, within: number): Promise<boolean> => {
  const before = await loadedSoFar(arena)
  const until = performance.now() + within
  while (performance.now() < until) {
    if ((await loadedSoFar(arena)) > before) return true
    await sleep(100)
  }
  return false
}

export const mustRecover = async (arena: Arena, within: number): Promise<void> => {
  if (!(await recovers(arena, within)))
    throw new Error(`Nothing was committed within ${within} ms after the fault`)
}

/** On queue and database at once. */
const onBothLinks = (arena: Arena) => [arena.queueProxy, arena.postgres.proxy]

export const kill: Strike = async (arena, crew) => {
  const worker = await crew.pick()
  // Slow links stretch the moments between receive, commit and delete.
  for (const link of onBothLinks(arena)) link.become({ kind: 'delay', ms: between(arena.random, 0, 15) })
  await sleep(between(arena.random, 0, 500))
  await crew.replace(worker)
  return isBusy(arena)
}

/** A worker that ends at a point between two steps, at a random pass of it. */
export const killAt =
  (script: string, only: FaultPoint | null): Strike =>
  async (arena) => {
    const point = only ?? faultPoints[between(arena.random, 0, faultPoints.length - 1)] ?? 'after-commit'
    const worker = startWorker(arena.target, [script, point, String(between(arena.random, 1, 8))])
    const { signal } = await worker.ended
    return signal === 'SIGKILL'
  }

export const stop: Strike = async (arena, crew) => {
  const worker = await crew.pick()
  await sleep(between(arena.random, 0, 500))
  const busy = await isBusy(arena)
  await crew.relieve(worker)
  return busy
}

/** Sleeps like a laptop, for longer than its messages are hidden, while others continue. */
export const suspend: Strike = async (arena, crew) => {
  const worker = await crew.pick()
  await sleep(between(arena.random, 0, 300))
  worker.kill('SIGSTOP')
  const busy = await isBusy(arena)
  await sleep(6_000)
  worker.kill('SIGCONT')
  return busy
}

export const killPostgres: Strike = async (arena, crew) => {
  await crew.pick()
  await sleep(between(arena.random, 0, 400))
  const busy = await untilBusy(arena)
  await arena.postgres.kill()
  await sleep(between(arena.random, 200, 3_000))
  await arena.postgres.start()
  await mustRecover(arena, 40_000)
  return busy
}

export const terminateBackends: Strike = async (arena, crew) => {
  await crew.pick()
  await sleep(between(arena.random, 100, 500))
  return (await arena.postgres.terminateBackends()) > 0 && isBusy(arena)
}

/** The statement runs, but its answer never arrives. */
export const loseReply: Strike = async (arena, crew) => {
  await crew.pick()
  const { proxy } = arena.postgres
  const before = proxy.lost()
  proxy.loseReplies({ request: 'commit-batch', reply: 'SELECT ', times: 1 })
  const until = performance.now() + 20_000
  while (proxy.lost() === before && performance.now() < until) await sleep(20)
  return proxy.lost() > before
}

export const reset: Strike = async (arena, crew) => {
  await crew.pick()
  await sleep(between(arena.random, 50, 600))
  const busy = await isBusy(arena)
  const broken = onBothLinks(arena).map((link) => link.reset())
  return busy && broken.some((count) => count > 0)
}

const forAWhile =
  (manner: Parameters<Arena['queueProxy']['become']>[0], milliseconds: number): Strike =>
  async (arena, crew) => {
    await crew.pick()
    for (const link of onBothLinks(arena)) link.become(manner)
    await sleep(milliseconds)
    const busy = await isBusy(arena)
    for (const link of onBothLinks(arena)) link.become({ kind: 'pass' })
    await mustRecover(arena, 20_000)
    return busy
  }

export const slow = forAWhile({ kind: 'delay', ms: 1_000 }, 8_000)
export const slice = forAWhile({ kind: 'slice', bytes: 173 }, 4_000)
export const refuse = forAWhile({ kind: 'refuse' }, 2_000)

/** Connections stay open and nothing passes, until the workers have noticed; then new connections work again. */
const blackHole =
  (link: (arena: Arena) => Arena['queueProxy'], phase: string): Strike =>
  async (arena, crew) => {
    const worker = await crew.pick()
    const noticed = worker.until((line) => line.phase === phase)
    link(arena).become({ kind: 'black-hole' })
    await Promise.race([noticed, sleep(60_000)])
    link(arena).become({ kind: 'pass' })
    await mustRecover(arena, 60_000)
    return true
  }

export const databaseBlackHole = blackHole((arena) => arena.postgres.proxy, 'waiting-for-database')
export const queueBlackHole = blackHole((arena) => arena.queueProxy, 'waiting-for-queue')

/** Only waits: the queue itself does the damage. */
export const wait: Strike = async (arena) => {
  await sleep(500)
  return isBusy(arena)
}
