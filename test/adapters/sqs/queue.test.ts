import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Delivery } from '../../../src/pipeline/ports.ts'
import { createTestQueue, type TestQueue } from '../../support/test-queue.ts'

let queue: TestQueue
beforeEach(async () => {
  queue = await createTestQueue()
})
afterEach(() => queue.close())

/** Receives until the queue is empty. */
const receiveAll = async (): Promise<readonly Delivery[]> => {
  const all: Delivery[] = []
  for (;;) {
    const some = await queue.port.receive({ max: 10, waitSeconds: 0 })
    if (some.length === 0) return all
    all.push(...some)
  }
}

const depth = async () => {
  const { visible, inFlight, delayed } = await queue.port.depth()
  return { visible, inFlight, delayed }
}

describe('a queue', () => {
  it('returns what was sent, unchanged, with the time of sending and the number of receives', async () => {
    const body = '{"user_id":"é✓\\u0000 \\ud800"}\n'
    const before = Date.now()
    await queue.send([body])
    const [delivery] = await queue.port.receive({ max: 10, waitSeconds: 0 })
    expect(delivery).toMatchObject({ body, isIntact: true, receiveCount: 1 })
    expect(delivery?.originId).toBe(delivery?.messageId)
    expect(delivery?.sentAt.getTime()).toBeGreaterThanOrEqual(before - 1_000)
    expect(delivery?.sentAt.getTime()).toBeLessThanOrEqual(Date.now() + 1_000)
  })

  it('sends any number of messages and says how many', async () => {
    expect(await queue.send(Array.from({ length: 237 }, (_, index) => `m${index}`))).toBe(237)
    expect(await depth()).toEqual({ visible: 237, inFlight: 0, delayed: 0 })
    const bodies = (await receiveAll()).map((delivery) => delivery.body)
    expect(new Set(bodies).size).toBe(237)
    expect(await queue.send([])).toBe(0)
  })

  it('returns no more than requested', async () => {
    await queue.send(['a', 'b', 'c', 'd', 'e'])
    expect(await queue.port.receive({ max: 2, waitSeconds: 0 })).toHaveLength(2)
    expect(await depth()).toEqual({ visible: 3, inFlight: 2, delayed: 0 })
  })

  it('removes permanently what it is told to, also more than ten at once', async () => {
    await queue.send(Array.from({ length: 33 }, (_, index) => `m${index}`))
    const all = await receiveAll()
    expect(await queue.port.remove(all.slice(0, 32))).toEqual([])
    expect(await depth()).toEqual({ visible: 0, inFlight: 1, delayed: 0 })
    await queue.port.release(all, 0)
    expect(await receiveAll()).toHaveLength(1)
  })

  it('does not ask again to remove what is gone or was never there', async () => {
    await queue.send(['a'])
    const [delivery] = await receiveAll()
    if (delivery === undefined) throw new Error('One was sent')
    await queue.port.remove([delivery])
    expect(await queue.port.remove([delivery, { ...delivery, receipt: 'never given' }])).toEqual([])
    expect(await queue.port.remove([])).toEqual([])
  })

  it('gives back at once what is released, under a new receipt and one receive later', async () => {
    await queue.send(['a'])
    const [first] = await receiveAll()
    await queue.port.release(first ? [first] : [], 0)
    const [second] = await receiveAll()
    expect(second).toMatchObject({ messageId: first?.messageId, receiveCount: 2 })
    expect(second?.receipt).not.toBe(first?.receipt)
  })

  it('keeps hidden what is extended, and ignores messages that are already deleted', async () => {
    await queue.send(['a', 'b'])
    const all = await receiveAll()
    await queue.port.remove(all.slice(0, 1))
    await queue.port.extend(all)
    await queue.port.release(all.slice(0, 1), 0)
    expect(await depth()).toEqual({ visible: 0, inFlight: 1, delayed: 0 })
    expect(queue.port.visibilitySeconds).toBe(30)
  })

  it('names a message by its sender’s attribute, or by its digest if that does not look like a name', async () => {
    const names = ['order-7', 'ä', 'x'.repeat(256), 'x'.repeat(257), '\t']
    await queue.send(names.map((originId, index) => ({ body: `m${index}`, originId })))
    const byBody = new Map((await receiveAll()).map((delivery) => [delivery.body, delivery]))
    for (const [index, name] of names.entries()) {
      const delivery = byBody.get(`m${index}`)
      expect(delivery?.originId).toMatch(
        index === 0 || index === 2 ? new RegExp(`^${name}$`) : /^named-[0-9a-f]{64}$/,
      )
    }
  })

  it('waits for a message that comes during a call', async () => {
    const open = queue.port.receive({ max: 1, waitSeconds: 10 })
    await queue.send(['late'])
    expect(await open).toMatchObject([{ body: 'late' }])
  })

  it('gives no message to two receivers at once', async () => {
    await queue.send(Array.from({ length: 200 }, () => randomUUID()))
    const all = (await Promise.all(Array.from({ length: 4 }, receiveAll))).flat()
    expect(all).toHaveLength(200)
    expect(new Set(all.map((delivery) => delivery.messageId)).size).toBe(200)
  })
})
