import { failure, FailureError, type Failure } from '../../contract/failure.ts'
import { preferenceMistakes } from '../../contract/preferences.ts'
import type { SettingsOutputs } from '../../contract/settings.ts'
import { builtInAddresses } from '../built-in-addresses.ts'
import type { Settings } from '../config.ts'
import type { Connection } from '../connection.ts'
import { keyTroubles, takeFormerKey } from '../former-key.ts'
import { showKeys } from '../key-ring.ts'
import type { SettingsFile } from '../settings-file.ts'
import { eventMistakes, storedEvent } from '../stored-event.ts'
import type { Handlers } from './handlers.ts'
import { createEmbeddedHandlers, createProfileHandlers } from './profile-handlers.ts'
import { createSettingsShelf, type Reconnecting } from './settings-shelf.ts'

interface Hooks extends Reconnecting {
  /** Why there is no connection; null if there is one. */
  readonly trouble: () => Failure | null
  /** Throws `FailureError` with `not-ready` if nothing is connected. */
  readonly connected: () => Pick<Connection, 'targets'>
}

/** @param settings from the command line and the environment */
export const createSettingsHandlers = (
  settings: Settings,
  file: SettingsFile,
  hooks: Hooks,
): Handlers<Exclude<keyof SettingsOutputs, 'chooseEvent'>> => {
  const { reconnect, trouble, connected } = hooks
  const shelf = createSettingsShelf(settings, file, hooks)
  const { read, keep, view } = shelf
  return {
    getSettings: async () => view(),
    ...createProfileHandlers(settings, shelf),
    ...createEmbeddedHandlers(settings, shelf, connected),
    getAddresses: async () => builtInAddresses(connected().targets, settings.dataFolder),
    lookAtEvent: async ({ path }) => {
      const mistakes = eventMistakes(path.trim())
      return mistakes.length === 0
        ? { readable: true, event: storedEvent(path.trim()) }
        : { readable: false, mistakes }
    },
    useKey: async ({ purpose, path }) => {
      const code = trouble()?.code
      if (code === undefined || !keyTroubles.has(code))
        throw new FailureError(failure('command-invalid', { command: 'useKey', problems: 'the keys fit' }))
      if (settings.keys[purpose] !== null) throw new FailureError(failure('environment-decides'))
      const mistake = takeFormerKey(showKeys(settings), purpose, path.trim())
      if (mistake !== null) return { saved: false, mistakes: { path: mistake } }
      await reconnect()
      return { saved: true, value: view() }
    },
    savePreferences: async ({ preferences }) => {
      const mistakes = preferenceMistakes(preferences)
      if (Object.keys(mistakes).length > 0) return { saved: false, mistakes }
      const stored = read()
      // The connection has judged its table by this.
      const isInUse = preferences.pipeline.rejectMisfits !== stored.preferences.pipeline.rejectMisfits
      await keep({ ...stored, preferences }, isInUse)
      return { saved: true, value: view() }
    },
  }
}
