import { createHash } from 'node:crypto'
import type { Answer, Call, CallEntry } from './actions.ts'
import type { Rewrite } from './script.ts'

/** AWS JSON 1.0: the action in a header, one JSON document either way. */
export const readJsonCall = (target: string, body: string): Call => {
  const input = JSON.parse(body === '' ? '{}' : body) as Record<string, unknown>
  const entries = Array.isArray(input.Entries) ? (input.Entries as Record<string, unknown>[]) : []
  return {
    action: target.split('.')[1] ?? '',
    queueName: text(input.QueueName) || text(input.QueueUrl).split('/').at(-1) || '',
    numbers: Object.fromEntries(
      Object.entries(input).filter((pair): pair is [string, number] => typeof pair[1] === 'number'),
    ),
    texts: {},
    entries: entries.map(readEntry),
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

interface Attribute {
  readonly StringValue?: string
}

const readEntry = (entry: Record<string, unknown>): CallEntry => ({
  id: text(entry.Id),
  receipt: text(entry.ReceiptHandle),
  body: text(entry.MessageBody),
  originId:
    (entry.MessageAttributes as Record<string, Attribute> | undefined)?.['sluice-origin-id']?.StringValue ??
    null,
  groupId: text(entry.MessageGroupId) || null,
  deduplicationId: text(entry.MessageDeduplicationId) || null,
  visibilitySeconds: Number(entry.VisibilityTimeout ?? 0),
  delaySeconds: Number(entry.DelaySeconds ?? 0),
})

/** Written in Latin-1, so that a body's bytes go out as they are, whether they are UTF-8 or not. */
export const writeJsonAnswer = (answer: Answer, endpoint: string, rewrite: Rewrite | null): Buffer => {
  const document = toDocument(answer, endpoint)
  const written = rewrite === null ? document : rewrite(answer.kind, document)
  return Buffer.from(JSON.stringify(written), 'latin1')
}

const bytes = (value: string): string => Buffer.from(value, 'utf8').toString('latin1')

const toDocument = (answer: Answer, endpoint: string): object => {
  switch (answer.kind) {
    case 'nothing':
      return {}
    case 'url':
      return { QueueUrl: `${endpoint}/000000000000/${answer.name}` }
    case 'attributes':
      return { Attributes: answer.attributes }
    case 'messages':
      return {
        Messages: answer.messages.map((message) => ({
          MessageId: message.id,
          ReceiptHandle: message.receipt,
          MD5OfBody: message.md5,
          Body: message.body.toString('latin1'),
          Attributes: {
            SentTimestamp: String(message.sentAt),
            ApproximateReceiveCount: String(message.receiveCount),
            ...(message.groupId === null ? {} : { MessageGroupId: bytes(message.groupId) }),
          },
          ...(message.originId === null
            ? {}
            : {
                MessageAttributes: {
                  'sluice-origin-id': { DataType: 'String', StringValue: bytes(message.originId) },
                },
              }),
        })),
      }
    case 'entries':
      return {
        Successful: answer.done.map(({ id, messageId }) => ({
          Id: id,
          ...(messageId === null
            ? {}
            : { MessageId: messageId, MD5OfMessageBody: createHash('md5').digest('hex') }),
        })),
        Failed: answer.failed.map(({ id, code, senderFault }) => ({
          Id: id,
          Code: code,
          SenderFault: senderFault,
        })),
      }
    case 'error':
      return {
        __type: `com.amazonaws.sqs#${jsonNames.get(answer.code ?? '') ?? answer.code}`,
        message: answer.message ?? 'Scripted.',
      }
  }
}

/** Where the JSON protocol has another name for an error than the Query protocol. */
const jsonNames = new Map([
  ['AWS.SimpleQueueService.NonExistentQueue', 'QueueDoesNotExist'],
  ['AWS.SimpleQueueService.BatchEntryIdsNotDistinct', 'BatchEntryIdsNotDistinct'],
])
