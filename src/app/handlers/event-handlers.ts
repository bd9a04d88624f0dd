import { readDraft } from '../../contract/draft-file.ts'
import type { EventOutputs } from '../../contract/event-editing.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import type { ParsedInput } from '../../contract/monitor.ts'
import type { Settings } from '../config.ts'
import type { Connection } from '../connection.ts'
import { openDraft } from '../event-desk/draft-files.ts'
import { fitDefinition } from '../event-desk/fit-draft.ts'
import type { SampleDesk } from '../event-desk/sample-desk.ts'
import { saveDraft } from '../event-desk/save-draft.ts'
import { createInTurn } from '../in-turn.ts'
import { eventPathInUse } from '../preferences.ts'
import { checkProfile, databaseOf, queueOf } from '../profiles.ts'
import { ruledBy, type ReadingRules } from '../run-rules.ts'
import type { SettingsFile } from '../settings-file.ts'
import { remoteQueue } from '../queue-target.ts'
import type { Targets } from '../targets.ts'
import type { Handlers } from './handlers.ts'

interface Editing {
  readonly settings: Settings
  readonly file: SettingsFile
  readonly desk: SampleDesk
  /** Throws `FailureError` with `not-ready` if nothing is connected. */
  readonly connected: () => Pick<Connection, 'targets'>
  readonly rulesNow: () => ReadingRules
  readonly refuseDuringRun: () => void
  /** Reconnects, with what was agreed to about the definition. */
  readonly reopenWith: (accepted: NonNullable<Settings['accepted']> | null) => Promise<unknown>
}

type Place = ParsedInput<'takeSample'>['place']

/** Making a definition from waiting messages, and changing one. */
export const createEventHandlers = (editing: Editing): Handlers<keyof EventOutputs> => {
  const { settings, file, desk, connected, rulesNow } = editing
  const allowed = { mayAlter: settings.mayAlterTable, rejectsMisfits: settings.rejectsMisfits }

  const profileOf = (place: Extract<Place, { kind: 'profile' }>, side: 'queue' | 'database') => {
    const { mistakes, profile } = checkProfile(place.profile, file.read().profiles)
    const found = sides[side].flatMap((name) => mistakes[name] ?? [])
    if (found.length > 0) throw new FailureError(failure('settings-invalid', { problems: found.join(' ') }))
    return profile
  }
  const queueAt = (place: Place): Targets['queue'] =>
    place.kind === 'in-use' ? connected().targets.queue : remoteQueue(queueOf(profileOf(place, 'queue')))
  const databaseAt = (place: Place): Targets['database'] =>
    place.kind === 'in-use'
      ? connected().targets.database
      : { address: databaseOf(profileOf(place, 'database')), embedded: false }

  // One after another, so that the second of two finds what the first wrote.
  const saveInTurn = createInTurn()

  return {
    priceSample: async ({ place }) => desk.price(queueAt(place)),
    takeSample: async ({ place, match }) => desk.take(queueAt(place), match),
    proposeEvent: async ({ sample, match }) => desk.propose(sample, match),
    judgeDraft: async ({ sample, draft }) => desk.judge(sample, draft, (event) => ruledBy(event, rulesNow())),
    fitDraft: async ({ place, draft }) => {
      const reading = readDraft(draft)
      if (!reading.ok) return { items: [], statement: null }
      const { items, statement } = await fitDefinition(databaseAt(place), reading.definition, allowed)
      return { items, statement }
    },
    openDraft: async ({ path }) => openDraft(path),
    saveDraft: (input) =>
      saveInTurn(() =>
        saveDraft(input, {
          dataFolder: settings.dataFolder,
          changesInTable: async (event) => {
            try {
              return await fitDefinition(databaseAt(input.place), event, allowed)
            } catch {
              return null
            }
          },
          isInUse: (path) => path === eventPathInUse(settings, file.read()),
          refuseDuringRun: editing.refuseDuringRun,
          reconnect: () =>
            editing.reopenWith(input.agreed?.seen == null ? null : { asked: true, ...input.agreed }),
        }),
      ),
    dropSample: async ({ sample }) => {
      desk.drop(sample)
      return null
    },
  }
}

/** The typed values that each side of a connection needs. */
const sides = {
  queue: ['queue', 'endpoint', 'region', 'awsProfile'],
  database: ['databaseUrl', 'password'],
} as const
