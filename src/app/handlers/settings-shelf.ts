import type { SettingsView } from '../../contract/settings.ts'
import type { Settings } from '../config.ts'
import { isNamed } from '../database-settings.ts'
import { showKeys } from '../key-ring.ts'
import { showProfile } from '../profiles.ts'
import type { SettingsFile } from '../settings-file.ts'
import type { StoredSettings } from '../stored-settings.ts'

/** The stored settings, as a person changes them. */
export interface SettingsShelf {
  readonly read: () => StoredSettings
  /**
   * Writes them. If the connection uses what differs, throws `FailureError` with `run-active` while a run goes
   * on, and reconnects afterwards.
   */
  readonly keep: (next: StoredSettings, isInUse: boolean) => Promise<void>
  readonly view: () => SettingsView
  readonly fromEnvironment: SettingsView['fromEnvironment']
  /** Whether the stored connection is ignored, as queue and database are both given. */
  readonly isDecided: boolean
}

export interface Reconnecting {
  /** Throws `FailureError` with `run-active` during a run. */
  readonly refuseDuringRun: () => void
  readonly reconnect: () => Promise<unknown>
}

/** @param settings from the command line and the environment */
export const createSettingsShelf = (
  settings: Settings,
  file: SettingsFile,
  { refuseDuringRun, reconnect }: Reconnecting,
): SettingsShelf => {
  const fromEnvironment = fromEnvironmentOf(settings)
  return {
    read: file.read,
    keep: async (next, isInUse) => {
      if (isInUse) refuseDuringRun()
      file.write(next)
      if (isInUse) await reconnect()
    },
    view: () => {
      const { profiles, activeId, embeddedEvent = null, preferences } = file.read()
      return {
        file: file.path,
        profiles: profiles.map(showProfile),
        activeId,
        embeddedEvent,
        preferences,
        fromEnvironment,
        keys: showKeys(settings),
        notices: file.notices(),
      }
    },
    fromEnvironment,
    isDecided: fromEnvironment.queue && fromEnvironment.database,
  }
}

/** What the command line and the environment decide and the page cannot. */
const fromEnvironmentOf = (settings: Settings): SettingsView['fromEnvironment'] => ({
  queue: settings.queue.kind === 'remote',
  database: isNamed(settings.database),
  event: settings.given?.event ?? false,
  ledgerDays: settings.given?.ledgerDays ?? false,
  rejectedDays: settings.rejectedDays !== undefined,
  allowUnknownFields: settings.given?.allowUnknownFields ?? false,
  rejectMisfits: settings.given?.rejectsMisfits ?? false,
  maxRejectedShare: settings.maxRejectedShare !== undefined,
})
