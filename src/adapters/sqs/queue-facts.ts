import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import type { DeadLetterPolicy } from '../../contract/events.ts'
import { readRedrivePolicy } from './dead-letters.ts'
import { toPortError } from './errors.ts'
import { longestVisibility, visibilityOf } from './queue.ts'
import { readCount, readRecord } from './read-number.ts'
import { isFifo, type QueueService } from './service.ts'

/** The facts in a queue's attributes. */
export interface QueueFacts {
  /** The queue's own, in seconds; null if the service gives no number. */
  readonly visibility: number | null
  /** How long one of our receives hides a message, in seconds. */
  readonly hiddenFor: number
  /** Whether messages of a group keep their order. */
  readonly isFifo: boolean
  readonly policy: DeadLetterPolicy | null
  /** Whether messages are encrypted with a KMS key, which needs a separate right. */
  readonly isEncryptedByKey: boolean
}

/** Needs only `sqs:GetQueueAttributes`. Throws `PortError`. */
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
