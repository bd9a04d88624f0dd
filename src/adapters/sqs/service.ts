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
  /** `auto` detects it at the first call. */
  readonly protocol: Protocol | 'auto'
}

/** A queue that was found, with the service's own URL for it. */
export interface QueueService extends SqsClients {
  readonly names: QueueNames
  readonly queueUrl: string
  readonly protocol: Protocol
}

/** Whether the queue keeps the order of messages of one group; SQS recognises such queues by their names. */
export const isFifo = ({ queueUrl }: Pick<QueueService, 'queueUrl'>): boolean => queueUrl.endsWith('.fifo')

/**
 * Finds the queue. With `auto` it asks in JSON, and if the answer is not SQS's, again in Query. Throws `PortError`;
 * if neither works, the one from JSON.
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

/** Services that do not know JSON answer with XML, a server error, or "unknown action". */
const mayBeProtocol = ({ failure }: PortError): boolean =>
  failure.code === 'queue-protocol' || failure.code === 'queue-failed' || failure.code === 'queue-busy'

const findQueue = async (target: QueueTarget, protocol: Protocol): Promise<QueueService> => {
  const { names } = target
  const clients = createSqsClients(target.address, protocol)
  try {
    // An AWS URL is used as it is: its user may lack the right to look queues up.
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
