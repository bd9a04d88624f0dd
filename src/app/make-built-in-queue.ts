import { randomInt } from 'node:crypto'
import { createQueue, sendAll } from '../adapters/sqs/send.ts'
import { openQueueService, type QueueTarget } from '../adapters/sqs/service.ts'
import type { EventDefinition } from '../contract/event-definition.ts'
import { logins } from '../contract/logins.ts'
import { definitionHash } from '../pipeline/definition-hash.ts'
import { PortError } from '../pipeline/ports.ts'
import { sampleBodies } from './sample.ts'

/** How many sample messages the built-in queue holds at the very first start, and how many of them are malformed. */
const firstSamples = { count: 100, malformed: 1 }

/**
 * Creates the queue if it does not exist, and returns how many samples were sent: none to an existing queue, and none if
 * the messages are of another event than logins.
 */
export const makeBuiltInQueue = async (target: QueueTarget, event: EventDefinition): Promise<number> => {
  const found = await openQueueService(target).catch((error: unknown) => {
    if (error instanceof PortError && error.failure.code === 'queue-missing') return null
    throw error
  })
  if (found !== null) {
    found.close()
    return 0
  }
  await createQueue(target)
  if (definitionHash(event) !== definitionHash(logins)) return 0
  const service = await openQueueService(target)
  try {
    const bodies = sampleBodies({ ...firstSamples, seed: randomInt(2 ** 31) })
    return await sendAll(
      service,
      bodies.map((body) => ({ body, originId: null })),
    )
  } finally {
    service.close()
  }
}
