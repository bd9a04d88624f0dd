import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs'
import { contend } from '../side.ts'
import { drainDoingNothing } from './ceiling.ts'

/** The ceiling on the SDK's default settings. */
await contend(async ({ endpoint, queue, count }) => {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }
  const client = new SQSClient({ endpoint, region: 'us-east-1', credentials, useQueueUrlAsEndpoint: false })
  const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName: queue }))
  return () => drainDoingNothing(client, QueueUrl, count)
})
