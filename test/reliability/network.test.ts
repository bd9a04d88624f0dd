import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { runEngine } from '../prove/engine.ts'
import { startRun } from '../prove/worker-process.ts'
import { createWorld, expectDrained, type World } from './world.ts'

/** The longest that a worker may take to notice, in milliseconds. */
const longest = 35_000

describe.concurrent('a network that fails', () => {
  const noticed = async (world: World, link: 'databaseProxy' | 'queueProxy', phase: string) => {
    world.double.script.latencyMs = 10
    world.send(2_000)
    const worker = startRun(world.target)
    await worker.until((line) => line.received > 0)
    world[link].become({ kind: 'black-hole' })
    const from = performance.now()
    await worker.until((line) => line.phase === phase)
    const after = performance.now() - from
    world[link].become({ kind: 'pass' })
    const { code } = await worker.ended
    return { code, inTime: after <= longest ? true : after }
  }

  test('A11: a database that answers nothing is noticed, and left for a new connection', async () => {
    await using world = await createWorld({ rules: { visibilitySeconds: 2 } })
    expect(await noticed(world, 'databaseProxy', 'waiting-for-database')).toEqual({ code: 0, inTime: true })
    await expectDrained(world)
  }, 120_000)

  test('A11: a queue that answers nothing is noticed, and left for a new connection', async () => {
    await using world = await createWorld({ rules: { visibilitySeconds: 2 } })
    expect(await noticed(world, 'queueProxy', 'waiting-for-queue')).toEqual({ code: 0, inTime: true })
    await expectDrained(world)
  }, 120_000)

  test('A13: slow, cut into pieces and reset on both links, one after the other', async () => {
    await using world = await createWorld({ rules: { visibilitySeconds: 4 } })
    world.send(800)
    const links = [world.databaseProxy, world.queueProxy]
    const running = runEngine(world.target, { limits: { batchRows: 50 } })
    for (const manner of [{ kind: 'delay', ms: 300 } as const, { kind: 'slice', bytes: 97 } as const]) {
      for (const link of links) link.become(manner)
      await sleep(1_500)
    }
    for (const link of links) link.become({ kind: 'delay', ms: 50 })
    for (let time = 0; time < 5; time += 1) {
      for (const link of links) link.reset()
      await sleep(200)
    }
    for (const link of links) link.become({ kind: 'pass' })

    expect((await running).end).toBe('drained')
    await expectDrained(world)
  }, 60_000)
})
