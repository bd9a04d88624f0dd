import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { expect, it, onTestFinished } from 'vitest'
import { openDeadLetters } from '../../../src/adapters/sqs/dead-letters.ts'
import { createTestQueue } from '../../support/test-queue.ts'

const createPair = async (policy: (arn: string) => string) => {
  const [queue, dead] = await Promise.all([createTestQueue(), createTestQueue()])
  onTestFinished(() => {
    queue.close()
    dead.close()
  })
  const arn = `arn:aws:sqs:us-east-1:000000000000:${dead.name}`
  await queue.service.acting.send(
    new SetQueueAttributesCommand({
      QueueUrl: queue.service.queueUrl,
      Attributes: { RedrivePolicy: policy(arn) },
    }),
  )
  return { queue, dead }
}

const policyTo = (deadLetterTargetArn: string): string =>
  JSON.stringify({ deadLetterTargetArn, maxReceiveCount: '3' })

it('finds the dead-letter queue of a queue, and how many messages it holds', async () => {
  const { queue, dead } = await createPair(policyTo)
  const found = await openDeadLetters(queue.service)
  expect(found).toMatchObject({ name: dead.name, maxReceiveCount: 3 })
  expect(await found?.count()).toBe(0)
  await dead.send(['one', 'two'])
  expect(await found?.count()).toBe(2)
})

it('finds none if the queue has none', async () => {
  const queue = await createTestQueue()
  onTestFinished(queue.close)
  expect(await openDeadLetters(queue.service)).toBeNull()
})

it('knows the limit even if the policy’s queue is missing, but not how many messages it holds', async () => {
  const { queue } = await createPair((arn) => policyTo(`${arn}-gone`))
  const found = await openDeadLetters(queue.service)
  expect(found).toMatchObject({ maxReceiveCount: 3 })
  expect(await found?.count()).toBeNull()
})
