import type { Settings } from '../config.ts'
import { effectiveSettings } from '../effective-settings.ts'
import { joinTargets } from '../join-targets.ts'
import { sendSamples, type SeedOptions } from '../send-samples.ts'

/** Sends sample messages to the queue and returns how many. Throws `FailureError` or `PortError`. */
export const seedQueue = async (
  settings: Settings,
  options: SeedOptions,
  queueThread: URL,
): Promise<{ readonly sent: number; readonly queue: string }> => {
  await using opened = new AsyncDisposableStack()
  const effective = effectiveSettings(settings, 'queue')
  const targets = await joinTargets(effective, 'queue', queueThread)
  opened.defer(targets.close)
  const sent = await sendSamples(targets.queue, effective.event, options)
  return { sent, queue: targets.queue.names.queue }
}
