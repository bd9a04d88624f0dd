import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { QueuePort } from '../../src/pipeline/ports.ts'
import { runEngine } from '../prove/engine.ts'
import { startRun } from '../prove/worker-process.ts'
import { createWorld, eventually, expectDrained, expectKept, keepSending, type World } from './world.ts'
import { longTest } from '../support/long-test.ts'

/** The longest that a worker may take to notice, in milliseconds. */
const longest = 35_000

describe.concurrent('a network that fails', () => {
  const noticed = async (world: World, link: 'databaseProxy' | 'queueProxy', phase: string) => {
    const stopSending = keepSending(world)
    const worker = startRun(world.target)
    await worker.until((line) => line.received > 0)
    world[link].become({ kind: 'black-hole' })
    stopSending()
    const from = performance.now()
    await worker.until((line) => line.phase === phase)
    const after = performance.now() - from
    world[link].become({ kind: 'pass' })
    const { code } = await worker.ended
    return { code, inTime: after <= longest ? true : after }
  }

  longTest(
    'A11: a database that answers nothing is noticed, and left for a new connection',
    async () => {
      await using world = await createWorld({ rules: { visibilitySeconds: 2 } })
      expect(await noticed(world, 'databaseProxy', 'waiting-for-database')).toEqual({ code: 0, inTime: true })
      await expectDrained(world)
    },
    120_000,
  )

  longTest(
    'A11: a queue that answers nothing is noticed, and left for a new connection',
    async () => {
      await using world = await createWorld({ rules: { visibilitySeconds: 2 } })
      expect(await noticed(world, 'queueProxy', 'waiting-for-queue')).toEqual({ code: 0, inTime: true })
      await expectDrained(world)
    },
    120_000,
  )

  test('A13: slow, cut into pieces and reset on both links, one after the other', async () => {
    await using world = await createWorld({ rules: { visibilitySeconds: 4 } })
    const stopSending = keepSending(world)
    const links = [world.databaseProxy, world.queueProxy]
    let settled = 0
    const running = runEngine(world.target, {
      limits: { batchRows: 50 },
      onCounts: ({ received }) => {
        settled = received
      },
    })
    await eventually(() => settled > 0)
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
    stopSending()

    expect((await running).end).toBe('drained')
    await expectDrained(world)
  }, 60_000)

  test('A13: after one break of all connections, every receiver is at work again within 10 s', async () => {
    await using world = await createWorld()
    world.double.script.latencyMs = 200
    let open = 0
    let most = 0
    const wrapQueue = (queue: QueuePort): QueuePort => ({
      ...queue,
      receive: async (options) => {
        open += 1
        most = Math.max(most, open)
        try {
          return await queue.receive(options)
        } finally {
          open -= 1
        }
      },
    })
    world.send(3_000)
    // Far away, so that each receiver helps, and all are wanted.
    world.double.script.latencyMs = 100
    const stop = new AbortController()
    const feeding = setInterval(() => {
      if (world.double.queue.depth().visible < 1_000) world.send(500, { seed: world.sent().length })
    }, 100)
    const running = runEngine(
      world.target,
      { until: 'stopped', wrapQueue, limits: { receivers: 12 } },
      stop.signal,
    )
    await eventually(() => open === 12, 30_000)
    world.queueProxy.reset()
    // By then every open call has failed, so that only later ones count.
    await sleep(1_000)
    most = 0
    await eventually(() => most === 12, 9_000).catch(() => undefined)
    stop.abort()
    clearInterval(feeding)
    await running

    expect(most).toBe(12)
    await expectKept(world)
  }, 90_000)
})
