import { afterEach, describe, expect, it, vi } from 'vitest'
import { noCounts } from '../../src/contract/events.ts'
import type { Batch, Delivery } from '../../src/pipeline/ports.ts'
import { giveBack, settle } from '../../src/pipeline/settle.ts'
import { createDeliveries, createDelivery } from '../support/deliveries.ts'
import { queueFault, storeFault } from '../support/scripted-store.ts'
import { closeBenches, createBench, hasUser } from '../support/settle-bench.ts'

afterEach(closeBenches)

describe('settle', () => {
  it('commits first and deletes second', async () => {
    const bench = createBench(createDeliveries(3))
    await settle(bench.items, bench.using)
    expect(bench.journal.map((line) => line.split(' ')[0])).toEqual([
      ...['commit', 'commit', 'commit'],
      ...['remove', 'remove', 'remove'],
    ])
    expect(bench.counts()).toEqual({ ...noCounts, received: 3, loaded: 3 })
    expect(bench.held.size()).toBe(0)
  })

  it('leaves the messages on the queue when the commit fails permanently, and rejects none of them', async () => {
    const bench = createBench(createDeliveries(3))
    bench.store.setBeforeCommit(() => {
      throw storeFault('permanent', '42501')
    })
    await settle(bench.items, bench.using)
    expect(bench.queue.removed).toEqual([])
    expect(bench.queue.released).toHaveLength(3)
    expect(bench.store.items.size).toBe(0)
    expect(bench.fatal).toHaveBeenCalledOnce()
    expect(bench.counts()).toEqual({ ...noCounts, received: 3, released: 3 })
    expect(bench.store.released()).toBe(3)
  })

  it('A17 rejects the one item of a thousand that the database refuses, and loads 999, in few commits', async () => {
    const bench = createBench(createDeliveries(1000))
    bench.store.setBeforeCommit((batch) => {
      if (batch.items.some((item) => hasUser(item, 'user-617'))) throw storeFault('data', '22001')
    })
    await settle(bench.items, bench.using)
    expect(bench.counts()).toEqual({ ...noCounts, received: 1000, loaded: 999, rejected: 1 })
    expect(bench.store.items.get('message-617')?.entry).toMatchObject({
      kind: 'rejected',
      reasons: [{ code: 'refused-by-database', pointer: '', range: null, detail: '22001' }],
    })
    expect(bench.store.attempts.length + bench.store.drawn.length - 1).toBeLessThanOrEqual(
      2 * Math.log2(1000),
    )
    expect(bench.store.drawn).toEqual([1000])
    expect(bench.queue.removed).toHaveLength(1000)
    expect(new Set(bench.queue.removed.map((delivery) => delivery.messageId)).size).toBe(1000)
  })

  it('A17 isolates several refused items, wherever they are', async () => {
    const bench = createBench(createDeliveries(64))
    const bad = ['user-0', 'user-1', 'user-31', 'user-32', 'user-63']
    bench.store.setBeforeCommit((batch) => {
      if (batch.items.some((item) => bad.some((user) => hasUser(item, user)))) throw storeFault('data')
    })
    await settle(bench.items, bench.using)
    expect(bench.counts()).toMatchObject({ received: 64, loaded: 59, rejected: 5 })
  })

  it('ends the run when even the record of a rejection is refused, and loses nothing', async () => {
    const bench = createBench([createDelivery({ body: 'no login' })])
    bench.store.setBeforeCommit(() => {
      throw storeFault('data')
    })
    await settle(bench.items, bench.using)
    expect(bench.fatal).toHaveBeenCalledOnce()
    expect(bench.store.attempts).toHaveLength(1)
    expect(bench.queue.removed).toEqual([])
    expect(bench.queue.released).toHaveLength(1)
  })

  it('tries again while the database is away and says so, and says when it is back', async () => {
    const bench = createBench(createDeliveries(2))
    bench.store.setBeforeCommit((_, attempt) => {
      if (attempt <= 2) throw storeFault('transient', '57P03')
    })
    await settle(bench.items, bench.using)
    expect(bench.phases.map((phase) => phase?.name ?? null)).toEqual([
      'waiting-for-database',
      'waiting-for-database',
      null,
    ])
    expect(bench.phases[0]).toMatchObject({ failure: { code: 'database-failed' } })
    expect(bench.counts()).toEqual({ ...noCounts, received: 2, loaded: 2 })
    expect(bench.queue.released).toEqual([])
  })

  it('gives the messages back when it is told to stop while the database is away', async () => {
    const bench = createBench(createDeliveries(2))
    bench.store.setBeforeCommit((_, attempt) => {
      if (attempt === 2) bench.stop.abort()
      throw storeFault('transient')
    })
    await settle(bench.items, bench.using)
    expect(bench.queue.removed).toEqual([])
    expect(bench.queue.released).toHaveLength(2)
    expect(bench.counts()).toEqual({ ...noCounts, received: 2, released: 2 })
    expect(bench.fatal).not.toHaveBeenCalled()
  })

  it('deletes again what was not deleted, and only that', async () => {
    const [first, second, third] = createDeliveries(3)
    if (!first || !second || !third) throw new Error('Three were made')
    const bench = createBench([first, second, third])
    const asked: string[][] = []
    const partly = {
      ...bench.queue,
      remove: async (deliveries: readonly Delivery[]) => {
        asked.push(deliveries.map((delivery) => delivery.messageId))
        if (asked.length === 1) return [second]
        if (asked.length === 2) throw queueFault('transient')
        return []
      },
    }
    await settle(bench.items, { ...bench.using, queue: partly })
    expect(asked).toEqual([['message-0', 'message-1', 'message-2'], ['message-1'], ['message-1']])
    expect(bench.fatal).not.toHaveBeenCalled()
  })

  it('gives up deleting after a few tries: what comes back is found in the ledger', async () => {
    const bench = createBench(createDeliveries(1))
    let tries = 0
    const stubborn = { ...bench.queue, remove: async (all: readonly Delivery[]) => ((tries += 1), all) }
    await settle(bench.items, { ...bench.using, queue: stubborn })
    expect(tries).toBe(4)
    expect(bench.counts()).toEqual({ ...noCounts, received: 1, loaded: 1 })
    expect(bench.fatal).not.toHaveBeenCalled()
  })

  it('ends the run when deleting is forbidden, after what was committed has been counted', async () => {
    const bench = createBench(createDeliveries(1))
    bench.queue.before.remove.push(() => {
      throw queueFault('permanent')
    })
    await settle(bench.items, bench.using)
    expect(bench.fatal).toHaveBeenCalledOnce()
    expect(bench.counts()).toEqual({ ...noCounts, received: 1, loaded: 1 })
  })

  it('A06 counts a message that occurs twice in a batch as a duplicate and deletes it once, by its newest receipt', async () => {
    const older = createDelivery({ messageId: 'm', receipt: 'older' })
    const newer = createDelivery({ messageId: 'm', receipt: 'newer', receiveCount: 2 })
    const bench = createBench([older, newer])
    expect(bench.items).toHaveLength(1)
    await settle(bench.items, bench.using)
    expect(bench.counts()).toEqual({ ...noCounts, received: 2, loaded: 1, duplicates: 1 })
    expect(bench.queue.removed.map((delivery) => delivery.receipt)).toEqual(['newer'])
  })

  it('deletes both of two messages that carry the same origin id', async () => {
    const bench = createBench([
      createDelivery({ messageId: 'a', originId: 'o' }),
      createDelivery({ messageId: 'b', originId: 'o' }),
    ])
    await settle(bench.items, bench.using)
    expect(bench.counts()).toEqual({ ...noCounts, received: 2, loaded: 1, duplicates: 1 })
    expect(bench.queue.removed.map((delivery) => delivery.messageId)).toEqual(['a', 'b'])
  })
})

