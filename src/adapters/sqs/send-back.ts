import { GetQueueAttributesCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs'
import { failure } from '../../contract/failure.ts'
import {
  largestMessage,
  sizeOf,
  type Outgoing,
  type SendAnswer,
  type SendPort,
} from '../../pipeline/dead-letters/outgoing.ts'
import { isBinary, type MessageAttribute } from '../../pipeline/message-attribute.ts'
import { PortError } from '../../pipeline/ports.ts'
import { asking } from './asking.ts'
import type { Protocol } from './client.ts'
import { readCount, readList, readRecord } from './read-number.ts'
import { isFifo, type QueueService } from './service.ts'

/** The most messages in one call. */
const batchSize = 10

/** How often a message is sent if the service itself fails. */
const tries = 3

interface Failed {
  readonly kind: 'failed'
  readonly code: string
}

/** A queue to send messages back to, with a result for each. Throws `PortError`. */
export const openSender = async (service: QueueService): Promise<SendPort> => {
  const { acting, names, queueUrl, protocol } = service
  const { MaximumMessageSize } = await asking('sqs:GetQueueAttributes', names, async () =>
    readRecord(
      (
        await acting.send(
          new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['MaximumMessageSize'] }),
        )
      ).Attributes,
    ),
  )
  const told = readCount(MaximumMessageSize, largestMessage)
  const limits = { isFifo: isFifo(service), largest: told === null || told === 0 ? largestMessage : told }

  const sendOnce = (messages: readonly Outgoing[]): Promise<readonly (SendAnswer | Failed)[]> =>
    asking('sqs:SendMessage', names, async () => {
      const Entries = messages.map((message, index) => entryOf(message, index, protocol))
      const answer = await acting.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }))
      const done = new Set(readList(answer.Successful).map(({ Id }) => Id))
      const failed = new Map(readList(answer.Failed).map((entry) => [entry.Id, entry]))
      return messages.map((_, index) => {
        const fault = failed.get(String(index))
        if (done.has(String(index))) return { kind: 'sent' }
        const isOurs = fault?.SenderFault === true || fault?.SenderFault === 'true'
        return { kind: isOurs ? 'refused' : 'failed', code: wordOf(fault?.Code) }
      })
    })

  /** Messages on which the service itself failed are sent again; the others of the call are not. */
  const sendBatch = async (messages: readonly Outgoing[], left = tries): Promise<readonly SendAnswer[]> => {
    const answers = await sendOnce(messages)
    const failing = messages.filter((_, index) => answers[index]?.kind === 'failed')
    const again = failing.length === 0 || left <= 1 ? [] : await sendBatch(failing, left - 1)
    const rest = again.values()
    return answers.map((answer) => {
      if (answer.kind !== 'failed') return answer
      const { value } = rest.next()
      if (value !== undefined) return value
      throw new PortError('transient', failure('queue-failed', { ...names, code: answer.code }))
    })
  }

  return {
    limits,
    send: async (messages) => {
      const answers: SendAnswer[] = []
      for (const batch of inCalls(messages, limits.largest)) answers.push(...(await sendBatch(batch)))
      return answers
    },
  }
}

const entryOf = (
  { body, attributes, groupId, deduplicationId }: Outgoing,
  index: number,
  protocol: Protocol,
) => ({
  Id: String(index),
  MessageBody: body,
  MessageAttributes: Object.fromEntries(
    attributes.map((attribute) => [attribute.name, valueOf(attribute, protocol)]),
  ),
  ...(groupId === null ? {} : { MessageGroupId: groupId, MessageDeduplicationId: deduplicationId }),
})

/** As many messages as one call takes; together they must not exceed the size of a single one. */
function* inCalls(messages: readonly Outgoing[], largest: number): Generator<readonly Outgoing[]> {
  let batch: Outgoing[] = []
  let size = 0
  for (const message of messages) {
    const more = sizeOf(message)
    if (batch.length === batchSize || (batch.length > 0 && size + more > largest)) {
      yield batch
      batch = []
      size = 0
    }
    batch.push(message)
    size += more
  }
  if (batch.length > 0) yield batch
}

/** In JSON bytes are already base64; the older protocol's writer encodes them itself. */
const valueOf = ({ type, value }: MessageAttribute, protocol: Protocol) => {
  if (!isBinary(type)) return { DataType: type, StringValue: value }
  const bytes = protocol === 'json' ? (value as unknown as Uint8Array) : Buffer.from(value, 'base64')
  return { DataType: type, BinaryValue: bytes }
}

const wordOf = (code: unknown): string =>
  typeof code === 'string' && /^[\w.]{1,80}$/.test(code) ? code : 'SendMessageBatch'
