import {
  DeleteMessageBatchCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { createSqsClients } from '../../../src/adapters/sqs/client.ts'
import { contend, type SideOptions } from '../side.ts'

const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }
const region = 'us-east-1'

/** Two clients like Sluice's, or one for everything with this many connections. */
const openClients = ({ endpoint, variant = '' }: SideOptions): readonly [SQSClient, SQSClient] => {
  if (variant === 'sluice') {
    const { receiving, acting } = createSqsClients({ endpoint, region, credentials }, 'json')
    return [receiving, acting]
  }
  const maxSockets = Number(variant)
  const requestHandler = { httpAgent: { maxSockets }, socketAcquisitionWarningTimeout: 3_600_000 }
  const one = new SQSClient({ endpoint, region, credentials, useQueueUrlAsEndpoint: false, requestHandler })
  return [one, one]
}

/** With sixty long polls open on an empty queue, how long does a delete take? */
await contend(async (options) => {
  const [receiving, acting] = openClients(options)
  const { QueueUrl = '' } = await acting.send(new GetQueueUrlCommand({ QueueName: options.queue }))
  const poll = () => receiving.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }))
  const remove = () =>
    acting.send(
      new DeleteMessageBatchCommand({ QueueUrl, Entries: [{ Id: '0', ReceiptHandle: 'of-nothing' }] }),
    )
  return async () => {
    const times: number[] = []
    for (let index = 0; index < options.count; index += 1) await remove()
    let open = true
    const polls = Array.from({ length: 60 }, async () => {
      while (open) await poll()
    })
    await new Promise((resolve) => setTimeout(resolve, 500))
    const timed = async (): Promise<void> => {
      const start = performance.now()
      await remove()
      times.push(performance.now() - start)
    }
    // At an even pace, whether earlier ones are answered or not, as after commits.
    const deletes: Promise<void>[] = []
    for (let index = 0; index < options.count; index += 1) {
      deletes.push(timed())
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    await Promise.all(deletes)
    open = false
    await Promise.all(polls)
    times.sort((a, b) => a - b)
    const at = (share: number): number => times[Math.ceil(times.length * share) - 1] ?? NaN
    return { messages: times.length, notes: { p50: at(0.5), p99: at(0.99) } }
  }
})
