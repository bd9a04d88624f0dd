import { SendMessageBatchCommand, SQSClient, CreateQueueCommand } from '@aws-sdk/client-sqs'
import type { QueueState } from '../double/queue-state.ts'
import type { Made, Sent } from './manifest.ts'

/** Puts messages into a queue of the double. */
export const sendToDouble = (queue: QueueState, messages: readonly Made[]): readonly Sent[] =>
  messages.map((message) => ({
    ...message,
    messageId: queue.send(message.body, { originId: message.originId ?? null }),
  }))

/** Sends messages like any producer, and records the id of each. */
export const sendToService = async (
  client: SQSClient,
  queueUrl: string,
  messages: readonly Made[],
): Promise<readonly Sent[]> => {
  const sent: Sent[] = []
  for (let start = 0; start < messages.length; start += 10) {
    const batch = messages.slice(start, start + 10)
    const { Successful = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: batch.map(({ body, originId }, index) => ({
          ...{ Id: String(index), MessageBody: body },
          ...(originId === undefined
            ? {}
            : { MessageAttributes: { 'sluice-origin-id': { DataType: 'String', StringValue: originId } } }),
        })),
      }),
    )
    for (const { Id, MessageId } of Successful) {
      const message = batch[Number(Id)]
      if (message !== undefined && MessageId !== undefined) sent.push({ ...message, messageId: MessageId })
    }
  }
  if (sent.length !== messages.length) throw new Error('The queue did not take every message')
  return sent
}

export const openClient = (endpoint: string): SQSClient =>
  new SQSClient({
    endpoint,
    region: 'us-east-1',
    useQueueUrlAsEndpoint: false,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })

/** Makes a queue with a visibility time-out and perhaps a dead-letter queue; returns its URL. */
export const makeQueue = async (
  client: SQSClient,
  name: string,
  attributes: Readonly<Record<string, string>>,
): Promise<string> => {
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }))
  return QueueUrl ?? ''
}
