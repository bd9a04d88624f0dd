import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { startRun } from '../prove/worker-process.ts'
import { isDawdling, prepareTable, slowDown } from './triggers.ts'
import { createWorld, eventually, expectKept, expectReconciled } from './world.ts'
import { longTest } from '../support/long-test.ts'

describe.concurrent('a worker that is told to stop', () => {
  test('A14: with a long poll open, while a message arrives: it ends soon and leaves nothing in flight', async () => {
    await using world = await createWorld()
    await prepareTable(world)
    const worker = startRun(world.target, ['--json'])
    await worker.until((line) => line.phase === 'waiting')
    const from = performance.now()
    worker.kill('SIGTERM')
    world.send(5, { malformedEvery: 0 })
    const { code, at, counts } = await worker.ended

    expect(code).toBe(0)
    // A poll of an idle worker lasts 2 s at first.
    expect(at - from).toBeLessThan(2_000 + 5_000)
    expect(world.double.queue.depth().inFlight).toBe(0)
    const verdict = await expectKept(world)
    expect(verdict.loaded + verdict.remaining).toBe(5)
    expect(counts?.received).toBe((counts?.loaded ?? 0) + (counts?.released ?? 0))
    await expectReconciled(world)
  }, 60_000)

  longTest(
    'A15: with a thousand waiting: what is committed is deleted, all else is given back at once',
    async () => {
      await using world = await createWorld()
      await slowDown(world, 8)
      world.send(3_200, { malformedEvery: 0 })
      const worker = startRun(world.target, ['--json'])
      // The first ten come by themselves, in their own batch.
      await eventually(() => world.double.queue.depth().visible === 0, 30_000)
      worker.kill('SIGTERM')
      const { code, counts } = await worker.ended

      const { visible, inFlight } = world.double.queue.depth()
      expect({ code, inFlight }).toEqual({ code: 0, inFlight: 0 })
      expect(visible).toBeGreaterThanOrEqual(1_000)
      expect(counts).toMatchObject({ loaded: 3_200 - visible, duplicates: 0, rejected: 0 })
      // A call that was open at the signal may receive what was just given back; that goes back again.
      expect(counts?.released).toBeGreaterThanOrEqual(visible)
      expect(counts?.received).toBe((counts?.loaded ?? 0) + (counts?.released ?? 0))
      await expectKept(world, { loaded: 3_200 - visible, remaining: visible })
      await expectReconciled(world)
    },
    60_000,
  )

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'A15: a second %s ends it at once, and nothing is lost by that',
    async (signal) => {
      await using world = await createWorld()
      await slowDown(world, 8)
      world.send(100, { malformedEvery: 0 })
      const worker = startRun(world.target, ['--json'])
      await eventually(() => isDawdling(world))
      const from = performance.now()
      worker.kill(signal)
      await sleep(600)
      expect(worker.isRunning()).toBe(true)
      worker.kill(signal)
      const { code, at } = await worker.ended

      expect(code).toBe(130)
      expect(at - from).toBeLessThan(4_000)
      // The statement was sent and may still run; its messages come again and are recognised.
      await expectKept(world, { remaining: 100 })
    },
    60_000,
  )

  test('A14: Ctrl-C ends it as cleanly, with the exit code of an interruption', async () => {
    await using world = await createWorld()
    world.send(50)
    const worker = startRun(world.target, ['--json'])
    await worker.until((line) => line.received >= 50)
    worker.kill('SIGINT')

    expect((await worker.ended).code).toBe(130)
    expect(world.double.queue.depth()).toEqual({ visible: 0, inFlight: 0, delayed: 0 })
    await expectKept(world, { remaining: 0 })
  }, 60_000)
})
