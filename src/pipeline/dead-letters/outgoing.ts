import { createHash } from 'node:crypto'
import { isBinary, isSendableName, isSendableText, type MessageAttribute } from '../message-attribute.ts'
import { originName } from '../origin-name.ts'
import type { Delivery } from '../ports.ts'

/** The message attribute by which a sender names a message permanently. */
export const originAttribute = 'sluice-origin-id'

/** A message on its way to a queue, under a permanent name. */
export interface Outgoing {
  readonly body: string
  /** The attributes beside the body, and the origin. */
  readonly attributes: readonly MessageAttribute[]
  readonly groupId: string | null
  /**
   * FIFO deduplication id for this attempt only. A message sent under the same one within five minutes is accepted
   * but not delivered.
   */
  readonly deduplicationId: string
}

/** What a queue takes. */
export interface SendLimits {
  readonly isFifo: boolean
  /** The most bytes of a message with its attributes. */
  readonly largest: number
}

/** SQS's limit in bytes since August 2025. */
export const largestMessage = 1_048_576

/** The most attributes beside a body. */
const mostAttributes = 10

/** Why a message cannot be sent with its origin. */
export type Misfit =
  'too-large' | 'too-many-attributes' | 'no-group' | 'not-intact' | 'unnameable' | 'unsendable'

type Source = Pick<Delivery, 'body' | 'isIntact' | 'originId' | 'groupId' | 'attributes'>

/**
 * The message as it is sent, or why it cannot be: without its origin it is never sent, as it would come back as
 * another.
 *
 * @param attempt what distinguishes this attempt from every other
 */
export const outgoingOf = (
  { body, isIntact, originId, groupId, attributes }: Source,
  attempt: string,
  { isFifo, largest }: SendLimits,
): Outgoing | Misfit => {
  // Replacements for bytes that were not text are not what was sent.
  if (!isIntact) return 'not-intact'
  // SQS refuses the whole call for one of them.
  if (!isSendableText(body) || !attributes.every(isSendable)) return 'unsendable'
  // The receiver must read exactly the name that the ledger has.
  if (originName(originId) !== originId) return 'unnameable'
  if (isFifo && groupId === null) return 'no-group'
  const named: readonly MessageAttribute[] = [
    ...attributes.filter(({ name }) => name !== originAttribute),
    { name: originAttribute, type: 'String', value: originId },
  ]
  if (named.length > mostAttributes) return 'too-many-attributes'
  const outgoing = {
    ...{ body, attributes: named, groupId: isFifo ? groupId : null },
    deduplicationId: createHash('sha256').update(`${originId}\0${attempt}`).digest('hex'),
  }
  return sizeOf(outgoing) > largest ? 'too-large' : outgoing
}

const isSendable = ({ name, type, value }: MessageAttribute): boolean =>
  isSendableName(name) && (isBinary(type) || isSendableText(value))

/** As SQS counts it, in bytes: the body, and each attribute with its name and its type. */
export const sizeOf = ({ body, attributes }: Pick<Outgoing, 'body' | 'attributes'>): number =>
  attributes.reduce(
    (sum, { name, type, value }) => sum + bytes(name) + bytes(type) + valueBytes(type, value),
    bytes(body),
  )

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8')

const valueBytes = (type: string, value: string): number =>
  isBinary(type) ? Buffer.byteLength(value, 'base64') : bytes(value)

/** The result of sending a message. */
export type SendAnswer =
  | { readonly kind: 'sent' }
  /** The queue will never accept it; `code` is the service's word. */
  | { readonly kind: 'refused'; readonly code: string }

/** A queue to send to. */
export interface SendPort {
  readonly limits: SendLimits
  /**
   * Sends messages, no two of one group at once, with one result each. Throws `PortError` if any was neither accepted
   * nor refused; others may have been accepted then.
   */
  send(messages: readonly Outgoing[]): Promise<readonly SendAnswer[]>
}
