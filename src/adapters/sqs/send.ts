import { CreateQueueCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs'
import { randomUUID } from 'node:crypto'
import { failure } from '../../contract/failure.ts'
import { originAttribute } from '../../pipeline/dead-letters/outgoing.ts'
import { PortError } from '../../pipeline/ports.ts'
import { createSqsClients } from './client.ts'
import { toPortError } from './errors.ts'
import { isFifo, type QueueService, type QueueTarget } from './service.ts'

export interface Outgoing {
  readonly body: string
  /** The message's permanent name, so that sending it again does not make a second row; null to use its message id. */
  readonly originId: string | null
  /** On a FIFO queue: the group within which messages keep their order. By default one of ten groups in turn. */
  readonly groupId?: string
  /** Other attributes beside the body, as texts. */
  readonly attributes?: Readonly<Record<string, string>>
}

/** Calls open at once. One on a FIFO queue, or a group's messages would lose their order. */
const senders = 8

/** The number of groups for messages without one, so that several consumers have work. */
const groups = 10

/** Sends all messages, ten a call and several calls at once. Throws `PortError` if any is not accepted. */
export const sendAll = async (service: QueueService, messages: Iterable<Outgoing>): Promise<number> => {
  const { acting, names, queueUrl: QueueUrl } = service
  const ordered = isFifo(service)
  let sent = 0
  let dealt = 0
  /** Every message counts: without its own id, SQS would treat equal texts within five minutes as one message. */
  const order = ({ groupId }: Outgoing) =>
    ordered
      ? {
          MessageGroupId: groupId ?? `group-${(dealt += 1) % groups}`,
          MessageDeduplicationId: randomUUID(),
        }
      : {}
  const batches = inTens(messages)
  const sender = async (): Promise<void> => {
    for (const batch of batches) {
      const Entries = batch.map((message, index) => ({
        Id: String(index),
        MessageBody: message.body,
        ...order(message),
        ...attributesOf(message),
      }))
      const { Failed } = await acting.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
      const [first] = Failed ?? []
      if (first !== undefined) {
        throw new PortError(
          'permanent',
          failure('queue-failed', { ...names, code: first.Code ?? 'SendMessageBatch' }),
        )
      }
      sent += batch.length
    }
  }
  try {
    await Promise.all(Array.from({ length: ordered ? 1 : senders }, sender))
  } catch (error) {
    throw toPortError(error, names)
  }
  return sent
}

const attributesOf = ({ originId, attributes = {} }: Outgoing) => {
  const texts = Object.entries({
    ...attributes,
    ...(originId === null ? {} : { [originAttribute]: originId }),
  })
  return texts.length === 0
    ? {}
    : {
        MessageAttributes: Object.fromEntries(
          texts.map(([name, text]) => [name, { DataType: 'String', StringValue: text }]),
        ),
      }
}

/** Makes a queue; an existing one is left as it is. */
export const createQueue = async (target: QueueTarget): Promise<void> => {
  const clients = createSqsClients(target.address, target.protocol === 'query' ? 'query' : 'json')
  const QueueName = target.queue.name
  const attributes = isFifo({ queueUrl: QueueName }) ? { Attributes: { FifoQueue: 'true' } } : {}
  try {
    await clients.acting.send(new CreateQueueCommand({ QueueName, ...attributes }))
  } catch (error) {
    throw toPortError(error, target.names)
  } finally {
    clients.close()
  }
}

function* inTens<T>(items: Iterable<T>): Generator<readonly T[]> {
  let batch: T[] = []
  for (const item of items) {
    batch.push(item)
    if (batch.length === 10) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}
