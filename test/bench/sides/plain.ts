import { DeleteMessageBatchCommand, GetQueueUrlCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { createSqsClients } from '../../../src/adapters/sqs/client.ts'
import { contend } from '../side.ts'
import { benchCredentials } from './sluice-parts.ts'

/** One loop that receives ten messages and deletes them, until a receive brings none. */
await contend(async ({ endpoint, queue }) => {
  const client = createSqsClients(
    { endpoint, region: 'us-east-1', credentials: benchCredentials },
    'json',
  ).receiving
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: queue }))
  return async () => {
    let deleted = 0
    for (;;) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
      )
      if (Messages.length === 0) return deleted
      const Entries = Messages.map((message, index) => ({
        Id: String(index),
        ReceiptHandle: message.ReceiptHandle,
      }))
      await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
      deleted += Messages.length
    }
  }
})