describe('a commit whose answer is lost', () => {
  const lost = () => storeFault('transient', 'ECONNRESET')

  it('is asked for again after a stop: what was committed is counted as loaded and deleted', async () => {
    const bench = createBench(createDeliveries(5))
    let calls = 0
    const store = {
      ...bench.store,
      commit: async (batch: Batch) => {
        calls += 1
        if (calls > 1) return { ...noCounts, received: 5, loaded: 5 }
        await bench.store.commit(batch)
        bench.stop.abort()
        throw lost()
      },
    }
    await settle(bench.items, { ...bench.using, store })
    expect(bench.counts()).toEqual({ ...noCounts, received: 5, loaded: 5 })
    expect(bench.queue.removed).toHaveLength(5)
    expect(bench.queue.released).toEqual([])
  })

  it('goes back to the queue if the database stays away, and does not count as released: it may be loaded', async () => {
    vi.useFakeTimers()
    const bench = createBench(createDeliveries(5))
    bench.store.setBeforeCommit((_, call) => {
      bench.stop.abort()
      throw call === 1 ? lost() : storeFault('transient', 'ECONNREFUSED')
    })
    const settled = settle(bench.items, bench.using)
    await vi.advanceTimersByTimeAsync(10_000)
    vi.useRealTimers()
    await settled
    expect(bench.counts()).toEqual({ ...noCounts, received: 5, released: 5 })
    expect(bench.queue.released).toHaveLength(5)
    expect(bench.store.released()).toBe(0)
  })

  it.each(['ECONNREFUSED', '57P03', '53300', '40001'])(
    'is not in doubt if the database refused, or was not reached (%s): the stop ends it at once',
    async (code) => {
      const bench = createBench(createDeliveries(2))
      bench.store.setBeforeCommit(() => {
        bench.stop.abort()
        throw storeFault('transient', code)
      })
      await settle(bench.items, bench.using)
      expect(bench.store.attempts).toHaveLength(1)
      expect(bench.store.released()).toBe(2)
    },
  )
})

describe('giveBack', () => {
  it('lets go of the messages even if the queue and the store are away', async () => {
    const deliveries = createDeliveries(2)
    const bench = createBench(deliveries)
    bench.queue.before.release.push(() => {
      throw queueFault('transient')
    })
    await giveBack(deliveries, bench.using)
    expect(bench.held.size()).toBe(0)
    expect(bench.counts()).toEqual({ ...noCounts, received: 2, released: 2 })
  })
})
