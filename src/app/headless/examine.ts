import type { CheckUpItem } from '../../contract/settings.ts'
import { checkUpFailure } from '../check-up-item.ts'
import { checkUp } from '../check-up.ts'
import type { Settings } from '../config.ts'
import { effectiveSettings } from '../effective-settings.ts'
import { joinTargets } from '../join-targets.ts'

/**
 * Checks everything and changes nothing but what a first start creates. Does not throw for what it finds, but a
 * `FailureError` if it cannot know what to check.
 */
export const examine = async (settings: Settings, queueThread: URL): Promise<readonly CheckUpItem[]> => {
  const effective = effectiveSettings(settings, 'both')
  await using opened = new AsyncDisposableStack()
  try {
    const targets = await joinTargets(effective, 'both', queueThread)
    opened.defer(targets.close)
    return await checkUp(targets, effective)
  } catch (error) {
    return [checkUpFailure('start', error)]
  }
}
