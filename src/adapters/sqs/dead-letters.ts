import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs'
import type { DeadLetterPolicy } from '../../contract/events.ts'
import type { QueueService } from './service.ts'

/** The dead-letter queue beside a queue. */
export interface DeadLetters extends DeadLetterPolicy {
  /** How many messages it holds, as SQS estimates it; null where that cannot be told just now. Does not reject. */
  readonly count: () => Promise<number | null>
}

/**
 * Finds the dead-letter queue by the queue's redrive policy. Null where there is none, or where whoever asks has no right
 * to see it: it is worth showing, and never worth failing for.
 *
 * Source: SQS developer guide, "Using dead-letter queues"; the policy is a text in JSON.
 */
export const openDeadLetters = async (service: QueueService): Promise<DeadLetters | null> => {
  const { acting, queueUrl } = service
  try {
    const { Attributes } = await acting.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['RedrivePolicy'] }),
    )
    const policy = readPolicy(Attributes?.RedrivePolicy)
    if (policy === null) return null
    const { QueueUrl } = await acting.send(new GetQueueUrlCommand({ QueueName: policy.name }))
    const count = async (): Promise<number | null> => {
      try {
        const answer = await acting.send(
          new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
        )
        return Number(answer.Attributes?.ApproximateNumberOfMessages ?? 0)
      } catch {
        return null
      }
    }
    return { ...policy, count }
  } catch {
    return null
  }
}

/** Null where there is none, or where it cannot be understood. */
export const readPolicy = (text: string | undefined): DeadLetterPolicy | null => {
  if (text === undefined || text === '') return null
  try {
    const policy = JSON.parse(text) as { deadLetterTargetArn?: unknown; maxReceiveCount?: unknown }
    const name = String(policy.deadLetterTargetArn).split(':').at(-1) ?? ''
    const maxReceiveCount = Number(policy.maxReceiveCount)
    return name === '' || !(maxReceiveCount > 0) ? null : { name, maxReceiveCount }
  } catch {
    return null
  }
}
