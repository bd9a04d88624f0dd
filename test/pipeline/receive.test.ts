import { expect, describe, it } from 'vitest'
import { defaultLimits } from '../../src/pipeline/run-limits.ts'
import { drain } from '../../src/pipeline/run.ts'
import { createDeliveries, createDelivery } from '../support/deliveries.ts'
import { createTestRun } from '../support/runs.ts'
import { createScriptedQueue, sleep } from '../support/scripted-queue.ts'
import { createScriptedStore, storeFault } from '../support/scripted-store.ts'

const never = new AbortController().signal

const createBench = (count: number, overrides: Parameters<typeof createTestRun>[2] = {}) => {
  const queue = createScriptedQueue(createDeliveries(count))
  const store = createScriptedStore()
  return { queue, store, ...createTestRun(queue, store, overrides) }
}

describe('a run that receives', () => {
  it('says until when it waits for an open call after a stop, and then has no phase but finishing', async () => {
    const bench = createBench(3, { until: 'stopped' })
    const stop = new AbortController()
    const done = drain(bench.run, stop.signal)
    while (bench.counts().loaded < 3) await sleep(5)
    const late = Promise.withResolvers<void>()
    bench.queue.before.receive.push(() => late.promise)
    await sleep(50)
    const before = bench.phases.length
    stop.abort()
    await sleep(20)
    const [said] = bench.phases.slice(-1)
    expect(said).toMatchObject({ name: 'finishing' })
    expect(said?.name === 'finishing' && (said.pollEndsAt ?? 0) - Date.now()).toBeGreaterThan(0)
    // The open call's messages are given back, and the database is away: neither shows as a phase.
    bench.store.setBeforeCommit(() => Promise.reject(storeFault('transient')))
    bench.queue.waiting.push(createDelivery())
    late.resolve()
    expect(await done).toBe('stopped')
    expect(new Set(bench.phases.slice(before).map(({ name }) => name))).toEqual(new Set(['finishing']))
    expect(bench.phases.at(-1)).toEqual({ name: 'finishing' })
    expect(bench.counts()).toMatchObject({ received: 4, loaded: 3, released: 1 })
  })

  it('holds no more bodies than fit in memory, including those of open calls', async () => {
    const body = 'x'.repeat(262_144)
    const bench = createBench(0, { limits: { ...defaultLimits, heldBytes: 8 * 2 ** 20, lingerMs: 5 } })
    for (let index = 0; index < 100; index += 1) bench.queue.waiting.push(createDelivery({ body }))
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, bench.queue.inFlight.size)
    }, 1)
    bench.store.setBeforeCommit(() => {
      most = Math.max(most, bench.queue.inFlight.size)
      return sleep(5)
    })
    expect(await drain(bench.run, never)).toBe('drained')
    clearInterval(watch)
    expect(bench.counts().received).toBe(100)
    // Sixteen bodies of half a MiB.
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThanOrEqual(16)
  })
})
