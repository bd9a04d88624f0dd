import { describe, expect, it } from 'vitest'
import { takeSample } from '../../../src/pipeline/infer/take-sample.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { createScriptedQueue } from '../../support/scripted-queue.ts'

const never = new AbortController().signal

const waiting = (count: number, receiveCount = 1) =>
  Array.from({ length: count }, (_, index) =>
    createDelivery({ messageId: `m${index}`, body: `body ${index}`, receiveCount }),
  )

const idsOf = (deliveries: readonly { readonly messageId: string }[]): readonly string[] =>
  deliveries.map(({ messageId }) => messageId)

describe('a sample of the queue', () => {
  it('has each message once, no more than were asked for, and gives all of them back at once and whole', async () => {
    const queue = createScriptedQueue(waiting(25))
    const found = await takeSample({ queue, most: 12, maxReceiveCount: null }, never)
    expect(found).toMatchObject({ atLimit: 0, notGivenBack: 0 })
    expect(found.messages.map(({ body }) => body)).toEqual(
      Array.from({ length: 12 }, (_, index) => `body ${index}`),
    )
    expect(idsOf(queue.released)).toEqual(idsOf(waiting(12)))
    expect([queue.delays, queue.removed]).toEqual([[0], []])
  })

  it('counts a copy of a message as the same one', async () => {
    const [first] = waiting(1)
    if (first === undefined) throw new Error('none')
    const queue = createScriptedQueue([first, { ...first, receipt: 'another' }])
    const found = await takeSample({ queue, most: 9, maxReceiveCount: null }, never)
    expect(found.messages.map(({ body }) => body)).toEqual(['body 0'])
  })

  it('ends if a message has no receives left', async () => {
    const queue = createScriptedQueue(waiting(25, 3))
    const found = await takeSample({ queue, most: 25, maxReceiveCount: 3 }, never)
    expect([found.messages.length, found.atLimit]).toEqual([10, 10])
    expect(queue.released).toHaveLength(10)
  })

  it('gives back what it has if a receive fails, and says what it could not give back', async () => {
    const broken = createScriptedQueue(waiting(25))
    broken.before.receive.push(
      () => undefined,
      () => {
        throw new Error('gone')
      },
    )
    await expect(takeSample({ queue: broken, most: 25, maxReceiveCount: null }, never)).rejects.toThrow(
      'gone',
    )
    expect(broken.released).toHaveLength(10)

    const deaf = createScriptedQueue(waiting(4))
    deaf.before.release.push(() => {
      throw new Error('deaf')
    })
    expect(await takeSample({ queue: deaf, most: 4, maxReceiveCount: null }, never)).toMatchObject({
      notGivenBack: 4,
    })
  })

  it('receives nothing once it is stopped', async () => {
    const queue = createScriptedQueue(waiting(3))
    const found = await takeSample({ queue, most: 3, maxReceiveCount: null }, AbortSignal.abort())
    expect([found.messages, queue.answers]).toEqual([[], []])
  })
})
