import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type Message,
  type ReceiveMessageCommandInput,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import { createHash } from 'node:crypto'
import type { Delivery, QueuePort } from '../../pipeline/ports.ts'
import type { Protocol } from './client.ts'
import { toPortError } from './errors.ts'
import type { QueueService } from './service.ts'

/** The message attribute by which a sender names a message for ever. */
export const originAttribute = 'sluice-origin-id'

/** How to ask for the time of sending and the number of receives; older services know only the former name, and `All`. */
const systemAttributes: Readonly<Record<Protocol, Partial<ReceiveMessageCommandInput>>> = {
  json: { MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'] },
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only name that services of that age understand
  query: { AttributeNames: ['All'] },
}

/** What SQS takes in one batch call. */
const batchSize = 10

/** A queue of SQS, or of anything that speaks its protocol. Throws `PortError`. */
export const openQueue = async (service: QueueService): Promise<QueuePort> => {
  const { receiving, acting, names, queueUrl: QueueUrl } = service

  const call = async <T>(action: () => Promise<T>): Promise<T> => {
    try {
      return await action()
    } catch (error) {
      throw toPortError(error, names)
    }
  }

  const readVisibility = async (): Promise<number> => {
    const { Attributes } = await acting.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['VisibilityTimeout'] }),
    )
    // A queue with no time-out hides nothing at all: each extension then hides for a while.
    return Math.max(2, Number(Attributes?.VisibilityTimeout ?? 30))
  }
  const visibilitySeconds = await call(readVisibility)

  const changeVisibility = async (deliveries: readonly Delivery[], seconds: number): Promise<void> => {
    await call(() =>
      Promise.all(
        inBatches(deliveries).map((batch) =>
          acting.send(
            new ChangeMessageVisibilityBatchCommand({
              QueueUrl,
              Entries: batch.map((delivery, index) => ({
                Id: String(index),
                ReceiptHandle: delivery.receipt,
                VisibilityTimeout: seconds,
              })),
            }),
          ),
        ),
      ),
    )
  }

  return {
    visibilitySeconds,
    receive: ({ max, waitSeconds }) =>
      call(async () => {
        const { Messages } = await receiving.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: max,
            WaitTimeSeconds: waitSeconds,
            ...systemAttributes[service.protocol],
            MessageAttributeNames: [originAttribute],
          }),
        )
        return (Messages ?? []).map(toDelivery)
      }),
    remove: async (deliveries) => {
      const left = await Promise.all(
        inBatches(deliveries).map((batch) => call(() => removeBatch(acting, QueueUrl, batch))),
      )
      return left.flat()
    },
    release: changeVisibility,
    extend: (deliveries) => changeVisibility(deliveries, visibilitySeconds),
    depth: () =>
      call(async () => {
        const { Attributes } = await acting.send(
          new GetQueueAttributesCommand({
            QueueUrl,
            AttributeNames: [
              'ApproximateNumberOfMessages',
              'ApproximateNumberOfMessagesNotVisible',
              'ApproximateNumberOfMessagesDelayed',
            ],
          }),
        )
        return {
          visible: Number(Attributes?.ApproximateNumberOfMessages ?? 0),
          inFlight: Number(Attributes?.ApproximateNumberOfMessagesNotVisible ?? 0),
          delayed: Number(Attributes?.ApproximateNumberOfMessagesDelayed ?? 0),
          at: Date.now(),
        }
      }),
  }
}

/** Answers those that the service did not remove. The call itself may succeed while entries in it fail. */
const removeBatch = async (
  client: SQSClient,
  QueueUrl: string,
  batch: readonly Delivery[],
): Promise<readonly Delivery[]> => {
  const Entries = batch.map((delivery, index) => ({ Id: String(index), ReceiptHandle: delivery.receipt }))
  const { Failed } = await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
  // A receipt that is no longer honoured will never be: the message comes back under a new one.
  return (Failed ?? [])
    .filter((entry) => entry.SenderFault !== true)
    .flatMap((entry) => batch[Number(entry.Id)] ?? [])
}

const toDelivery = (message: Message): Delivery => {
  const messageId = message.MessageId ?? ''
  const body = message.Body ?? ''
  return {
    messageId,
    originId: usableName(message.MessageAttributes?.[originAttribute]?.StringValue) ?? messageId,
    receipt: message.ReceiptHandle ?? '',
    body,
    isIntact: isIntact(body, message.MD5OfBody),
    sentAt: new Date(Number(message.Attributes?.SentTimestamp ?? Date.now())),
    sentAtAssumed: false,
    receiveCount: Number(message.Attributes?.ApproximateReceiveCount ?? 1),
    groupId: null,
  }
}

/**
 * Bytes that are no UTF-8 arrive as U+FFFD, which an honest message may hold too; the digest of what was sent tells them
 * apart. The SDK's own check of every body is switched off, as it fails a whole answer for one message.
 */
const isIntact = (body: string, md5: string | undefined): boolean =>
  md5 === undefined ||
  !body.includes('\uFFFD') ||
  createHash('md5').update(body, 'utf8').digest('hex') === md5

/** A sender may put anything into an attribute; what the ledger's index cannot hold names nothing. */
const usableName = (text: string | undefined): string | null =>
  text !== undefined && text !== '' && text.length <= 256 && text.isWellFormed() && !text.includes('\0')
    ? text
    : null

const inBatches = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / batchSize) }, (_, index) =>
    items.slice(index * batchSize, (index + 1) * batchSize),
  )
