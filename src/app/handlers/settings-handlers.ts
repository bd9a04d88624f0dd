import { failure, FailureError, type Failure } from '../../contract/failure.ts'
import { preferenceMistakes } from '../../contract/preferences.ts'
import {
  embeddedProfileId,
  type Mistakes,
  type SettingsOutputs,
  type SettingsView,
} from '../../contract/settings.ts'
import { builtInAddresses } from '../built-in-addresses.ts'
import { checkUp } from '../check-up.ts'
import type { Settings } from '../config.ts'
import type { Connection } from '../connection.ts'
import { isNamed } from '../database-settings.ts'
import { keyTroubles, takeFormerKey } from '../former-key.ts'
import { showKeys } from '../key-ring.ts'
import { checkProfile, databaseOf, queueOf, showProfile } from '../profiles.ts'
import type { SettingsFile } from '../settings-file.ts'
import { eventMistakes, storedEvent } from '../stored-event.ts'
import { remoteQueue } from '../queue-target.ts'
import type { Handlers } from './handlers.ts'

/** How long a test of a connection may take, in milliseconds. */
const testLimit = 25_000

interface Hooks {
  /** Throws `FailureError` with `run-active` while a run goes on. */
  readonly refuseDuringRun: () => void
  readonly reconnect: () => Promise<unknown>
  /** What stands in the way of a connection; null where there is one. */
  readonly trouble: () => Failure | null
  /** Throws `FailureError` with `not-ready` where nothing is connected. */
  readonly connected: () => Pick<Connection, 'targets'>
}

const mistakesOf = (event: string | null): Mistakes<'event'> => {
  const mistakes = eventMistakes(event?.trim() ?? null)
  return mistakes.length === 0 ? {} : { event: mistakes.join('\n') }
}

/** What the command line and the environment decide, which the page may not. */
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

/** @param settings as the command line and the environment have them */
export const createSettingsHandlers = (
  settings: Settings,
  file: SettingsFile,
  { refuseDuringRun, reconnect, trouble, connected }: Hooks,
): Handlers<Exclude<keyof SettingsOutputs, 'chooseEvent'>> => {
  const fromEnvironment = fromEnvironmentOf(settings)
  const isDecided = fromEnvironment.queue && fromEnvironment.database

  const view = (): SettingsView => {
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
  }

  const present = (id: string): void => {
    if (id === embeddedProfileId || file.read().profiles.some((profile) => profile.id === id)) return
    throw new FailureError(failure('not-found', { what: 'connection', id }))
  }

  /** As a run of that connection would have it. */
  const withEvent = (path: string | null): Settings =>
    fromEnvironment.event || path === null ? settings : { ...settings, event: storedEvent(path.trim()) }

  return {
    getSettings: async () => view(),
    saveProfile: async ({ profile: draft }) => {
      const stored = file.read()
      if (draft.id !== null) present(draft.id)
      const { mistakes, profile } = checkProfile(draft, stored.profiles)
      if (Object.keys(mistakes).length > 0) return { saved: false, mistakes }
      const isInUse = stored.activeId === profile.id && !isDecided
      if (isInUse) refuseDuringRun()
      const others = stored.profiles.filter(({ id }) => id !== profile.id)
      const place = stored.profiles.findIndex(({ id }) => id === profile.id)
      const profiles = others.toSpliced(place < 0 ? others.length : place, 0, profile)
      file.write({ ...stored, profiles })
      if (isInUse) await reconnect()
      return { saved: true, value: { id: profile.id, settings: view() } }
    },
    deleteProfile: async ({ id }) => {
      present(id)
      const stored = file.read()
      if (id === stored.activeId || id === embeddedProfileId)
        throw new FailureError(failure('profile-in-use'))
      file.write({ ...stored, profiles: stored.profiles.filter((profile) => profile.id !== id) })
      return view()
    },
    activateProfile: async ({ id }) => {
      present(id)
      if (isDecided) throw new FailureError(failure('environment-decides'))
      refuseDuringRun()
      file.write({ ...file.read(), activeId: id })
      await reconnect()
      return view()
    },
    testProfile: async ({ profile: draft }) => {
      const { mistakes, profile } = checkProfile(draft, file.read().profiles)
      // How it will be called has nothing to do with whether it works.
      const { name: _name, ...relevant } = mistakes
      if (Object.keys(relevant).length > 0) return { mistakes: relevant, items: [] }
      const database = { address: databaseOf(profile), embedded: false }
      const targets = { queue: remoteQueue(queueOf(profile)), database }
      return { mistakes: {}, items: await checkUp(targets, withEvent(profile.event), testLimit) }
    },
    saveEmbedded: async ({ event }) => {
      const mistakes = mistakesOf(event)
      if (Object.keys(mistakes).length > 0) return { saved: false, mistakes }
      const stored = file.read()
      const isInUse = stored.activeId === embeddedProfileId && !isDecided
      if (isInUse) refuseDuringRun()
      file.write({ ...stored, embeddedEvent: event?.trim() ?? null })
      if (isInUse) await reconnect()
      return { saved: true, value: view() }
    },
    testEmbedded: async ({ event }) => {
      const mistakes = mistakesOf(event)
      if (Object.keys(mistakes).length > 0) return { mistakes, items: [] }
      const { targets } = connected()
      if (!targets.queue.embedded || !targets.database.embedded) throw new FailureError(failure('not-ready'))
      return { mistakes: {}, items: await checkUp(targets, withEvent(event), testLimit) }
    },
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
      const stored = file.read()
      // A connection has judged its table by this.
      const isOther = preferences.pipeline.rejectMisfits !== stored.preferences.pipeline.rejectMisfits
      if (isOther) refuseDuringRun()
      file.write({ ...stored, preferences })
      if (isOther) await reconnect()
      return { saved: true, value: view() }
    },
  }
}
