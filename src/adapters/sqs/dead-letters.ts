import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs'
import type { DeadLetterPolicy } from '../../contract/events.ts'
import { readCount, readRecord } from './read-number.ts'
import type { QueueService } from './service.ts'

/** The dead-letter queue beside a queue. */
export interface DeadLetters extends DeadLetterPolicy {
  /**
   * How many messages it holds, as SQS estimates it; null if unknown, as for a queue in another account that may not
   * be looked into. Does not reject.
   */
  readonly count: () => Promise<number | null>
}

/**
 * What the queue's redrive policy says of its dead-letter queue. The limit of receives counts whether or not that
 * queue can be looked into. Null if there is none, or without the right to know: it is worth showing, but not worth
 * failing for.
 */
export const openDeadLetters = async (service: QueueService): Promise<DeadLetters | null> => {
  const policy = await findRedrivePolicy(service)
  if (policy === null) return null
  return { name: policy.name, maxReceiveCount: policy.maxReceiveCount, count: createCount(service, policy) }
}

export interface RedrivePolicy extends DeadLetterPolicy {
  /** The account that the dead-letter queue belongs to; null if the policy does not say. */
  readonly account: string | null
}

const findRedrivePolicy = async ({ acting, queueUrl }: QueueService): Promise<RedrivePolicy | null> => {
  try {
    const { Attributes } = await acting.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['RedrivePolicy'] }),
    )
    return readRedrivePolicy(readRecord(Attributes).RedrivePolicy)
  } catch {
    return null
  }
}

/**
 * Reads the attribute `RedrivePolicy`, a text in JSON. Null if it has no queue or no readable limit.
 *
 * Source: SQS developer guide, "Using dead-letter queues". The limit is a number there, and a text from some
 * services.
 */
export const readRedrivePolicy = (text: unknown): RedrivePolicy | null => {
  if (typeof text !== 'string') return null
  try {
    const policy = readRecord(JSON.parse(text))
    const parts = typeof policy.deadLetterTargetArn === 'string' ? policy.deadLetterTargetArn.split(':') : []
    const name = parts.at(-1) ?? ''
    const maxReceiveCount = readCount(policy.maxReceiveCount, Number.MAX_SAFE_INTEGER) ?? 0
    return name === '' || maxReceiveCount < 1
      ? null
      : { name, maxReceiveCount, account: parts.at(-2) ?? null }
  } catch {
    return null
  }
}

/**
 * How to look up the dead-letter queue of a policy. The owner is left out for our own account, as some emulators do
 * not know it.
 */
export const whereOf = (
  { name, account }: RedrivePolicy,
  queueUrl: string,
): { readonly QueueName: string; readonly QueueOwnerAWSAccountId?: string } => {
  const isElsewhere = account !== null && !queueUrl.includes(`/${account}/`) && /^\d{12}$/.test(account)
  return { QueueName: name, ...(isElsewhere ? { QueueOwnerAWSAccountId: account } : {}) }
}

/** How long until a dead-letter queue that was not found is looked up again, in milliseconds. */
const lookAgainAfter = 60_000

const createCount = ({ acting, queueUrl }: QueueService, policy: RedrivePolicy): DeadLetters['count'] => {
  let url: string | null = null
  let lookedAt = -Infinity

  const find = async (): Promise<string | null> => {
    if (url !== null || performance.now() - lookedAt < lookAgainAfter) return url
    lookedAt = performance.now()
    const { QueueUrl } = await acting.send(new GetQueueUrlCommand(whereOf(policy, queueUrl)))
    url = QueueUrl ?? null
    return url
  }

  return async () => {
    try {
      const QueueUrl = await find()
      if (QueueUrl === null) return null
      const { Attributes } = await acting.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
      )
      return readCount(readRecord(Attributes).ApproximateNumberOfMessages, Number.MAX_SAFE_INTEGER)
    } catch {
      return null
    }
  }
}
