import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type MessageSystemAttributeName,
  type QueueAttributeName,
  type ReceiveMessageCommandInput,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import type { Depth } from '../../contract/events.ts'
import { failure } from '../../contract/failure.ts'
import { PortError, type Delivery, type QueuePort } from '../../pipeline/ports.ts'
import { asking } from './asking.ts'
import { inBatches } from './batches.ts'
import type { Protocol } from './client.ts'
import type { QueueNames } from './errors.ts'
import { readDeadLetters, readMessages } from './read-message.ts'
import { readCount, readList, readRecord } from './read-number.ts'
import { isFifo, type QueueService } from './service.ts'

/** How to ask for a message's attributes; older services know only the former name, and `All`. */
const systemAttributes = (protocol: Protocol, holds: QueueHolds): Partial<ReceiveMessageCommandInput> =>
  protocol === 'json'
    ? { MessageSystemAttributeNames: [...usualAttributes, ...(holds === 'messages' ? [] : deadAttributes)] }
    : // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only name that services of that age understand
      { AttributeNames: ['All'] }

const usualAttributes = [
  ...['SentTimestamp', 'ApproximateReceiveCount', 'MessageGroupId', 'MessageDeduplicationId'],
] as MessageSystemAttributeName[]

const deadAttributes = [
  ...['DeadLetterQueueSourceArn', 'ApproximateFirstReceiveTimestamp', 'SequenceNumber'],
] as MessageSystemAttributeName[]

/** For dead letters more is requested. */
export type QueueHolds = 'messages' | 'dead-letters'

/** A queue of SQS, or of anything that speaks its protocol. Throws `PortError`. */
export const openQueue = async (
  service: QueueService,
  holds: QueueHolds = 'messages',
): Promise<QueuePort> => {
  const { receiving, acting, names, queueUrl: QueueUrl } = service
  const ordered = isFifo(service)
  const asked = systemAttributes(service.protocol, holds)
  const read = holds === 'messages' ? readMessages : readDeadLetters

  const readAttributes = (AttributeNames: readonly QueueAttributeName[]) =>
    asking('sqs:GetQueueAttributes', names, async () => {
      const answer = await acting.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
      )
      return readRecord(answer.Attributes)
    })
  const { VisibilityTimeout } = await readAttributes(['VisibilityTimeout'])
  const visibilitySeconds = visibilityOf(VisibilityTimeout)

  const changeVisibility = (deliveries: readonly Delivery[], seconds: number): Promise<void> =>
    inAllBatches(deliveries, (batch) =>
      asking('sqs:ChangeMessageVisibility', names, () =>
        changeBatch(acting, QueueUrl, batch, seconds, names),
      ).then(() => []),
    ).then(() => undefined)

  return {
    visibilitySeconds,
    receive: ({ max, waitSeconds }) =>
      asking('sqs:ReceiveMessage', names, async () => {
        const { Messages } = await receiving.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: max,
            WaitTimeSeconds: waitSeconds,
            // The queue's own value can be 0, which hides nothing, and can change during a run.
            VisibilityTimeout: visibilitySeconds,
            ...asked,
            // What is sealed is the whole message, so that it can be sent again as it was.
            MessageAttributeNames: ['All'],
          }),
        )
        return read(Messages, Date.now(), ordered)
      }),
    remove: (deliveries) =>
      inAllBatches(deliveries, (batch) =>
        asking('sqs:DeleteMessage', names, () => removeBatch(acting, QueueUrl, batch)),
      ),
    release: changeVisibility,
    extend: (deliveries) => changeVisibility(deliveries, visibilitySeconds),
    depth: async () => {
      const found = await readAttributes([
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ])
      return toDepth(found, names)
    },
  }
}

/** How many seconds a receive hides a message if the queue's own time-out is 0 or unknown. */
const usualVisibility = 30

/** SQS takes up to twelve hours, in seconds. */
export const longestVisibility = 43_200

/**
 * For how long a receive hides a message, in seconds. A time-out of one second would lapse while the answer is on its
 * way.
 */
export const visibilityOf = (value: unknown): number => {
  const seconds = readCount(value, longestVisibility)
  return seconds === null || seconds < 2 ? usualVisibility : seconds
}

/** A depth that cannot be read is not an empty queue: a run would end and leave messages behind. */
const toDepth = (attributes: Readonly<Record<string, unknown>>, names: QueueNames): Depth => {
  const count = (name: string, ifMissing: number | null): number => {
    const value = attributes[name]
    const found = value === undefined ? ifMissing : readCount(value, Number.MAX_SAFE_INTEGER)
    if (found === null) throw new PortError('permanent', failure('queue-failed', { ...names, code: name }))
    return found
  }
  return {
    visible: count('ApproximateNumberOfMessages', null),
    // Some emulators know nothing of these two.
    inFlight: count('ApproximateNumberOfMessagesNotVisible', 0),
    delayed: count('ApproximateNumberOfMessagesDelayed', 0),
    at: Date.now(),
  }
}

/**
 * Runs an action on all deliveries, ten at a time and all tens at once, and returns what is left. If a call fails it
 * still waits for the others, so that none is under way when the caller continues. Deliveries without a receipt are
 * left out: one of them would fail its whole call.
 */
const inAllBatches = async (
  deliveries: readonly Delivery[],
  action: (batch: readonly Delivery[]) => Promise<readonly Delivery[]>,
): Promise<readonly Delivery[]> => {
  const named = deliveries.filter(({ receipt }) => receipt !== '')
  const outcomes = await Promise.allSettled(inBatches(named).map(action))
  return outcomes.flatMap((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  })
}

const entriesOf = (batch: readonly Delivery[]) =>
  batch.map((delivery, index) => ({ Id: String(index), ReceiptHandle: delivery.receipt }))

/** Throws `PortError` if the service itself failed on one of them. */
const changeBatch = async (
  client: SQSClient,
  QueueUrl: string,
  batch: readonly Delivery[],
  VisibilityTimeout: number,
  names: QueueNames,
): Promise<void> => {
  const Entries = entriesOf(batch).map((entry) => ({ ...entry, VisibilityTimeout }))
  const answer = await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }))
  const failed = readList(answer.Failed).find((entry) => !isSendersFault(entry))
  if (failed === undefined) return
  throw new PortError('transient', failure('queue-failed', { ...names, code: nameOf(failed.Code) }))
}

/**
 * Returns those that the service did not remove. The call can succeed while entries in it fail. A receipt that is no
 * longer valid never becomes so again: the message is gone, or comes back under a new one.
 */
const removeBatch = async (
  client: SQSClient,
  QueueUrl: string,
  batch: readonly Delivery[],
): Promise<readonly Delivery[]> => {
  const Entries = entriesOf(batch)
  const answer = await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
  const done = [...readList(answer.Successful), ...readList(answer.Failed).filter(isSendersFault)]
  const doneIds = new Set(done.map((entry) => entry.Id))
  return batch.filter((_, index) => !doneIds.has(String(index)))
}

const isSendersFault = ({ SenderFault }: Readonly<Record<string, unknown>>): boolean =>
  SenderFault === true || SenderFault === 'true'

/** The name of an error if it is short and plain like SQS's own, since it is shown. */
const nameOf = (code: unknown): string =>
  typeof code === 'string' && /^[\w.]{1,80}$/.test(code) ? code : 'unknown'
