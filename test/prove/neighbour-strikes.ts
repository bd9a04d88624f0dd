import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { between } from '../double/random.ts'
import type { Going, KeptQueue } from './kept-queue.ts'
import type { ShutDown } from './own-postgres.ts'
import { kill, mustRecover, untilBusy, type Strike } from './strikes.ts'
import { startRun } from './worker-process.ts'

/** Shut down in an orderly way, as by an update, and started again. */
export const shutDownPostgres =
  (mode: ShutDown): Strike =>
  async (arena, crew) => {
    await crew.pick()
    await sleep(between(arena.random, 0, 400))
    const busy = await untilBusy(arena)
    await arena.postgres.shutDown(mode)
    await sleep(between(arena.random, 200, 2_000))
    await arena.postgres.start()
    await mustRecover(arena, 40_000)
    return busy
  }

export const restartPooler: Strike = async (arena, crew) => {
  await crew.pick()
  await sleep(between(arena.random, 0, 400))
  const busy = await untilBusy(arena)
  await arena.pooler?.restart()
  await mustRecover(arena, 40_000)
  return busy
}

/** An administrator's commands to the pooler before a switch-over, and after it. */
export const commandPooler =
  (before: string, after: string): Strike =>
  async (arena, crew) => {
    await crew.pick()
    const busy = await untilBusy(arena)
    await arena.pooler?.command(before)
    await sleep(between(arena.random, 500, 4_000))
    await arena.pooler?.command(after)
    await mustRecover(arena, 40_000)
    return busy
  }

/** All that lead to the database of this row, whoever uses them. */
export const endServerConnections: Strike = async (arena, crew) => {
  await crew.pick()
  const busy = await untilBusy(arena)
  const ended = await arena.ask(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`)
  await mustRecover(arena, 40_000)
  return busy && ended.length > 0
}

export const restartQueue =
  (service: KeptQueue, going: Going): Strike =>
  async (arena, crew) => {
    await crew.pick()
    await sleep(between(arena.random, 0, 400))
    const busy = await untilBusy(arena)
    await service.restart(going)
    await mustRecover(arena, 40_000)
    return busy
  }

/** A worker dies while the service reports its own times; each row has a day on which its message was on the way. */
export const killUntimed: Strike = async (arena, crew) => {
  const hit = await kill(arena, crew)
  const odd = await arena.ask(`select create_date::text from user_logins
    where create_date not between current_date - 1 and current_date + 1 limit 1`)
  if (odd.length > 0) throw new Error(`A row is of ${String(odd[0]?.create_date)}`)
  return hit
}

const jumpingClock = ['--import', resolve(import.meta.dirname, 'jumping-clock.mjs')]

/** A worker whose clock jumps an hour ahead, an hour back and to the truth again, and that is then told to stop. */
export const jumpClock: Strike = async (arena) => {
  const worker = startRun(arena.target, ['--json'], jumpingClock)
  await worker.until(({ received }) => received > 0)
  const busy = await untilBusy(arena)
  for (let jump = 0; jump < 3; jump += 1) {
    worker.kill('SIGUSR2')
    await sleep(1_000)
  }
  worker.kill('SIGTERM')
  const { code, signal, stderr } = await worker.ended
  if (code !== 0)
    throw new Error(`A worker whose clock jumped ended with ${code ?? signal}: ${stderr.slice(-300)}`)
  return busy
}
