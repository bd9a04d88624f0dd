import { describe, expect, it } from 'vitest'
import { drain } from '../../src/pipeline/run.ts'
import { createDeliveries, createDelivery } from '../support/deliveries.ts'
import { createTestRun } from '../support/runs.ts'
import { createScriptedQueue, sleep } from '../support/scripted-queue.ts'
import { createScriptedStore } from '../support/scripted-store.ts'

const never = new AbortController().signal

const createBench = (count: number, overrides: Parameters<typeof createTestRun>[2] = {}) => {
  const queue = createScriptedQueue(createDeliveries(count))
  return { queue, ...createTestRun(queue, createScriptedStore(), overrides) }
}

describe('a run that is paused or has a limit of time', () => {
  it('receives nothing while it is paused, settles what it has, and goes on after it', async () => {
    let paused = false
    const bench = createBench(300, { isPaused: () => paused })
    bench.queue.before.receive.push(() => {
      paused = true
    })
    const done = drain(bench.run, never)
    await sleep(300)
    const settled = bench.counts()
    expect(settled.received).toBeLessThan(300)
    expect(settled.received).toBe(settled.loaded)
    expect(bench.queue.inFlight.size).toBe(0)
    expect(bench.phases.at(-1)).toEqual({ name: 'paused' })

    paused = false
    expect(await done).toBe('drained')
    expect(bench.counts()).toMatchObject({ received: 300, loaded: 300 })
  })

  it('stops in a pause as at any other time', async () => {
    const stop = new AbortController()
    const bench = createBench(20, { isPaused: () => true })
    setTimeout(() => stop.abort(), 50)
    expect(await drain(bench.run, stop.signal)).toBe('stopped')
    expect(bench.queue.waiting).toHaveLength(20)
  })

  it('receives no longer than it may, and settles what it has', async () => {
    const bench = createBench(0, { until: 'stopped', maxMs: 1_000 })
    const feed = setInterval(() => bench.queue.waiting.push(createDelivery()), 10)
    expect(await drain(bench.run, never)).toBe('limit')
    clearInterval(feed)
    expect(bench.counts().loaded).toBeGreaterThan(0)
    expect(bench.queue.inFlight.size).toBe(0)
  })
})
