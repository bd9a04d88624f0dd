import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { QueuePort } from '../../src/pipeline/ports.ts'
import { runEngine } from '../prove/engine.ts'
import { startRun } from '../prove/worker-process.ts'
import { dawdleOver, slowDown } from './triggers.ts'
import { createWorld, eventually, expectDrained, expectReconciled, keepSending, type World } from './world.ts'
import { longTest } from '../support/long-test.ts'

const rules = { visibilitySeconds: 2 }
const highest = (world: World): number => Math.max(...world.double.queue.receiveCounts().values())

/** A clock that jumps by an hour, back and forth, at each SIGUSR2. Timers and monotonic time are not affected. */
const jumpingClock = ['--import', resolve(import.meta.dirname, '../prove/jumping-clock.mjs')]

describe.concurrent('messages that are held for longer than their time-out', () => {
  test('A04: stay hidden, those that wait as well as those being written', async () => {
    await using world = await createWorld({ rules })
    // Not one of the first ten: until a row has loaded, there is one receive call at a time.
    await dawdleOver(world, 'user-1-20', 6)
    world.send(300, { malformedEvery: 0 })

    const holder = runEngine(world.target, { limits: { batchRows: 100, writers: 1 } })
    await eventually(() => world.double.queue.depth().visible === 0)
    // This would receive whatever lapses.
    const other = runEngine(world.target)

    const ends = await Promise.all([holder, other])
    expect(ends.map(({ end, counts }) => [end, counts.received])).toEqual([
      ['drained', 300],
      ['drained', 0],
    ])
    expect(highest(world)).toBe(1)
    await expectDrained(world)
  }, 60_000)

  test('A04: come again where nobody hides them, and still make one row each', async () => {
    await using world = await createWorld({ rules })
    await dawdleOver(world, 'user-1-20', 5)
    world.send(40, { malformedEvery: 0 })
    const wrapQueue = (queue: QueuePort): QueuePort => ({ ...queue, extend: async () => undefined })

    const holder = runEngine(world.target, { wrapQueue })
    await eventually(() => world.double.queue.depth().visible === 0)
    const ends = await Promise.all([holder, runEngine(world.target, { wrapQueue })])

    expect(ends.map(({ end }) => end)).toEqual(['drained', 'drained'])
    expect(highest(world)).toBeGreaterThan(1)
    expect(ends.reduce((sum, { counts }) => sum + counts.duplicates, 0)).toBeGreaterThan(0)
    await expectDrained(world)
  }, 60_000)

  test('A04: are not hidden any more once their delete has begun', async () => {
    await using world = await createWorld({ rules })
    world.double.script.latencyMs = 400
    world.send(60)
    await runEngine(world.target)

    const deletes = world.double.requests.findLast((one) => one.action === 'DeleteMessageBatch')
    const after = world.double.requests.filter(
      (one) => one.action === 'ChangeMessageVisibilityBatch' && one.at > (deletes?.at ?? Infinity),
    )
    expect(after).toEqual([])
    await expectDrained(world)
  }, 60_000)

  longTest(
    'A05: go to another worker while theirs sleeps; its old receipts delete nothing that matters',
    async () => {
      await using world = await createWorld({ rules })
      await slowDown(world, 1)
      world.send(200)
      const sleeper = startRun(world.target)
      await eventually(() => world.double.queue.depth().inFlight > 0)
      sleeper.kill('SIGSTOP')
      await sleep(6_000)
      const { end } = await runEngine(world.target)
      sleeper.kill('SIGCONT')
      const { code } = await sleeper.ended

      expect({ end, code }).toEqual({ end: 'drained', code: 0 })
      const { removed, stale, gone } = world.double.deletes
      expect(removed).toBe(200)
      expect(stale + gone).toBeGreaterThan(0)
      await expectDrained(world)
      await expectReconciled(world)
    },
    60_000,
  )

  test.skipIf(process.platform === 'win32')(
    'A28: stay hidden when the clock jumps by an hour, ahead and back',
    async () => {
      await using world = await createWorld({ rules })
      await slowDown(world, 3)
      world.send(200, { malformedEvery: 0 })
      const worker = startRun(world.target, ['--once', '--json'], jumpingClock)
      await eventually(() => world.double.queue.depth().visible === 0)
      for (let jump = 0; jump < 3; jump += 1) {
        worker.kill('SIGUSR2')
        await sleep(700)
      }

      expect((await worker.ended).code).toBe(0)
      expect(highest(world)).toBe(1)
      await expectDrained(world)
    },
    60_000,
  )

  test.skipIf(process.platform === 'win32')(
    'A28: are all settled where the service minds the wrong clock: it is corrected, or the run ends and says so',
    async () => {
      await using world = await createWorld({ rules })
      world.double.script.checksClock = true
      const stopSending = keepSending(world)
      const worker = startRun(world.target, ['--json'], jumpingClock)
      await worker.until((line) => line.received > 0)
      for (let jump = 0; jump < 3; jump += 1) {
        worker.kill('SIGUSR2')
        await sleep(500)
      }
      stopSending()
      worker.kill('SIGTERM')
      const { code, stderr } = await worker.ended

      if (code !== 0) expect(stderr).toContain('The queue service refused the credentials')
      expect((await runEngine(world.target)).end).toBe('drained')
      await expectDrained(world)
    },
    60_000,
  )
})
