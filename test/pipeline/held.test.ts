import { afterEach, describe, expect, it } from 'vitest'
import { createHeld, type Held } from '../../src/pipeline/held.ts'
import type { QueuePort } from '../../src/pipeline/ports.ts'
import { createDeliveries, createDelivery } from '../support/deliveries.ts'
import { createScriptedQueue, sleep } from '../support/scripted-queue.ts'
import { queueFault } from '../support/scripted-store.ts'

const never = new AbortController().signal
const opened: Held[] = []
afterEach(() => Promise.all(opened.splice(0).map((held) => held.close())))

const open = (queue: QueuePort, limits = { rows: 10, bytes: 1_000_000 }): Held => {
  const held = createHeld(queue, limits)
  opened.push(held)
  return held
}

const isSettled = async (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([promise.then(() => true), sleep(20).then(() => false)])

describe('what is held', () => {
  it('has room until the rows or the bytes are used up, and again when some are let go of', async () => {
    const deliveries = createDeliveries(2)
    for (const limits of [
      { rows: 2, bytes: 1_000_000 },
      { rows: 100, bytes: 100 },
    ]) {
      const held = open(createScriptedQueue([]), limits)
      expect(await isSettled(held.room(never))).toBe(true)
      held.add(deliveries)
      const room = held.room(never)
      expect(await isSettled(room)).toBe(false)
      await held.letGo(deliveries)
      await room
      expect(held.size()).toBe(0)
    }
  })

  it('is empty when all of it was let go of', async () => {
    const held = open(createScriptedQueue([]))
    const deliveries = createDeliveries(2)
    held.add(deliveries)
    const empty = held.empty(never)
    await held.letGo(deliveries.slice(0, 1))
    expect(await isSettled(empty)).toBe(false)
    await held.letGo(deliveries.slice(1))
    await empty
  })

  it('keeps nobody waiting once the signal is given', async () => {
    const held = open(createScriptedQueue([]), { rows: 1, bytes: 1 })
    held.add(createDeliveries(3))
    await held.room(AbortSignal.abort())
    await held.empty(AbortSignal.abort())
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

  it('goes on being hidden after the queue failed to do it once', async () => {
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

  it('is not let go of in the middle of being hidden anew, so that no delete crosses it', async () => {
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
