import { describe, expect, it } from 'vitest'
import { noCounts } from '../../src/contract/events.ts'
import { defaultLimits } from '../../src/pipeline/run-limits.ts'
import { drain } from '../../src/pipeline/run.ts'
import { createDeliveries, createDelivery } from '../support/deliveries.ts'
import { createTestRun } from '../support/runs.ts'
import { createScriptedQueue, sleep } from '../support/scripted-queue.ts'
import { createScriptedStore, queueFault, storeFault } from '../support/scripted-store.ts'

const never = new AbortController().signal

const createBench = (count: number, overrides: Parameters<typeof createTestRun>[2] = {}) => {
  const journal: string[] = []
  const queue = createScriptedQueue(createDeliveries(count), journal)
  const store = createScriptedStore(journal)
  return { journal, queue, store, ...createTestRun(queue, store, overrides) }
}

describe('a run', () => {
  it('loads, rejects and deletes everything, counts all of it, and ends when the queue is drained', async () => {
    const bench = createBench(250)
    bench.queue.waiting.push(createDelivery({ body: '{"foo":1}' }))
    expect(await drain(bench.run, never)).toBe('drained')
    expect(bench.counts()).toEqual({ ...noCounts, received: 251, loaded: 250, rejected: 1 })
    expect(bench.queue.inFlight.size).toBe(0)
    expect(bench.queue.removed).toHaveLength(251)
    expect(bench.store.runs).toEqual([{ runId: bench.run.runId, outcome: 'drained' }])
  })

  it('deletes no message before it is committed, however many are on their way', async () => {
    const bench = createBench(500)
    bench.store.setBeforeCommit(() => sleep(5))
    await drain(bench.run, never)
    const committed = new Set<string>()
    for (const line of bench.journal) {
      const [what = '', id = ''] = line.split(' ')
      if (what === 'commit') committed.add(id)
      else expect(committed.has(id)).toBe(true)
    }
    expect(committed.size).toBe(500)
  })

  it('A30 counts as drained only after several looks in a row that found nothing', async () => {
    const bench = createBench(0)
    const late = createDelivery()
    // Two looks find nothing; before the third a message comes, after it nothing again.
    bench.queue.before.depth.push(
      () => undefined,
      () => undefined,
      () => void bench.queue.waiting.push(late),
    )
    expect(await drain(bench.run, never)).toBe('drained')
    expect(bench.counts()).toEqual({ ...noCounts, received: 1, loaded: 1 })
    const seen = bench.depths.map((depth) => depth.visible + depth.inFlight)
    expect(seen.slice(0, 3)).toEqual([0, 0, 1])
    expect(seen.slice(-3)).toEqual([0, 0, 0])
  })

  it('A30 waits for messages that other consumers hold, and says how many', async () => {
    const bench = createBench(0)
    const elsewhere = createDelivery()
    bench.queue.inFlight.set('elsewhere', elsewhere)
    const done = drain(bench.run, never)
    while (!bench.phases.some((phase) => phase.name === 'blocked')) await sleep(5)
    bench.queue.inFlight.delete('elsewhere')
    bench.queue.waiting.push(elsewhere)
    expect(await done).toBe('drained')
    expect(bench.phases).toContainEqual({ name: 'blocked', inFlight: 1 })
    expect(bench.counts().loaded).toBe(1)
  })

  it('does not count the queue as drained while its depth cannot be read', async () => {
    const bench = createBench(0)
    const fail = () => {
      throw queueFault('transient')
    }
    bench.queue.before.depth.push(fail, fail)
    expect(await drain(bench.run, never)).toBe('drained')
    expect(bench.depths.length).toBeGreaterThanOrEqual(3)
  })

  it('continues without an end until it is told to stop', async () => {
    const bench = createBench(3, { until: 'stopped' })
    const stop = new AbortController()
    const done = drain(bench.run, stop.signal)
    while (bench.counts().loaded < 3) await sleep(5)
    bench.queue.waiting.push(createDelivery())
    while (bench.counts().loaded < 4) await sleep(5)
    expect(bench.phases.some((phase) => phase.name === 'waiting')).toBe(true)
    stop.abort()
    expect(await done).toBe('stopped')
    expect(bench.phases.at(-1)).toEqual({ name: 'finishing' })
    expect(bench.store.runs[0]?.outcome).toBe('stopped')
  })

  it('makes one row of a message that the queue delivers twice in one answer and again later', async () => {
    const bench = createBench(0)
    const messageId = 'twice'
    bench.queue.waiting.push(createDelivery({ messageId }), createDelivery({ messageId }))
    bench.queue.before.depth.push(() => void bench.queue.waiting.push(createDelivery({ messageId })))
    await drain(bench.run, never)
    expect(bench.counts()).toEqual({ ...noCounts, received: 3, loaded: 1, duplicates: 2 })
    expect(bench.store.items.size).toBe(1)
  })
})

