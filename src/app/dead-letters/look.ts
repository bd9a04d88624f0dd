import { lookAtDeadLetters } from '../../adapters/sqs/dead-letter-queue.ts'
import { openQueueService } from '../../adapters/sqs/service.ts'
import type { DeadLetterView } from '../../contract/dead-letters.ts'
import type { Settings } from '../config.ts'
import { effectiveSettings } from '../effective-settings.ts'
import { joinTargets } from '../join-targets.ts'

/** What can be known of the queue's dead letters without receiving any. Throws `FailureError` or `PortError`. */
export const showDeadLetters = async (settings: Settings, queueThread: URL): Promise<DeadLetterView> => {
  await using opened = new AsyncDisposableStack()
  const targets = await joinTargets(effectiveSettings(settings, 'queue'), 'queue', queueThread)
  opened.defer(targets.close)
  const service = await openQueueService(targets.queue)
  opened.defer(service.close)
  return await lookAtDeadLetters(service)
}
