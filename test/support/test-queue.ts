import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { openQueue } from '../../src/adapters/sqs/queue.ts'
import { createQueue, sendAll, type Outgoing } from '../../src/adapters/sqs/send.ts'
import { openQueueService, type QueueService, type QueueTarget } from '../../src/adapters/sqs/service.ts'
import type { QueuePort } from '../../src/pipeline/ports.ts'

/** A queue that nothing else uses, on the service that all tests share. */
export interface TestQueue {
  readonly name: string
  readonly endpoint: string
  readonly target: QueueTarget
  readonly service: QueueService
  readonly port: QueuePort
  readonly send: (messages: Iterable<string | Outgoing>) => Promise<number>
  readonly close: () => void
}

export const createTestQueue = async (): Promise<TestQueue> => {
  const name = `q-${randomUUID()}`
  const target = queueTarget(name)
  await createQueue(target)
  const service = await openQueueService(target)
  return {
    name,
    endpoint: inject('queueEndpoint'),
    target,
    service,
    port: await openQueue(service),
    send: (messages) => sendAll(service, outgoing(messages)),
    close: service.close,
  }
}

/** A queue by its name on the service that all tests share, or on another one. */
export const queueTarget = (name: string, endpoint: string = inject('queueEndpoint')): QueueTarget => ({
  address: { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } },
  queue: { name, url: null, endpoint: null, region: null },
  names: { queue: name, endpoint },
  protocol: 'json',
})

function* outgoing(messages: Iterable<string | Outgoing>): Generator<Outgoing> {
  for (const message of messages)
    yield typeof message === 'string' ? { body: message, originId: null } : message
}
