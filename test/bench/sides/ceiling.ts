import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'

/** A consumer that does no work at all: eight loops that receive ten messages and delete them. */
export const drainDoingNothing = async (
  client: SQSClient,
  QueueUrl: string,
  count: number,
): Promise<number> => {
  let deleted = 0
  const loop = async (): Promise<void> => {
    while (deleted < count) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
      )
      if (Messages.length === 0) return
      const Entries = Messages.map((message, index) => ({
        Id: String(index),
        ReceiptHandle: message.ReceiptHandle,
      }))
      await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
      deleted += Messages.length
    }
  }
  await Promise.all(Array.from({ length: 8 }, loop))
  return deleted
}
