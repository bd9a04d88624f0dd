import { describe, expect, it } from 'vitest'
import { createInbox } from '../../src/pipeline/inbox.ts'
import { createDeliveries, createDelivery } from '../support/deliveries.ts'

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

  it('cuts a batch by the size of its bodies too, and lets a single large one through', async () => {
    const inbox = createInbox({ ...limits, bytes: 100, lingerMs: 60_000 })
    const large = createDelivery({ body: 'x'.repeat(1_000) })
    const small = createDelivery({ body: 'x'.repeat(10) })
    inbox.push([large, small, small])
    expect(await inbox.take()).toEqual([large])
    inbox.close()
    expect(await inbox.take()).toEqual([small, small])
  })

  it('answers null once it is closed and empty, to all who wait', async () => {
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

  it('gives up all that waits when it is cleared', async () => {
    const inbox = createInbox(limits)
    inbox.push(createDeliveries(4))
    expect(inbox.clear()).toHaveLength(4)
    inbox.close()
    expect(await inbox.take()).toBeNull()
  })
})