describe('the limit of a run', () => {
  it.each([1, 7, 10, 25, 100])('is kept exactly: %i of 200', async (maxMessages) => {
    const bench = createBench(200, { maxMessages })
    expect(await drain(bench.run, never)).toBe('limit')
    expect(bench.counts()).toEqual({ ...noCounts, received: maxMessages, loaded: maxMessages })
    expect(bench.queue.waiting).toHaveLength(200 - maxMessages)
    expect(bench.queue.inFlight.size).toBe(0)
  })

  it('does not count as reached while a call that may return fewer is open', async () => {
    const bench = createBench(10, { maxMessages: 15 })
    expect(await drain(bench.run, never)).toBe('drained')
    expect(bench.counts()).toMatchObject({ received: 10 })
  })
})

describe('a run whose queue fails', () => {
  it('tries to receive again when the queue is away for a moment, and says so', async () => {
    const bench = createBench(5)
    bench.queue.before.receive.push(() => {
      throw queueFault('transient')
    })
    expect(await drain(bench.run, never)).toBe('drained')
    expect(bench.phases[0]).toMatchObject({ name: 'waiting-for-queue', failure: { code: 'queue-failed' } })
    expect(bench.counts().loaded).toBe(5)
  })

  it('ends when receiving is forbidden, after what it had received is settled', async () => {
    const bench = createBench(10)
    bench.queue.before.receive.push(
      () => undefined,
      () => {
        throw queueFault('permanent')
      },
    )
    await expect(drain(bench.run, never)).rejects.toMatchObject({ kind: 'permanent' })
    const { received, loaded, released } = bench.counts()
    expect(received).toBe(10)
    expect(loaded + released).toBe(10)
    expect(bench.queue.inFlight.size).toBe(0)
    expect(bench.store.runs[0]?.outcome).toBe('failed')
  })

  it('throws a bug as it is, with nothing left in flight', async () => {
    const bug = new TypeError('a bug')
    const bench = createBench(30, {
      prepare: () => {
        throw bug
      },
    })
    await expect(drain(bench.run, never)).rejects.toBe(bug)
    expect(bench.queue.inFlight.size).toBe(0)
    expect(bench.queue.removed).toEqual([])
    expect(bench.store.items.size).toBe(0)
  })
})

describe('a run whose database fails', () => {
  it('receives no more while the database is away, and continues when it is back', async () => {
    const bench = createBench(2_000, { limits: { ...defaultLimits, lingerMs: 5, batchRows: 10 } })
    let away = true
    bench.store.setBeforeCommit(() => {
      if (away) throw storeFault('transient', '57P01')
    })
    const done = drain(bench.run, never)
    while (!bench.phases.some((phase) => phase.name === 'waiting-for-database')) await sleep(5)
    // Open calls end; after them nothing more is requested.
    await sleep(200)
    const answers = bench.queue.answers.length
    await sleep(300)
    expect(bench.queue.answers).toHaveLength(answers)
    expect(bench.queue.removed).toEqual([])
    away = false
    expect(await done).toBe('drained')
    expect(bench.counts()).toEqual({ ...noCounts, received: 2_000, loaded: 2_000 })
  })

  it('gives everything back and rejects nothing when the database refuses permanently', async () => {
    const bench = createBench(120)
    bench.store.setBeforeCommit(() => {
      throw storeFault('permanent', '42501')
    })
    await expect(drain(bench.run, never)).rejects.toMatchObject({ kind: 'permanent' })
    const { received, released } = bench.counts()
    expect(bench.counts()).toEqual({ ...noCounts, received, released })
    expect(received).toBe(released)
    expect(received).toBeGreaterThan(0)
    expect(bench.queue.removed).toEqual([])
    expect(bench.queue.inFlight.size).toBe(0)
    expect(bench.queue.released.length + bench.queue.waiting.length).toBe(120)
    expect(bench.store.items.size).toBe(0)
  })

  it('does not begin when its own record cannot be written', async () => {
    const bench = createBench(3)
    const store = {
      ...bench.store,
      openRun: async () => {
        throw storeFault('permanent', '42501')
      },
    }
    await expect(drain({ ...bench.run, store }, never)).rejects.toMatchObject({ kind: 'permanent' })
    expect(bench.queue.answers).toEqual([])
  })
})

describe('a run that is told to stop', () => {
  it('finishes open commits, gives back the rest, and leaves nothing in flight', async () => {
    const bench = createBench(300, { limits: { ...defaultLimits, lingerMs: 5, batchRows: 10, writers: 1 } })
    const entered = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    // The first message shows that rows load; until then there is one receive call at a time.
    bench.store.setBeforeCommit(async (_, commit) => {
      if (commit === 1) return
      entered.resolve()
      await go.promise
    })
    const stop = new AbortController()
    const done = drain(bench.run, stop.signal)
    await entered.promise
    while (bench.queue.inFlight.size < 50) await sleep(2)
    stop.abort()
    go.resolve()
    expect(await done).toBe('stopped')
    const { received, loaded, released } = bench.counts()
    expect(loaded).toBe(20)
    expect(received).toBe(loaded + released)
    expect(bench.queue.inFlight.size).toBe(0)
    expect(bench.queue.removed).toHaveLength(20)
    expect(bench.queue.released.length + bench.queue.waiting.length).toBe(280)
    expect(bench.store.released()).toBe(released)
  })

  it('before it began receives nothing', async () => {
    const bench = createBench(3)
    expect(await drain(bench.run, AbortSignal.abort())).toBe('stopped')
    expect(bench.queue.answers).toEqual([])
    expect(bench.counts()).toEqual(noCounts)
  })
})
