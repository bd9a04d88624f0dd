import { createHash } from 'node:crypto'
import { isBinary, type MessageAttribute } from '../message-attribute.ts'
import { originName } from '../origin-name.ts'
import type { Delivery } from '../ports.ts'

/** The message attribute by which a sender names a message for ever. */
export const originAttribute = 'sluice-origin-id'

/** A message on its way to a queue, under a name that stays. */
export interface Outgoing {
  readonly body: string
  /** What lay beside the body, and the origin. */
  readonly attributes: readonly MessageAttribute[]
  readonly groupId: string | null
  /** Of a FIFO queue: of this one attempt alone. What was sent under it five minutes ago or less is taken and not delivered. */
  readonly deduplicationId: string
}

/** What a queue takes. */
export interface SendLimits {
  readonly isFifo: boolean
  /** Of a message with its attributes, in bytes. */
  readonly largest: number
}

/** What SQS takes at most, in bytes, since August 2025. */
export const largestMessage = 1_048_576

/** Beside a body. */
const mostAttributes = 10

/** Why a message cannot be sent with its origin. */
export type Misfit = 'too-large' | 'too-many-attributes' | 'no-group' | 'not-intact' | 'unnameable'

type Source = Pick<Delivery, 'body' | 'isIntact' | 'originId' | 'groupId' | 'attributes'>

/**
 * The message as it is sent, or why it cannot be: without its origin it is never sent, as it would come back as another.
 *
 * @param attempt what this attempt is told from every other by
 */
export const outgoingOf = (
  { body, isIntact, originId, groupId, attributes }: Source,
  attempt: string,
  { isFifo, largest }: SendLimits,
): Outgoing | Misfit => {
  // What stands in for bytes that were no text is not what was sent.
  if (!isIntact) return 'not-intact'
  // Whoever receives it must read the very name that the ledger has.
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

/** As SQS counts it, in bytes: the body, and each attribute with its name and its type. */
export const sizeOf = ({ body, attributes }: Pick<Outgoing, 'body' | 'attributes'>): number =>
  attributes.reduce(
    (sum, { name, type, value }) => sum + bytes(name) + bytes(type) + valueBytes(type, value),
    bytes(body),
  )

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8')

const valueBytes = (type: string, value: string): number =>
  isBinary(type) ? Buffer.byteLength(value, 'base64') : bytes(value)

/** What became of a message that was sent. */
export type SendAnswer =
  | { readonly kind: 'sent' }
  /** The queue will never take it; `code` is a word of the service. */
  | { readonly kind: 'refused'; readonly code: string }

/** A queue that is sent to. */
export interface SendPort {
  readonly limits: SendLimits
  /**
   * Sends messages, no two of one group at once, and answers for each. Throws `PortError` where any was neither taken nor
   * refused; others may have been taken then.
   */
  send(messages: readonly Outgoing[]): Promise<readonly SendAnswer[]>
}
