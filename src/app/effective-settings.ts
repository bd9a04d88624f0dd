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
 * A command's settings: the connection that was chosen in the app, unless the command line or the
 * environment names another. Throws `FailureError` if the choice cannot be read and none was given: the built-in
 * one would be the wrong place to load into.
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

/** If everything that a command needs is given, neither a stored connection nor its event is used. */
const noConnection = { activeId: embeddedProfileId, embeddedEvent: null }

const isGiven = ({ queue, database }: Settings, need: Need): boolean =>
  (need === 'database' || queue.kind === 'remote') && (need === 'queue' || isNamed(database))

/** If queue and database are given, the file only adds preferences, which have defaults. */
const storedIfUsable = ({ dataFolder }: Settings) => {
  try {
    return readStoredSettings(dataFolder)
  } catch {
    return usualSettings
  }
}

/** Why a run on the command line must not begin; null if it may. */
export const settingsProblem = (settings: Settings): Failure | null => {
  try {
    effectiveSettings(settings, 'both')
    return null
  } catch (error) {
    return toFailure(error)
  }
}
