import type { Message } from '@aws-sdk/client-sqs'
import { createHash } from 'node:crypto'
import { originAttribute } from '../../pipeline/dead-letters/outgoing.ts'
import { isBinary } from '../../pipeline/message-attribute.ts'
import { originName } from '../../pipeline/origin-name.ts'
import type { DeadLetter, Delivery } from '../../pipeline/ports.ts'
import { readAttributes } from './read-attributes.ts'
import { readCount, readList, readRecord } from './read-number.ts'
import { readSentAt } from './read-sent-at.ts'

/** What PostgreSQL's `integer` holds. */
const mostReceives = 2 ** 31 - 1

/**
 * The deliveries in the answer to a receive, whatever the service sent.
 *
 * A message without a body is left out: there is nothing to judge, and it comes again after its time-out. One without
 * a receipt is taken, as the ledger knows it when it comes again; it just cannot be deleted.
 *
 * @param isFifo whether messages of a group keep their order; on other queues a group only shares a queue fairly
 */
export const readMessages = (messages: unknown, receivedAt: number, isFifo: boolean): readonly Delivery[] =>
  tellApart(withBodies(messages).map((message) => toDelivery(message, receivedAt, isFifo)))

/** The same for a dead-letter queue, whose messages have more attributes. */
export const readDeadLetters = (
  messages: unknown,
  receivedAt: number,
  isFifo: boolean,
): readonly Delivery[] =>
  tellApart(
    withBodies(messages).map((message) => ({
      ...toDelivery(message, receivedAt, isFifo),
      deadLetter: readDeadLetter(message, receivedAt),
    })),
  )

const withBodies = (messages: unknown): readonly Message[] =>
  readList(messages).filter((message) => typeof message.Body === 'string')

const toDelivery = (message: Message, receivedAt: number, isFifo: boolean): Delivery => {
  const body = message.Body ?? ''
  const attributes = readRecord(message.Attributes)
  const { at, isAssumed } = readSentAt(attributes.SentTimestamp, receivedAt)
  const messageId =
    usableId(message.MessageId) ?? `unnamed-${digest(body, isAssumed ? '' : String(at)).slice(0, 40)}`
  const sent = readAttributes(message.MessageAttributes)
  const origin = sent.find(({ name, type }) => name === originAttribute && !isBinary(type))?.value
  return {
    messageId,
    originId: originName(origin) ?? messageId,
    receipt: typeof message.ReceiptHandle === 'string' ? message.ReceiptHandle : '',
    body,
    isIntact: isIntact(body, message.MD5OfBody),
    sentAt: new Date(at),
    sentAtAssumed: isAssumed,
    receiveCount: Math.max(1, readCount(attributes.ApproximateReceiveCount, mostReceives) ?? 1),
    groupId: isFifo ? usableName(attributes.MessageGroupId) : null,
    deduplicationId: isFifo ? usableName(attributes.MessageDeduplicationId) : null,
    attributes: sent,
  }
}

/**
 * Two messages with one id would look like two deliveries of one, and the second would be deleted unread. If the
 * bodies differ, the service breaks its promise, and the body becomes part of each name.
 */
const tellApart = (deliveries: readonly Delivery[]): readonly Delivery[] => {
  const bodies = new Map<string, string>()
  const shared = new Set<string>()
  for (const { messageId, body } of deliveries) {
    const known = bodies.get(messageId)
    if (known === undefined) bodies.set(messageId, body)
    else if (known !== body) shared.add(messageId)
  }
  if (shared.size === 0) return deliveries
  return deliveries.map((delivery) => {
    if (!shared.has(delivery.messageId)) return delivery
    const messageId = `unnamed-${digest(delivery.body, delivery.messageId).slice(0, 40)}`
    const isOwn = delivery.originId === delivery.messageId
    return { ...delivery, messageId, originId: isOwn ? messageId : delivery.originId }
  })
}

const digest = (body: string, more: string): string =>
  createHash('sha256').update(more).update('\0').update(body).digest('hex')

/**
 * Bytes that are not UTF-8 arrive as U+FFFD, which an honest message may hold too; the digest of what was sent tells
 * them apart. The SDK's own check of every body is switched off, as it fails a whole answer for one message. A value
 * that is not a digest is ignored.
 */
const isIntact = (body: string, md5: unknown): boolean =>
  typeof md5 !== 'string' ||
  !body.includes('\uFFFD') ||
  !/^[0-9a-f]{32}$/i.test(md5) ||
  createHash('md5').update(body, 'utf8').digest('hex') === md5.toLowerCase()

/** An id of the service's own is plain text; AWS's are UUIDs. */
const usableId = (text: unknown): string | null =>
  typeof text === 'string' && /^[\x21-\x7e]{1,256}$/.test(text) ? text : null

/**
 * How a message came to a dead-letter queue, by its attributes.
 *
 * @param receivedAt milliseconds since 1970
 */
const readDeadLetter = (message: unknown, receivedAt: number): DeadLetter => {
  const attributes = readRecord(readRecord(message).Attributes)
  const { DeadLetterQueueSourceArn: arn, SequenceNumber: sequence } = attributes
  const first = readSentAt(attributes.ApproximateFirstReceiveTimestamp, receivedAt)
  return {
    sourceArn: typeof arn === 'string' && /^arn:[\w:./-]{1,250}$/.test(arn) ? arn : null,
    firstReceivedAt: first.isAssumed ? null : new Date(first.at),
    sequence: typeof sequence === 'string' && /^\d{1,40}$/.test(sequence) ? sequence : null,
  }
}

/** A sender can put anything into a name; one that the ledger's index cannot hold is ignored. */
const usableName = (text: unknown): string | null =>
  typeof text === 'string' && text !== '' && text.length <= 256 && text.isWellFormed() && !text.includes('\0')
    ? text
    : null
