import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { lookAtDeadLetters } from '../../../src/adapters/sqs/dead-letter-queue.ts'
import { startMove } from '../../../src/adapters/sqs/move-task.ts'
import { openSender } from '../../../src/adapters/sqs/send-back.ts'
import { openDeadLetterWork } from '../../../src/app/dead-letters/move-dead-letters.ts'
import { describeDeadLetters, describeSharing } from '../../../src/contract/dead-letter-words.ts'
import { FailureError } from '../../../src/contract/failure.ts'
import { PortError } from '../../../src/pipeline/ports.ts'
import { createDeadLetterBench, type DeadLetterBench } from '../../support/dead-letter-bench.ts'
import { openDouble } from '../../support/double-queue.ts'
import { createTestQueue } from '../../support/test-queue.ts'

const policyTo = (name: string) => ({
  RedrivePolicy: JSON.stringify({
    deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
    maxReceiveCount: 3,
  }),
})

const deny = (double: Awaited<ReturnType<typeof openDouble>>['double'], action: string) =>
  double.script.failures.push({ action, status: 403, code: 'AccessDenied', times: Infinity })

describe('what is known of dead letters', { timeout: 60_000 }, () => {
  let bench: DeadLetterBench
  beforeAll(async () => {
    bench = await createDeadLetterBench()
  })
  beforeEach(() => bench.empty())
  afterAll(() => bench.close())

  it('names those who share the dead-letter queue, and says if the queue itself is one', async () => {
    await bench.share()
    const view = await lookAtDeadLetters(bench.source)
    expect(view.deadLetters).toMatchObject({ name: 'dead', others: ['other'], waiting: 0 })
    expect(describeSharing(view)).toBe('dead is also the dead-letter queue of other.')
    const ofDead = await lookAtDeadLetters(bench.dead)
    expect(ofDead).toMatchObject({ deadLetters: null, deadLettersOf: ['other', 'queue'] })
    expect(describeDeadLetters(ofDead).join('\n')).toMatch(
      /dead is itself a dead-letter queue, of other, queue/,
    )
  })

  it('says if a queue has none, and then nothing can be pulled from it', async () => {
    const workplace = { ...bench.workplace, service: bench.dead }
    await expect(openDeadLetterWork(workplace)).rejects.toMatchObject({
      failure: { code: 'dead-letters-none' },
    })
    await expect(openDeadLetterWork(workplace)).rejects.toBeInstanceOf(FailureError)
  })
})

describe('without a permission', () => {
  it.each([
    ['ListDeadLetterSourceQueues', 'whether others share it'],
    ['GetQueueAttributes', 'whether there is one'],
    ['GetQueueUrl', 'how many wait'],
  ])('sqs:%s is named, and all else is told: %s', async (action) => {
    const { double, service } = await openDouble({}, policyTo('dead-letters'))
    deny(double, action)
    const view = await lookAtDeadLetters(service)
    expect(view.denied).toEqual([`sqs:${action}`])
    expect(describeDeadLetters(view).join('\n')).toContain(`You may not do sqs:${action} here`)
  })

  it.each([
    ['SendMessageBatch', 'sqs:SendMessage'],
    ['GetQueueAttributes', 'sqs:GetQueueAttributes'],
  ])('for %s sending fails and names %s', async (call, action) => {
    const { double, service } = await openDouble()
    const message = { body: 'a', attributes: [], groupId: null, deduplicationId: 'd' }
    deny(double, call)
    const sending = openSender(service).then((sender) => sender.send([message]))
    await expect(sending).rejects.toMatchObject({
      failure: { code: 'queue-action-denied', details: { action } },
    })
  })

  it('for a move task it fails and names sqs:StartMessageMoveTask', async () => {
    const { double, service } = await openDouble()
    deny(double, 'StartMessageMoveTask')
    await expect(startMove(service, { from: 'arn:x', to: null, rate: null })).rejects.toMatchObject({
      failure: { code: 'queue-action-denied', details: { action: 'sqs:StartMessageMoveTask' } },
    })
  })
})

describe('of a service that supports less than SQS', () => {
  it('it is unknown who shares a dead-letter queue, so someone is asked', async () => {
    const { service } = await openDouble({}, policyTo('dead-letters'))
    const view = await lookAtDeadLetters(service)
    expect(view).toMatchObject({ deadLettersOf: null, denied: [], deadLetters: { others: null } })
    expect(describeSharing(view)).toBe('Whether dead-letters belongs to this queue alone is not known.')
  })

  it('a move task is refused with a sentence, and nothing is moved', async () => {
    const queue = await createTestQueue()
    onTestFinished(queue.close)
    await expect(startMove(queue.service, { from: 'arn:x', to: null, rate: null })).rejects.toMatchObject({
      failure: { code: 'queue-no-move-tasks' },
    })
  })

  it('a policy that names a missing queue is reported as that', async () => {
    const { service } = await openDouble({}, policyTo('gone'))
    const view = await lookAtDeadLetters(service)
    expect(view.deadLetters).toMatchObject({ name: 'gone', isMissing: true, waiting: null })
    expect(describeDeadLetters(view).join('\n')).toContain('There is no queue of that name any more')
  })

  it('a missing queue fails like any call to it', async () => {
    const { double, service } = await openDouble()
    double.dropQueue()
    await expect(lookAtDeadLetters(service)).rejects.toBeInstanceOf(PortError)
  })

  it('a missing policy means no dead-letter queue', async () => {
    const queue = await createTestQueue()
    const view = await lookAtDeadLetters(queue.service)
    queue.close()
    expect(describeDeadLetters(view)[0]).toContain('has no dead-letter queue')
  })
})
