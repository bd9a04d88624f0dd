import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import type { DeadLetterPolicy } from '../../contract/events.ts'
import { readRedrivePolicy } from './dead-letters.ts'
import { toPortError } from './errors.ts'
import { longestVisibility, visibilityOf } from './queue.ts'
import { readCount, readRecord } from './read-number.ts'
import { isFifo, type QueueService } from './service.ts'

/** What the queue's attributes say of it. */
export interface QueueFacts {
  /** In seconds, as the queue has it; null where the service does not say, or says no number. */
  readonly visibility: number | null
  /** In seconds: for how long a receive of ours hides a message. */
  readonly hiddenFor: number
  /** Whether messages of a group keep their order. */
  readonly isFifo: boolean
  readonly policy: DeadLetterPolicy | null
  /** Whether messages are encrypted with a key of KMS, which needs a right of its own. */
  readonly isEncryptedByKey: boolean
}

/** Needs `sqs:GetQueueAttributes` and nothing else. Throws `PortError`. */
export const readQueueFacts = async (service: QueueService): Promise<QueueFacts> => {
  const { acting, queueUrl: QueueUrl, names } = service
  try {
    const { Attributes } = await acting.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    )
    const visibility = readRecord(Attributes).VisibilityTimeout
    return {
      visibility: readCount(visibility, longestVisibility),
      hiddenFor: visibilityOf(visibility),
      isFifo: Attributes?.FifoQueue === 'true' || isFifo(service),
      policy: readRedrivePolicy(Attributes?.RedrivePolicy),
      isEncryptedByKey: (Attributes?.KmsMasterKeyId ?? '') !== '',
    }
  } catch (error) {
    throw toPortError(error, names)
  }
}
