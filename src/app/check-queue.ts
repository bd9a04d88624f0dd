import { openQueue } from '../adapters/sqs/queue.ts'
import { readQueueFacts, type QueueFacts } from '../adapters/sqs/queue-facts.ts'
import { openQueueService } from '../adapters/sqs/service.ts'
import type { CheckUpItem } from '../contract/settings.ts'
import { checkUpFailure, fine, unknown } from './check-up-item.ts'
import type { OpenQueueTarget } from './targets.ts'

/** What can be known of a queue without receiving from it. Does not reject. */
export const checkQueue = async (target: OpenQueueTarget): Promise<readonly CheckUpItem[]> => {
  using opened = new DisposableStack()
  try {
    const service = await openQueueService(target)
    opened.defer(service.close)
    const queue = await openQueue(service)
    const { visible, inFlight, delayed } = await queue.depth()
    const where = target.embedded ? `built in, at ${target.names.endpoint}` : `at ${target.names.endpoint}`
    const protocol = service.protocol === 'query' ? ' in the Query protocol' : ''
    const counts = `about ${visible} waiting, ${inFlight} in flight, ${delayed} delayed`
    const answers = fine('queue', `${target.names.queue} (${where}) answers${protocol}: ${counts}.`)
    return [answers, ...factItems(await readQueueFacts(service))]
  } catch (error) {
    return [checkUpFailure('queue', error)]
  }
}

const factItems = (facts: QueueFacts): readonly CheckUpItem[] => [
  visibilityItem(facts),
  ...(facts.isFifo
    ? [fine('fifo', 'The queue is FIFO: messages of a group are loaded in their order.')]
    : []),
  policyItem(facts),
  unknown('queue-rights', rightsSentence(facts)),
]

const visibilityItem = ({ visibility, hiddenFor }: QueueFacts): CheckUpItem => {
  const ours = `Sluice hides what it receives for ${hiddenFor} seconds, and longer while it is worked on.`
  if (visibility === null)
    return unknown(
      'visibility',
      `The service does not say for how long a received message is hidden. ${ours}`,
    )
  return fine(
    'visibility',
    visibility === hiddenFor
      ? `A received message is hidden from others for ${visibility} seconds, and longer while it is worked on.`
      : `The queue's own time-out of ${visibility} seconds is too short to settle a message. ${ours}`,
  )
}

const policyItem = ({ policy }: QueueFacts): CheckUpItem => {
  if (policy === null)
    return fine(
      'dead-letters',
      'The queue has no dead-letter queue: every message stays, however often it is received.',
    )
  const { name, maxReceiveCount } = policy
  const limit = `After ${maxReceiveCount} ${maxReceiveCount === 1 ? 'receive' : 'receives'} a message goes to ${name}`
  return fine(
    'dead-letters',
    maxReceiveCount === 1
      ? `${limit}: a dry run is refused, as its look would be the only one, and what a run holds when it is stopped goes there. Set maxReceiveCount to 3 or more to be safe.`
      : `${limit}.`,
  )
}

const rightsSentence = ({ isEncryptedByKey }: QueueFacts): string => {
  const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility']
  const all = isEncryptedByKey ? [...actions, 'kms:Decrypt'] : actions
  return `Whether ${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''} are allowed shows when the first message is received.`
}
