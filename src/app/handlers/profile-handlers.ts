import { failure, FailureError } from '../../contract/failure.ts'
import { embeddedProfileId, type Mistakes } from '../../contract/settings.ts'
import { checkUp } from '../check-up.ts'
import type { Settings } from '../config.ts'
import type { Connection } from '../connection.ts'
import { checkProfile, databaseOf, queueOf } from '../profiles.ts'
import { remoteQueue } from '../queue-target.ts'
import { eventMistakes, storedEvent } from '../stored-event.ts'
import type { Handlers } from './handlers.ts'
import type { SettingsShelf } from './settings-shelf.ts'

/** How long a test of a connection may take, in milliseconds. */
const testLimit = 25_000

/** The connections that a person entered. */
export const createProfileHandlers = (
  settings: Settings,
  { read, keep, view, fromEnvironment, isDecided }: SettingsShelf,
): Handlers<'saveProfile' | 'deleteProfile' | 'activateProfile' | 'testProfile'> => {
  const demand = (id: string): void => {
    if (id === embeddedProfileId || read().profiles.some((profile) => profile.id === id)) return
    throw new FailureError(failure('not-found', { what: 'connection', id }))
  }
  return {
    saveProfile: async ({ profile: draft }) => {
      const stored = read()
      if (draft.id !== null) demand(draft.id)
      const { mistakes, profile } = checkProfile(draft, stored.profiles)
      if (Object.keys(mistakes).length > 0) return { saved: false, mistakes }
      const others = stored.profiles.filter(({ id }) => id !== profile.id)
      const place = stored.profiles.findIndex(({ id }) => id === profile.id)
      const profiles = others.toSpliced(place < 0 ? others.length : place, 0, profile)
      await keep({ ...stored, profiles }, stored.activeId === profile.id && !isDecided)
      return { saved: true, value: { id: profile.id, settings: view() } }
    },
    deleteProfile: async ({ id }) => {
      demand(id)
      const stored = read()
      if (id === stored.activeId || id === embeddedProfileId)
        throw new FailureError(failure('profile-in-use'))
      await keep({ ...stored, profiles: stored.profiles.filter((profile) => profile.id !== id) }, false)
      return view()
    },
    activateProfile: async ({ id }) => {
      demand(id)
      if (isDecided) throw new FailureError(failure('environment-decides'))
      await keep({ ...read(), activeId: id }, true)
      return view()
    },
    testProfile: async ({ profile: draft }) => {
      const { mistakes, profile } = checkProfile(draft, read().profiles)
      // Its name does not matter for whether it works.
      const { name: _name, ...relevant } = mistakes
      if (Object.keys(relevant).length > 0) return { mistakes: relevant, items: [] }
      const database = { address: databaseOf(profile), embedded: false }
      const targets = { queue: remoteQueue(queueOf(profile)), database }
      const chosen = withEvent(settings, fromEnvironment, profile.event)
      return { mistakes: {}, items: await checkUp(targets, chosen, testLimit) }
    },
  }
}

/**
 * The connection to the built-in queue and database.
 *
 * @param connected throws `FailureError` with `not-ready` if nothing is connected
 */
export const createEmbeddedHandlers = (
  settings: Settings,
  { read, keep, view, fromEnvironment, isDecided }: SettingsShelf,
  connected: () => Pick<Connection, 'targets'>,
): Handlers<'saveEmbedded' | 'testEmbedded'> => ({
  saveEmbedded: async ({ event }) => {
    const mistakes = mistakesOf(event)
    if (Object.keys(mistakes).length > 0) return { saved: false, mistakes }
    const stored = read()
    const embeddedEvent = event?.trim() ?? null
    await keep({ ...stored, embeddedEvent }, stored.activeId === embeddedProfileId && !isDecided)
    return { saved: true, value: view() }
  },
  testEmbedded: async ({ event }) => {
    const mistakes = mistakesOf(event)
    if (Object.keys(mistakes).length > 0) return { mistakes, items: [] }
    const { targets } = connected()
    if (!targets.queue.embedded || !targets.database.embedded) throw new FailureError(failure('not-ready'))
    return {
      mistakes: {},
      items: await checkUp(targets, withEvent(settings, fromEnvironment, event), testLimit),
    }
  },
})

const mistakesOf = (event: string | null): Mistakes<'event'> => {
  const mistakes = eventMistakes(event?.trim() ?? null)
  return mistakes.length === 0 ? {} : { event: mistakes.join('\n') }
}

/** As a run over the connection would use them. */
const withEvent = (
  settings: Settings,
  { event: isGiven }: SettingsShelf['fromEnvironment'],
  path: string | null,
): Settings => (isGiven || path === null ? settings : { ...settings, event: storedEvent(path.trim()) })
