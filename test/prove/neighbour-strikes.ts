import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { between } from '../double/random.ts'
import type { ShutDown } from './own-postgres.ts'
import { mustRecover, untilBusy, type Strike } from './strikes.ts'
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
