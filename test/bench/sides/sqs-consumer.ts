import { GetQueueUrlCommand, SQSClient, type Message } from '@aws-sdk/client-sqs'
import { createHash } from 'node:crypto'
import pg from 'pg'
import { Consumer } from 'sqs-consumer'
import { contend } from '../side.ts'

/**
 * `sqs-consumer` in its best plain form: ten messages a receive, one insert of several rows, one batch delete. The
 * variant is the number of them that work side by side in the process, each with its own connection.
 */
await contend(async ({ endpoint, queue, databaseUrl, count, variant = '1' }) => {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }
  const client = new SQSClient({ endpoint, region: 'us-east-1', credentials, useQueueUrlAsEndpoint: false })
  const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName: queue }))
  const many = Number(variant)
  const database = new pg.Pool({ connectionString: databaseUrl, max: many })
  await Promise.all(Array.from({ length: many }, () => database.query('select pg_sleep(0.01)')))
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')

  const insert = async (messages: readonly Message[]): Promise<void> => {
    const values = messages.flatMap((message) => {
      const login = JSON.parse(message.Body ?? '{}') as Record<string, string | null>
      const masks = [hash(login.ip ?? ''), hash(login.device_id ?? '')]
      return [login.user_id, login.device_type, ...masks, login.locale, login.app_version]
    })
    const rows = messages.map((_, row) => {
      const parameters = Array.from({ length: 6 }, (__, column) => `$${row * 6 + column + 1}`)
      return `(${parameters.join(', ')}, current_date)`
    })
    await database.query(`insert into bench_logins values ${rows.join(', ')}`, values)
  }

  return () =>
    new Promise((resolve, reject) => {
      let done = 0
      const consumers = Array.from({ length: many }, () =>
        Consumer.create({
          queueUrl: QueueUrl,
          sqs: client,
          batchSize: 10,
          waitTimeSeconds: 0,
          pollingWaitTimeMs: 0,
          handleMessageBatch: async (messages) => {
            await insert(messages)
            return messages
          },
        }),
      )
      for (const consumer of consumers) {
        consumer.on('response_processed', () => {
          if (done < count) return
          for (const each of consumers) each.stop()
          resolve(done)
        })
        consumer.on('message_processed', () => {
          done += 1
        })
        consumer.on('error', reject)
        consumer.on('processing_error', reject)
        consumer.start()
      }
    })
})
