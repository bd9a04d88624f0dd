import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { createHash } from 'node:crypto'
import pg from 'pg'
import { contend } from '../side.ts'

/** The algorithm of the data-engineering assignment: one message a receive, a bare hash, one insert, one commit, one delete. */
await contend(async ({ endpoint, queue, databaseUrl, count }) => {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }
  const client = new SQSClient({ endpoint, region: 'us-east-1', credentials, useQueueUrlAsEndpoint: false })
  const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName: queue }))
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  return async () => {
    let done = 0
    while (done < count) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1 }),
      )
      const [message] = Messages
      if (message === undefined) break
      const login = JSON.parse(message.Body ?? '{}') as Record<string, string | null>
      await database.query('begin')
      await database.query('insert into bench_logins values ($1, $2, $3, $4, $5, $6, current_date)', [
        login.user_id,
        login.device_type,
        hash(login.ip ?? ''),
        hash(login.device_id ?? ''),
        login.locale,
        login.app_version,
      ])
      await database.query('commit')
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }))
      done += 1
    }
    return done
  }
})
