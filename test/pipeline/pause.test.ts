import { describe, expect, it } from 'vitest'
import { createNudge, hurriedBy } from '../../src/pipeline/back-off.ts'
import { drain } from '../../src/pipeline/run.ts'
import { createDeliveries, createDelivery } from '../support/deliveries.ts'
import { createTestRun } from '../support/runs.ts'
import { createScriptedQueue, sleep } from '../support/scripted-queue.ts'
import { createScriptedStore, queueFault, storeFault } from '../support/scripted-store.ts'

const never = new AbortController().signal

const createBench = (count: number, overrides: Parameters<typeof createTestRun>[2] = {}) => {
  const queue = createScriptedQueue(createDeliveries(count))
  return { queue, ...createTestRun(queue, createScriptedStore(), overrides) }
}

describe('a run that is paused or has a limit of time', () => {
  it('receives nothing while it is paused, settles what it has, and continues after it', async () => {
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

describe('a run that waits for queue or database', () => {
  /** So often that the waits between would exceed seven seconds. */
  const tries = 6

  it.each(['queue', 'database'] as const)('tries again at once when it is nudged: the %s', async (which) => {
    const nudge = createNudge()
    const queue = createScriptedQueue(createDeliveries(10))
    const store = createScriptedStore()
    if (which === 'queue') {
      for (let n = 0; n < tries; n += 1)
        queue.before.receive.push(() => {
          throw queueFault('transient')
        })
    } else {
      store.setBeforeCommit((_, attempt) => {
        if (attempt <= tries) throw storeFault('transient', 'ECONNREFUSED')
      })
    }
    let waits = 0
    const bench = createTestRun(queue, store, {
      onPhase: ({ name }) => {
        if (name !== `waiting-for-${which}`) return
        waits += 1
        setTimeout(nudge.give, 5)
      },
    })
    const begun = performance.now()
    expect(await drain(bench.run, hurriedBy(new AbortController().signal, nudge))).toBe('drained')
    expect(waits).toBe(tries)
    expect(performance.now() - begun).toBeLessThan(5_000)
    expect(bench.counts()).toMatchObject({ received: 10, loaded: 10 })
  })
})
