import { GetQueueUrlCommand } from '@aws-sdk/client-sqs'
import { PortError } from '../../pipeline/ports.ts'
import { createSqsClients, type Protocol, type QueueAddress, type SqsClients } from './client.ts'
import { toPortError, type QueueNames } from './errors.ts'
import type { QueueName } from './queue-name.ts'

/** Where a queue is and how to speak to it. */
export interface QueueTarget {
  readonly address: QueueAddress
  readonly queue: QueueName
  readonly names: QueueNames
  /** `auto` finds out at the first call. */
  readonly protocol: Protocol | 'auto'
}

/** A queue that has been found, under the URL by which the service itself knows it. */
export interface QueueService extends SqsClients {
  readonly names: QueueNames
  readonly queueUrl: string
  readonly protocol: Protocol
}

/** Whether the queue keeps the order of messages of one group; SQS tells such queues by their names. */
export const isFifo = ({ queueUrl }: Pick<QueueService, 'queueUrl'>): boolean => queueUrl.endsWith('.fifo')

/**
 * Finds the queue. With `auto` it asks in JSON, and where the answer is none of SQS's it asks again in Query. Throws
 * `PortError`; where neither is understood, the one that says what came of JSON.
 */
export const openQueueService = async (target: QueueTarget): Promise<QueueService> => {
  if (target.protocol !== 'auto') return findQueue(target, target.protocol)
  try {
    return await findQueue(target, 'json')
  } catch (error) {
    if (!(error instanceof PortError) || !mayBeProtocol(error)) throw error
    return await findQueue(target, 'query').catch(() => {
      throw error
    })
  }
}

/** Services that do not know JSON answer it with XML, with a server error, or with "unknown action". */
const mayBeProtocol = ({ failure }: PortError): boolean =>
  failure.code === 'queue-protocol' || failure.code === 'queue-failed' || failure.code === 'queue-busy'

const findQueue = async (target: QueueTarget, protocol: Protocol): Promise<QueueService> => {
  const { names } = target
  const clients = createSqsClients(target.address, protocol)
  try {
    // A URL of AWS's own is used as it is: whoever gives one may lack the right to look queues up.
    if (target.queue.url !== null) return { ...clients, names, protocol, queueUrl: target.queue.url }
    const { QueueUrl } = await clients.acting.send(
      new GetQueueUrlCommand({
        QueueName: target.queue.name,
        ...(target.queue.owner == null ? {} : { QueueOwnerAWSAccountId: target.queue.owner }),
      }),
    )
    if (QueueUrl === undefined) throw new SyntaxError('The answer has no QueueUrl')
    return { ...clients, names, protocol, queueUrl: QueueUrl }
  } catch (error) {
    clients.close()
    throw toPortError(error, names)
  }
}
