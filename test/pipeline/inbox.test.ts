import { describe, expect, it } from 'vitest'
import { createInbox } from '../../src/pipeline/inbox.ts'
import { createDeliveries, createDelivery } from '../support/deliveries.ts'
import { sleep } from '../support/scripted-queue.ts'

const limits = { rows: 10, bytes: 1_000_000, lingerMs: 20 }

describe('the inbox', () => {
  it('hands out a full batch at once and keeps the rest', async () => {
    const inbox = createInbox({ ...limits, lingerMs: 60_000 })
    const deliveries = createDeliveries(15)
    inbox.push(deliveries)
    expect(await inbox.take()).toEqual(deliveries.slice(0, 10))
    inbox.close()
    expect(await inbox.take()).toEqual(deliveries.slice(10))
  })

  it('hands out what there is when nothing more has come for a while', async () => {
    const inbox = createInbox(limits)
    const taken = inbox.take()
    const deliveries = createDeliveries(3)
    inbox.push(deliveries)
    expect(await taken).toEqual(deliveries)
  })

  it('limits a batch by the size of its bodies too, but takes a single large one', async () => {
    const inbox = createInbox({ ...limits, bytes: 100, lingerMs: 60_000 })
    const large = createDelivery({ body: 'x'.repeat(1_000) })
    const small = createDelivery({ body: 'x'.repeat(10) })
    inbox.push([large, small, small])
    expect(await inbox.take()).toEqual([large])
    inbox.close()
    expect(await inbox.take()).toEqual([small, small])
  })

  it('returns null once it is closed and empty, to all who wait', async () => {
    const inbox = createInbox(limits)
    const waiting = [inbox.take(), inbox.take()]
    inbox.close()
    expect(await Promise.all(waiting)).toEqual([null, null])
  })

  it('gives each message to one taker only', async () => {
    const inbox = createInbox({ ...limits, rows: 3, lingerMs: 1 })
    const takers = Array.from({ length: 4 }, async () => {
      const taken: string[] = []
      for (let batch = await inbox.take(); batch !== null; batch = await inbox.take())
        taken.push(...batch.map((delivery) => delivery.messageId))
      return taken
    })
    for (const delivery of createDeliveries(100)) inbox.push([delivery])
    inbox.close()
    const all = (await Promise.all(takers)).flat()
    expect(all).toHaveLength(100)
    expect(new Set(all).size).toBe(100)
  })

  it('A48: never has two open batches of one group, and keeps the order within a group', async () => {
    const inbox = createInbox({ ...limits, rows: 3, lingerMs: 1 })
    const g = (groupId: string | null, messageId: string) => createDelivery({ groupId, messageId })
    inbox.push([g('a', 'a1'), g('b', 'b1'), g('a', 'a2'), g('a', 'a3'), g('b', 'b2'), g(null, 'n1')])
    const ids = (batch: readonly { messageId: string }[] | null) => batch?.map((one) => one.messageId)

    const first = await inbox.take()
    expect(ids(first)).toEqual(['a1', 'b1', 'a2'])
    expect(ids(await inbox.take())).toEqual(['n1'])
    const third = inbox.take()
    expect(await Promise.race([third, sleep(30).then(() => 'waits')])).toBe('waits')
    inbox.done(first ?? [])
    expect(ids(await third)).toEqual(['a3', 'b2'])
  })

  it('A48: hands out waiting messages of a group even after it was closed, once the previous batch has ended', async () => {
    const inbox = createInbox({ ...limits, rows: 1 })
    inbox.push([createDelivery({ groupId: 'a' }), createDelivery({ groupId: 'a' })])
    inbox.close()
    const first = await inbox.take()
    const second = inbox.take()
    inbox.done(first ?? [])
    expect(await second).toHaveLength(1)
    expect(await inbox.take()).toBeNull()
  })
})
