import { readPolicyOf } from '../../adapters/sqs/dead-letter-queue.ts'
import type { RedrivePolicy } from '../../adapters/sqs/dead-letters.ts'
import { openQueue } from '../../adapters/sqs/queue.ts'
import { openQueueService, type QueueService } from '../../adapters/sqs/service.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import { mostPeeked, type Peek } from '../../contract/dead-letters.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import { peekAt } from '../../pipeline/dead-letters/peek.ts'
import type { Settings } from '../config.ts'
import { effectiveSettings } from '../effective-settings.ts'
import { joinTargets } from '../join-targets.ts'
import { prepareRejected } from '../retry-rejected.ts'
import { coversOf } from '../show-rejected.ts'
import { openStorage } from '../storage.ts'

/** What a look at the live queue costs, said before it. */
export interface PeekPrice {
  readonly queue: string
  /** Null where the queue gives no message up. */
  readonly policy: Pick<RedrivePolicy, 'name' | 'maxReceiveCount'> | null
}

export interface PeekRequest {
  readonly most: number
  /** Looks although it may bring messages to the dead-letter queue. */
  readonly anyway: boolean
}

/**
 * Looks at messages of the live queue as a run would judge them, and gives them back. Throws `FailureError` with `peek-unsafe`
 * where the look alone would use up what receives a message has, or `PortError`.
 *
 * @param onPrice hears before the first receive what it costs
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
  const { queue } = service.names
  onPrice({ queue, policy })
  const seen = await peekAt(
    {
      queue: await openQueue(service),
      store: storage.store,
      prepare: prepareRejected({
        ...{ storage, event },
        rules: { allowUnknownFields: effective.allowUnknownFields },
      }),
      cover: coversOf(event).cover,
      most: Math.min(most, mostPeeked),
      maxReceiveCount: policy?.maxReceiveCount ?? null,
    },
    signal,
  )
  return {
    ...{ queue, event, ...seen },
    maxReceiveCount: policy?.maxReceiveCount ?? null,
    deadLetters: policy?.name ?? null,
  }
}

/**
 * From which receive on the queue gives a message up, and where to; null where it never does. Throws `FailureError` with
 * `peek-unsafe` where a look alone would use up what receives a message has.
 */
export const demandReceives = async (
  service: QueueService,
  anyway: boolean,
): Promise<RedrivePolicy | null> => {
  const policy = await readPolicyOf(service)
  if (policy?.maxReceiveCount !== 1 || anyway) return policy
  throw new FailureError(failure('peek-unsafe', { queue: service.names.queue, deadLetters: policy.name }))
}
