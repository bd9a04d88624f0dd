import { readPolicyOf } from '../../adapters/sqs/dead-letter-queue.ts'
import type { RedrivePolicy } from '../../adapters/sqs/dead-letters.ts'
import { openQueue } from '../../adapters/sqs/queue.ts'
import { openQueueService, type QueueService } from '../../adapters/sqs/service.ts'
import type { PeekPrice } from '../../contract/dead-letter-work.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import { mostPeeked, type Peek } from '../../contract/dead-letters.ts'
import type { DeadLetterPolicy } from '../../contract/events.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import { peekAt } from '../../pipeline/dead-letters/peek.ts'
import type { Settings } from '../config.ts'
import { effectiveSettings } from '../effective-settings.ts'
import { joinTargets } from '../join-targets.ts'
import { prepareRejected } from '../retry-rejected.ts'
import { coversOf } from '../show-rejected.ts'
import type { ReadingRules } from '../run-rules.ts'
import { openStorage, type Storage } from '../storage.ts'

export interface PeekRequest {
  readonly most: number
  /** Looks even if that may send messages to the dead-letter queue. */
  readonly anyway: boolean
}

/**
 * Looks at messages of the live queue as a run would judge them, and gives them back. Throws `FailureError` with `peek-unsafe`
 * if the look alone would use up a message's receives, or `PortError`.
 *
 * @param onPrice is told the cost before the first receive
 */
export const peek = async (
  settings: Settings,
  { most, anyway }: PeekRequest,
  queueThread: URL,
  onPrice: (price: PeekPrice) => void,
  signal: AbortSignal,
): Promise<Peek & { readonly event: EventDefinition }> => {
  await using opened = new AsyncDisposableStack()
  const effective = { ...effectiveSettings(settings, 'both'), lookOnly: true }
  const { event } = effective
  const targets = await joinTargets(effective, 'both', queueThread)
  opened.defer(targets.close)
  const service = await openQueueService(targets.queue)
  opened.defer(service.close)
  const policy = await demandReceives(service, anyway)
  const storage = await openStorage(targets.database, effective)
  opened.defer(storage.close)
  onPrice({ queue: service.names.queue, policy })
  const rules = { allowUnknownFields: effective.allowUnknownFields }
  return { ...(await peekOn({ service, storage, event, rules, most, policy }, signal)), event }
}

/** An open queue and database, and how messages are judged. */
export interface PeekOn {
  readonly service: QueueService
  readonly storage: Storage
  readonly event: EventDefinition
  readonly rules: ReadingRules
  readonly most: number
  readonly policy: DeadLetterPolicy | null
}

/** Looks, once that is allowed. Rejects with `PortError`, after giving back what it can. */
export const peekOn = async (
  { service, storage, event, rules, most, policy }: PeekOn,
  signal: AbortSignal,
): Promise<Peek> => {
  const maxReceiveCount = policy?.maxReceiveCount ?? null
  const seen = await peekAt(
    {
      queue: await openQueue(service),
      store: storage.store,
      prepare: prepareRejected({ storage, event, rules }),
      cover: coversOf(event).cover,
      most: Math.min(most, mostPeeked),
      maxReceiveCount,
    },
    signal,
  )
  return { queue: service.names.queue, ...seen, maxReceiveCount, deadLetters: policy?.name ?? null }
}

/**
 * The receive at which the queue gives a message up, and where to; null if it never does. Throws `FailureError` with
 * `peek-unsafe` if a look alone would use up a message's receives.
 */
export const demandReceives = async (
  service: QueueService,
  anyway: boolean,
): Promise<RedrivePolicy | null> => {
  const policy = await readPolicyOf(service)
  if (policy?.maxReceiveCount !== 1 || anyway) return policy
  throw new FailureError(failure('peek-unsafe', { queue: service.names.queue, deadLetters: policy.name }))
}
