import type { Failure } from '../contract/failure.ts'
import { embeddedProfileId } from '../contract/settings.ts'
import type { Settings } from './config.ts'
import { isNamed } from './database-settings.ts'
import { toFailure } from './faults.ts'
import { applyStored } from './preferences.ts'
import { readStoredSettings } from './settings-file.ts'
import { usualSettings } from './stored-settings.ts'
import type { Need } from './targets.ts'

/**
 * The settings of a command without a window: the connection that was chosen in the app, unless the command line or the
 * environment says another. Throws `FailureError` where the choice cannot be known and was not given either: what is
 * built in would be the wrong place to drain into.
 *
 * @param need what the command will use
 */
export const effectiveSettings = (settings: Settings, need: Need): Settings =>
  applyStored(
    settings,
    isGiven(settings, need)
      ? { ...storedIfUsable(settings), ...noConnection }
      : readStoredSettings(settings.dataFolder),
  )

/** Where all that a command needs is given, nothing of a stored connection is in use, nor is its event. */
const noConnection = { activeId: embeddedProfileId, embeddedEvent: null }

const isGiven = ({ queue, database }: Settings, need: Need): boolean =>
  (need === 'database' || queue.kind === 'remote') && (need === 'queue' || isNamed(database))

/** Where queue and database are given, the file has but the preferences, which have usual values. */
const storedIfUsable = ({ dataFolder }: Settings) => {
  try {
    return readStoredSettings(dataFolder)
  } catch {
    return usualSettings
  }
}

/** Why a run without a window must not begin; null where it may. */
export const settingsProblem = (settings: Settings): Failure | null => {
  try {
    effectiveSettings(settings, 'both')
    return null
  } catch (error) {
    return toFailure(error)
  }
}
