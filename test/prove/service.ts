import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { buildApp } from 'fauxqs'
import { startSqsDouble, type SqsDouble } from '../double/sqs-double.ts'
import type { Made, Sent } from './manifest.ts'
import { makeQueue, openClient, sendToDouble, sendToService } from './send.ts'

/** A queue for one row of the proof. */
export interface ProofQueue {
  readonly name: string
  readonly send: (messages: readonly Made[]) => Promise<readonly Sent[]>
  readonly depth: () => Promise<{ readonly visible: number; readonly inFlight: number }>
  /** How many messages the queue holds, in whatever state. */
  readonly held: () => Promise<number>
}

/** Where queues of one kind are made. */
export interface QueueHouse {
  readonly port: number
  readonly open: (name: string, visibilitySeconds: number) => Promise<ProofQueue>
  readonly close: () => Promise<void>
}

interface Server {
  readonly listen: (address: { readonly port: number; readonly host: string }) => Promise<string>
  readonly close: () => Promise<void>
  readonly server: { readonly closeAllConnections: () => void }
}

/** Makes a queue at a service that speaks SQS. */
export const openAt = async (
  client: SQSClient,
  name: string,
  visibilitySeconds: number,
): Promise<ProofQueue> => {
  const url = await makeQueue(client, name, { VisibilityTimeout: String(visibilitySeconds) })
  const depth = async () => {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
    )
    return {
      visible: Number(Attributes.ApproximateNumberOfMessages ?? 0),
      inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
    }
  }
  return {
    name,
    send: (messages) => sendToService(client, url, messages),
    depth,
    held: async () => {
      const { visible, inFlight } = await depth()
      return visible + inFlight
    },
  }
}

/** fauxqs: queues as an emulator of SQS plays them. */
export const startEmulator = async (): Promise<QueueHouse> => {
  const server = buildApp({ logger: false }) as unknown as Server
  const endpoint = await server.listen({ port: 0, host: '127.0.0.1' })
  const client = openClient(endpoint)
  return {
    port: Number(new URL(endpoint).port),
    open: (name, visibilitySeconds) => openAt(client, name, visibilitySeconds),
    close: async () => {
      client.destroy()
      const closed = server.close()
      // It would wait minutes for a request that a fault cut in half.
      server.server.closeAllConnections()
      await closed
    },
  }
}

/** The double: one queue, which delivers earlier messages again, deleted or not. */
export const startMischief = async (seed: number, share: number, most: number): Promise<QueueHouse> => {
  const double = await startSqsDouble({ seed, rules: { visibilitySeconds: 2 } })
  Object.assign(double.queue.mischief, { redeliverShare: share, redeliverLeft: most, doubleNext: most })
  return houseOf(double)
}

/** The double: one queue, which reports times of sending in another form than SQS, or not at all. */
export const startTimekeeper = async (tell: (milliseconds: number) => unknown): Promise<QueueHouse> => {
  const double = await startSqsDouble({ rules: { visibilitySeconds: 2 } })
  double.script.rewrite = (kind, document) => (kind === 'messages' ? retell(document, tell) : document)
  return houseOf(double)
}

interface Told {
  readonly Messages?: readonly { readonly Attributes: { readonly SentTimestamp: string } }[]
}

const retell = (document: Told, tell: (milliseconds: number) => unknown): object => ({
  Messages: (document.Messages ?? []).map((message) => ({
    ...message,
    Attributes: { ...message.Attributes, SentTimestamp: tell(Number(message.Attributes.SentTimestamp)) },
  })),
})

const houseOf = (double: SqsDouble): QueueHouse => ({
  port: double.port,
  open: async () => ({
    name: double.queueName,
    send: async (messages) => sendToDouble(double.queue, messages),
    depth: async () => double.queue.depth(),
    held: async () => double.queue.ids().length,
  }),
  close: double.close,
})
