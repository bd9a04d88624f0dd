import { describe, expect, it } from 'vitest'
import { failure } from '../../../src/contract/failure.ts'
import { takeAll, type Handled } from '../../../src/pipeline/dead-letters/take.ts'
import { PortError, type Delivery, type QueuePort } from '../../../src/pipeline/ports.ts'
import { createDeliveries } from '../../support/deliveries.ts'
import { createReturningQueue } from '../../support/returning-queue.ts'

const never = new AbortController().signal

const denied = (action: string) =>
  new PortError('permanent', failure('queue-action-denied', { queue: 'dead', endpoint: 'here', action }))

const settleAll = async (deliveries: readonly Delivery[]): Promise<Handled> => ({
  settled: deliveries,
  left: [],
})

const take = (queue: QueuePort, handle = settleAll, signal = never, most = Infinity) =>
  takeAll({ queue, most, takers: 4, patience: 0, handle }, signal)

describe('taking messages off a queue', () => {
  it('settles each elsewhere before it is deleted', async () => {
    const queue = createReturningQueue(createDeliveries(50))
    const settled = new Set<string>()
    const watched: QueuePort = {
      ...queue,
      remove: async (deliveries) => {
        for (const { messageId } of deliveries) expect(settled.has(messageId)).toBe(true)
        return queue.remove(deliveries)
      },
    }
    const end = await take(watched, async (deliveries) => {
      for (const { messageId } of deliveries) settled.add(messageId)
      return settleAll(deliveries)
    })
    expect(end).toEqual({ end: 'done', error: null })
    expect([settled.size, queue.left()]).toEqual([50, []])
  })

  it('sees each message that it leaves once, and gives all of them back at the end', async () => {
    const queue = createReturningQueue(createDeliveries(30))
    const met: string[] = []
    await take(queue, async (deliveries) => {
      met.push(...deliveries.map(({ messageId }) => messageId))
      return { settled: [], left: deliveries }
    })
    expect([new Set(met).size, met.length]).toEqual([30, 30])
    expect(await queue.depth()).toMatchObject({ visible: 30, inFlight: 0 })
  })

  it.each([0, 1, 3, 11])('takes at most %i if told so', async (most) => {
    const queue = createReturningQueue(createDeliveries(20))
    await take(queue, settleAll, never, most)
    expect(queue.left()).toHaveLength(20 - most)
  })

  it.each(['receive', 'remove'] as const)(
    'with no right to %s fails holding one message, and names the right',
    async (call) => {
      const queue = createReturningQueue(createDeliveries(20))
      const handled: Delivery[] = []
      const refusing: QueuePort = { ...queue, [call]: () => Promise.reject(denied(`sqs:${call}`)) }
      const end = await take(refusing, async (deliveries) => {
        handled.push(...deliveries)
        return settleAll(deliveries)
      })
      expect(end).toMatchObject({ end: 'failed', error: { failure: { details: { action: `sqs:${call}` } } } })
      expect(handled).toHaveLength(call === 'receive' ? 0 : 1)
      expect(await queue.depth()).toMatchObject({ visible: 20, inFlight: 0 })
    },
  )

  it('gives back what it holds if settling fails, and ends', async () => {
    const queue = createReturningQueue(createDeliveries(20))
    const end = await take(queue, () => Promise.reject(new Error('the database is gone')))
    expect(end.end).toBe('failed')
    expect(await queue.depth()).toMatchObject({ visible: 20, inFlight: 0 })
  })

  it('ends if the queue disappears meanwhile, and what was settled stays so', async () => {
    const queue = createReturningQueue(createDeliveries(20))
    let calls = 0
    const going: QueuePort = {
      ...queue,
      receive: (options) =>
        (calls += 1) > 2
          ? Promise.reject(
              new PortError('permanent', failure('queue-missing', { queue: 'dead', endpoint: 'x' })),
            )
          : queue.receive(options),
    }
    expect(await take(going)).toMatchObject({ end: 'failed', error: { failure: { code: 'queue-missing' } } })
    expect(queue.left().length).toBeLessThan(20)
    expect(await queue.depth()).toMatchObject({ inFlight: 0 })
  })

  it('ends at the signal, holding nothing', async () => {
    const queue = createReturningQueue(createDeliveries(100))
    const abort = new AbortController()
    const end = await take(
      queue,
      async (deliveries) => {
        abort.abort()
        return settleAll(deliveries)
      },
      abort.signal,
    )
    expect(end.end).toBe('stopped')
    expect(await queue.depth()).toMatchObject({ inFlight: 0 })
    expect(queue.left().length).toBeGreaterThan(50)
  })

  it('deletes again what the service failed to delete', async () => {
    const queue = createReturningQueue(createDeliveries(10))
    let failing = 2
    const slow: QueuePort = {
      ...queue,
      remove: async (deliveries) => ((failing -= 1) >= 0 ? deliveries : queue.remove(deliveries)),
    }
    expect(await take(slow)).toMatchObject({ end: 'done' })
    expect(queue.left()).toEqual([])
  })
})
