import { sendAll, type Outgoing } from '../adapters/sqs/send.ts'
import { openQueueService, type QueueTarget } from '../adapters/sqs/service.ts'
import type { EventDefinition } from '../contract/event-definition.ts'
import { logins } from '../contract/logins.ts'
import { eventSamples } from './event-sample.ts'
import type { SampleOptions } from './sample.ts'

export interface SeedOptions extends SampleOptions {
  /** Names each message by seed and place, so that sending the same samples again makes no second row. */
  readonly withOriginIds: boolean
}

/** Sends made-up messages of the event to the queue and answers how many. Throws `FailureError` or `PortError`. */
export const sendSamples = async (
  target: QueueTarget,
  event: EventDefinition,
  options: SeedOptions,
): Promise<number> => {
  const service = await openQueueService(target)
  try {
    return await sendAll(service, outgoing(event, options))
  } finally {
    service.close()
  }
}

function* outgoing(event: EventDefinition, options: SeedOptions): Generator<Outgoing> {
  const { withOriginIds, seed, count } = options
  // Samples of another event are other messages, whatever their seed.
  const name = event.name === logins.name ? 'sample' : `sample-${event.name}`
  let index = 0
  for (const sample of eventSamples(event, options)) {
    yield { ...sample, originId: withOriginIds ? `${name}-${seed}-${count}-${index}` : null }
    index += 1
  }
}
