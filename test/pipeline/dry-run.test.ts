import { describe, expect, it } from 'vitest'
import { dryRun } from '../../src/pipeline/dry-run.ts'
import type { Delivery, QueuePort } from '../../src/pipeline/ports.ts'
import { drain } from '../../src/pipeline/run.ts'
import { createDeliveries, createDelivery } from '../support/deliveries.ts'
import { createTestRun } from '../support/runs.ts'
import { createScriptedQueue, sleep } from '../support/scripted-queue.ts'
import { createScriptedStore, queueFault } from '../support/scripted-store.ts'

const never = new AbortController().signal

const createBench = (bodies: readonly string[], good: number) => {
  const queue = createScriptedQueue([
    ...createDeliveries(good),
    ...bodies.map((body) => createDelivery({ body })),
  ])
  const store = createScriptedStore()
  const { run, counts } = createTestRun(queue, store)
  const look = (maxMessages = 1_000, maxReceiveCount: number | null = null, signal = never) =>
    dryRun({ queue, store, prepare: run.prepare, maxMessages, maxReceiveCount, heldBytes: 2 ** 26 }, signal)
  return { queue, store, run, counts, look }
}

describe('a dry run (N11)', () => {
  it('foretells what the run after it does', async () => {
    const { queue, run, counts, look } = createBench(['{"foo":1}', 'no json', '{"foo":2}'], 57)
    const forecast = await look()
    expect(forecast).toMatchObject({ looked: 60, loaded: 57, duplicates: 0, rejected: 3, sawAll: true })
    expect(forecast.reasons).toContainEqual({ code: 'missing-field', count: 2 })
    expect(forecast.reasons).toContainEqual({ code: 'not-json', count: 1 })

    queue.waiting.push(...queue.released)
    await drain(run, never)
    expect(counts()).toMatchObject({ received: 60, loaded: 57, rejected: 3 })
  })

  it('deletes nothing, commits nothing, and gives every message back', async () => {
    const { queue, store, look } = createBench([], 25)
    await look()
    expect(queue.removed).toEqual([])
    expect(store.attempts).toEqual([])
    expect(queue.released).toHaveLength(25)
    expect(queue.inFlight.size).toBe(0)
  })

  it('knows what is in the ledger, and what comes twice', async () => {
    const { queue, run, look } = createBench([], 20)
    const again = [...queue.waiting]
    await drain(run, never)
    const fresh = createDelivery()
    queue.waiting.push(...again, fresh, createDelivery({ originId: fresh.originId }))
    expect(await look()).toMatchObject({ looked: 22, loaded: 1, duplicates: 21 })
  })

  it('looks at no more messages than it may', async () => {
    const { queue, look } = createBench([], 50)
    expect(await look(23)).toMatchObject({ looked: 23, sawAll: false })
    expect(queue.waiting).toHaveLength(27)
  })

  it('stops looking before the queue gives messages up, and says how many', async () => {
    const { queue, look } = createBench([], 200)
    queue.waiting.splice(0, 10, ...Array.from({ length: 10 }, () => createDelivery({ receiveCount: 3 })))
    const forecast = await look(1_000, 3)
    expect(forecast.atRisk).toBe(10)
    expect(forecast.looked).toBeLessThan(100)
    expect(queue.released).toHaveLength(forecast.looked)
  })

  it('keeps no body once it has been judged, and asks for no more than fit in memory at once', async () => {
    const large = Array.from({ length: 60 }, () => createDelivery({ body: 'x'.repeat(262_144) }))
    const asked: number[] = []
    const kept: Delivery[] = []
    const scripted = createScriptedQueue(large, [], 0.2)
    const queue: QueuePort = {
      ...scripted,
      receive: (options) => {
        asked.push(options.max)
        return scripted.receive(options)
      },
      extend: async (deliveries) => void kept.push(...deliveries),
      release: async (deliveries) => void kept.push(...deliveries),
    }
    const { run } = createTestRun(queue, createScriptedStore())
    const store = {
      known: async () => {
        await sleep(20)
        return new Set<string>()
      },
    }
    const options = { maxMessages: 1_000, maxReceiveCount: null, heldBytes: 8 * 2 ** 20 }
    expect(await dryRun({ queue, store, prepare: run.prepare, ...options }, never)).toMatchObject({
      looked: 60,
    })
    expect(kept.length).toBeGreaterThanOrEqual(60)
    expect(kept.filter(({ body }) => body !== '')).toEqual([])
    // Four calls share the 8 MiB: one message each before the first is known, then four of half a MiB.
    expect(Math.max(...asked)).toBe(4)
  })

  it('A48: does not claim to have seen all of a FIFO queue, whose groups may hide more', async () => {
    const { queue, look } = createBench([], 3)
    queue.waiting.push(createDelivery({ groupId: 'a' }))
    expect(await look()).toMatchObject({ looked: 4, sawAll: false })
  })

  it('gives back what it holds when it is stopped, or when the queue fails', async () => {
    const stopped = createBench([], 50)
    const stop = new AbortController()
    stopped.queue.before.receive.push(
      () => undefined,
      () => stop.abort(),
    )
    await stopped.look(1_000, null, stop.signal)
    expect(stopped.queue.inFlight.size).toBe(0)

    const failing = createBench([], 500)
    failing.queue.before.receive.push(...Array.from({ length: 6 }, () => () => undefined), () => {
      throw queueFault('transient')
    })
    await expect(failing.look()).rejects.toMatchObject({ kind: 'transient' })
    expect(failing.queue.inFlight.size).toBe(0)
  })
})
