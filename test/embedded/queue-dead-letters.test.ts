import {
  CancelMessageMoveTaskCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createQueue, sendAll } from '../../src/adapters/sqs/send.ts'
import { openQueueService } from '../../src/adapters/sqs/service.ts'
import { startLocalQueue } from '../../src/embedded/local-queue.ts'
import { createDeadLetterBench, type DeadLetterBench } from '../support/dead-letter-bench.ts'
import { createTestFolder } from '../support/folders.ts'
import { queueTarget } from '../support/test-queue.ts'

const arn = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`

describe.each([false, true])('the local queue, FIFO: %s', (isFifo) => {
  let bench: DeadLetterBench
  beforeAll(async () => {
    bench = await createDeadLetterBench(isFifo)
  })
  beforeEach(() => bench.empty())
  afterAll(() => bench.close())

  const task = async () => {
    const { Results } = await bench.dead.acting.send(
      new ListMessageMoveTasksCommand({ SourceArn: arn(bench.names.dead) }),
    )
    return Results?.[0]
  }
  const ended = async () => {
    for (;;) {
      const now = await task()
      if (now?.Status !== 'RUNNING') return now
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const start = (more: object = {}) =>
    bench.dead.acting.send(new StartMessageMoveTaskCommand({ SourceArn: arn(bench.names.dead), ...more }))

  it('says which queue gave a message up, and keeps its id', async () => {
    const ids = await bench.send([
      { body: 'a', group: '1' },
      { body: 'b', group: '2' },
    ])
    await bench.giveUp()
    const found = await bench.look(bench.dead)
    expect(found.map(({ messageId }) => messageId).toSorted()).toEqual(ids.toSorted())
    for (const { deadLetter, deduplicationId, messageId } of found) {
      expect(deadLetter?.sourceArn).toBe(arn(bench.names.source))
      expect(deadLetter?.firstReceivedAt).toBeInstanceOf(Date)
      if (isFifo) expect(deduplicationId).toBe(messageId)
    }
  })

  it('says it only if asked, and not for a message that was sent there by hand', async () => {
    await bench.send([{ body: 'by hand' }], bench.dead)
    expect((await bench.look(bench.dead))[0]?.deadLetter?.sourceArn).toBeNull()
    await bench.send([{ body: 'a' }])
    await bench.giveUp()
    const { Messages } = await bench.dead.acting.send(
      new ReceiveMessageCommand({
        QueueUrl: bench.dead.queueUrl,
        MessageSystemAttributeNames: ['SentTimestamp'],
        VisibilityTimeout: 0,
      }),
    )
    expect(Messages?.[0]?.Attributes).not.toHaveProperty('DeadLetterQueueSourceArn')
  })

  it('lists the queues that name it, in pages if requested', async () => {
    const list = (more: object = {}) =>
      bench.dead.acting.send(
        new ListDeadLetterSourceQueuesCommand({ QueueUrl: bench.dead.queueUrl, ...more }),
      )
    expect((await list()).queueUrls).toEqual([bench.source.queueUrl])
    await bench.share()
    expect((await list()).queueUrls).toHaveLength(2)
    const first = await list({ MaxResults: 1 })
    expect(first.queueUrls).toEqual([bench.source.queueUrl])
    const second = await list({ MaxResults: 1, NextToken: first.NextToken })
    expect([second.queueUrls?.length, second.NextToken]).toEqual([1, undefined])
  })

  it('moves messages back as new ones, each to where it came from', async () => {
    const other = await bench.share()
    const ids = await bench.send([{ body: 'a', origin: 'o', group: 'g' }])
    await bench.send([{ body: 'b' }], other)
    await bench.giveUp()
    await bench.giveUp(other)
    const { TaskHandle } = await start()
    expect(TaskHandle).toBeTruthy()
    expect(await ended()).toMatchObject({
      ...{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 2, ApproximateNumberOfMessagesToMove: 2 },
    })
    expect((await task())?.TaskHandle).toBeUndefined()
    const [moved] = await bench.look(bench.source)
    expect(moved).toMatchObject({ body: 'a', originId: 'o', receiveCount: 1, groupId: isFifo ? 'g' : null })
    expect(moved?.messageId).not.toBe(ids[0])
    expect((await bench.look(other)).map(({ body }) => body)).toEqual(['b'])
  })

  it('keeps to a rate, and stops when told to', async () => {
    await bench.send(Array.from({ length: 40 }, (_, index) => ({ body: `m${index}`, group: `g${index}` })))
    await bench.giveUp()
    const { TaskHandle } = await start({ MaxNumberOfMessagesPerSecond: 5 })
    await expect(start()).rejects.toThrow(/already/)
    const { ApproximateNumberOfMessagesMoved: moved } = await bench.dead.acting.send(
      new CancelMessageMoveTaskCommand({ TaskHandle }),
    )
    expect(await task()).toMatchObject({ Status: 'CANCELLED', MaxNumberOfMessagesPerSecond: 5 })
    expect(moved).toBeLessThan(40)
    expect((await bench.look(bench.source)).length).toBe(moved)
  })

  it('fails on a message with an unknown source', async () => {
    await bench.send([{ body: 'by hand' }], bench.dead)
    await start()
    expect(await ended()).toMatchObject({ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' })
    await start({ DestinationArn: arn(bench.names.source) })
    expect(await ended()).toMatchObject({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 })
  })

  it.each([
    ['a queue that is not there', { SourceArn: arn('nowhere') }],
    ['a queue that is not a dead-letter queue', { SourceArn: null }],
    ['a rate beyond 500', { MaxNumberOfMessagesPerSecond: 501 }],
    ['a rate of none', { MaxNumberOfMessagesPerSecond: 0 }],
    ['a target that is not there', { DestinationArn: arn('nowhere') }],
  ])('refuses to move from or by %s', async (_, input) => {
    const SourceArn = 'SourceArn' in input ? (input.SourceArn ?? arn(bench.names.source)) : undefined
    await expect(start({ ...input, ...(SourceArn === undefined ? {} : { SourceArn }) })).rejects.toThrow()
  })
})

it('the local queue knows after a restart which queue gave a message up', async () => {
  const folder = join(await createTestFolder(), 'queue')
  const first = await startLocalQueue({ folder, accessKeyId: 'test' })
  const open = async (name: string, endpoint: string) => {
    await createQueue(queueTarget(name, endpoint))
    const service = await openQueueService(queueTarget(name, endpoint))
    onTestFinished(service.close)
    return service
  }
  await open('dead', first.endpoint)
  const source = await open('queue', first.endpoint)
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 1 })
  await source.acting.send(
    new SetQueueAttributesCommand({ QueueUrl: source.queueUrl, Attributes: { RedrivePolicy } }),
  )
  await sendAll(source, [{ body: 'a', originId: null }])
  const receive = { QueueUrl: source.queueUrl, VisibilityTimeout: 0 }
  await source.acting.send(new ReceiveMessageCommand(receive))
  expect((await source.acting.send(new ReceiveMessageCommand(receive))).Messages).toBeUndefined()
  await first.close()

  const second = await startLocalQueue({ folder, accessKeyId: 'test' })
  onTestFinished(() => second.close())
  const dead = await open('dead', second.endpoint)
  const { Messages } = await dead.acting.send(
    new ReceiveMessageCommand({ QueueUrl: dead.queueUrl, MessageSystemAttributeNames: ['All'] }),
  )
  expect(Messages?.[0]).toMatchObject({ Body: 'a', Attributes: { DeadLetterQueueSourceArn: arn('queue') } })
})
