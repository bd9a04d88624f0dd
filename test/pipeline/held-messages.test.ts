import { afterEach, describe, expect, it } from 'vitest'
import { createHeldMessages, type HeldMessages } from '../../src/pipeline/held-messages.ts'
import type { QueuePort } from '../../src/pipeline/ports.ts'
import { createDeliveries, createDelivery } from '../support/deliveries.ts'
import { createScriptedQueue, sleep } from '../support/scripted-queue.ts'
import { queueFault } from '../support/scripted-store.ts'

const opened: HeldMessages[] = []
afterEach(() => Promise.all(opened.splice(0).map((held) => held.close())))

const open = (queue: QueuePort, limits = { rows: 10, bytes: 1_000_000 }): HeldMessages => {
  const held = createHeldMessages(queue, limits)
  opened.push(held)
  return held
}

const isSettled = async (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([promise.then(() => true), sleep(20).then(() => false)])

describe('what is held', () => {
  it('has room for as many as its rows and its bytes allow, less what open calls may bring', async () => {
    const deliveries = createDeliveries(2)
    const byRows = open(createScriptedQueue([]), { rows: 20, bytes: 2 ** 30 })
    expect(byRows.room(0)).toBe(20)
    byRows.add(deliveries)
    expect([byRows.room(0), byRows.room(10), byRows.room(18), byRows.room(30)]).toEqual([18, 8, 0, 0])
    await byRows.letGo(deliveries)
    expect(byRows.room(0)).toBe(20)
  })

  it('assumes SQS’s largest body before the first, then the largest so far', async () => {
    const held = open(createScriptedQueue([]), { rows: 10_000, bytes: 64 * 2 ** 20 })
    expect(held.room(0)).toBe(32)
    held.add(createDeliveries(1))
    expect(held.room(0)).toBe(1_023)
    const large = [createDelivery({ body: 'x'.repeat(262_144) })]
    held.add(large)
    expect(held.room(0)).toBe(126)
    expect(held.room(120)).toBe(6)
    await held.letGo(large)
    expect(held.room(127)).toBe(0)
  })

  it('always has room for one if nothing is held or requested, however small the bounds', () => {
    const held = open(createScriptedQueue([]), { rows: 1, bytes: 1 })
    expect([held.room(0), held.room(1)]).toEqual([1, 0])
    held.add(createDeliveries(1))
    expect(held.room(0)).toBe(0)
  })

  it('tells its watcher when some are let go of', async () => {
    const held = open(createScriptedQueue([]))
    const sizes: number[] = []
    held.watch(() => sizes.push(held.size()))
    const deliveries = createDeliveries(3)
    held.add(deliveries)
    await held.letGo(deliveries.slice(0, 1))
    await held.letGo(deliveries.slice(1))
    expect(sizes).toEqual([2, 0])
  })

  it('is let go of by the newest receipt of each message', async () => {
    const held = open(createScriptedQueue([]))
    const older = createDelivery({ messageId: 'm', receipt: 'older' })
    const newer = createDelivery({ messageId: 'm', receipt: 'newer' })
    held.add([older])
    held.add([newer])
    expect(await held.letGo([older])).toEqual([newer])
    expect(await held.letGo([newer])).toEqual([newer])
    expect(held.size()).toBe(0)
  })

  it('stays hidden on the queue for as long as it is held, and is left alone after that', async () => {
    const queue = createScriptedQueue([], [], 0.15)
    const held = open(queue)
    const [kept, gone] = createDeliveries(2)
    if (!kept || !gone) throw new Error('Two were made')
    held.add([kept, gone])
    await held.letGo([gone])
    while (queue.extended.length < 3) await sleep(10)
    expect(new Set(queue.extended)).toEqual(new Set([kept]))
    await held.close()
    const count = queue.extended.length
    await sleep(150)
    expect(queue.extended).toHaveLength(count)
  })

  it('stays hidden after the queue failed to hide it once', async () => {
    const queue = createScriptedQueue([], [], 0.1)
    let calls = 0
    const held = open({
      ...queue,
      extend: async () => {
        calls += 1
        if (calls === 1) throw queueFault('transient')
      },
    })
    held.add(createDeliveries(1))
    while (calls < 3) await sleep(10)
    expect(held.size()).toBe(1)
  })

  it('is not let go of in the middle of being hidden again, so that no delete crosses it', async () => {
    const queue = createScriptedQueue([], [], 0.1)
    const under = Promise.withResolvers<void>()
    const entered = Promise.withResolvers<void>()
    const held = open({
      ...queue,
      extend: async () => {
        entered.resolve()
        await under.promise
      },
    })
    const deliveries = createDeliveries(1)
    held.add(deliveries)
    await entered.promise
    const letGo = held.letGo(deliveries)
    expect(await isSettled(letGo)).toBe(false)
    under.resolve()
    expect(await letGo).toEqual(deliveries)
  })
})
