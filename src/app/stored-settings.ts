import { z } from 'zod'
import { preferenceMistakes, usualPreferences, type Preferences } from '../contract/preferences.ts'
import { embeddedProfileId } from '../contract/settings.ts'
import { storedProfileSchema, type StoredProfile } from './profiles.ts'

/** What is stored. It holds passwords, so the file is its owner's alone and its content stays in the engine. */
export interface StoredSettings {
  readonly version: 1
  /** Of a profile, or `embedded`. */
  readonly activeId: string
  readonly profiles: readonly StoredProfile[]
  /** The path of the definition for what is built in, which has no profile; null, or left out, for logins. */
  readonly embeddedEvent?: string | null | undefined
  readonly preferences: Preferences
}

export const usualSettings: StoredSettings = {
  version: 1,
  activeId: embeddedProfileId,
  profiles: [],
  preferences: usualPreferences,
}

const { pipeline, notifications, updates } = usualPreferences

/** A field that a former version did not write is as it usually is; one that only a later version knows is passed over. */
const schema = z.object({
  version: z.literal(1),
  activeId: z.string(),
  profiles: z.array(storedProfileSchema),
  embeddedEvent: z.string().max(2_000).nullable().optional(),
  preferences: z
    .object({
      pipeline: z
        .object({
          receivers: z.number().default(pipeline.receivers),
          writers: z.number().default(pipeline.writers),
          batchRows: z.number().default(pipeline.batchRows),
          heldRows: z.number().default(pipeline.heldRows),
          heldBytes: z.number().default(pipeline.heldBytes),
          ledgerDays: z.number().default(pipeline.ledgerDays),
          rejectedDays: z.number().nullable().default(pipeline.rejectedDays),
          maxRejectedShare: z.number().nullable().default(pipeline.maxRejectedShare),
          allowUnknownFields: z.boolean().default(pipeline.allowUnknownFields),
          rejectMisfits: z.boolean().default(pipeline.rejectMisfits),
        })
        .default(pipeline),
      notifications: z
        .object({
          drained: z.boolean().default(notifications.drained),
          failed: z.boolean().default(notifications.failed),
          rejectedOver: z.number().nullable().default(notifications.rejectedOver),
        })
        .default(notifications),
      updates: z.object({ tell: z.boolean().default(updates.tell) }).default(updates),
    })
    .default(usualPreferences)
    .refine((value) => Object.keys(preferenceMistakes(value)).length === 0),
})

type Fields = Readonly<Record<string, unknown>>

export type ParsedSettings =
  /** `fields` is the file as it is, with what only a later version knows. */
  | { readonly state: 'sound'; readonly settings: StoredSettings; readonly fields: Fields }
  | { readonly state: 'newer' }
  | { readonly state: 'broken' }

/** What a file's text says. Never throws. */
export const parseSettings = (text: string): ParsedSettings => {
  const fields = fieldsOf(parseJson(text))
  // What a later version means by its fields is not ours to guess.
  if (typeof fields.version === 'number' && fields.version > usualSettings.version) return { state: 'newer' }
  const { success, data } = schema.safeParse(fields)
  if (!success) return { state: 'broken' }
  const isKnown = data.profiles.some(({ id }) => id === data.activeId)
  return { state: 'sound', settings: isKnown ? data : { ...data, activeId: embeddedProfileId }, fields }
}

/**
 * The settings as they are written: with every field of the former file that this version does not know, where it stood.
 *
 * @param former the fields of the file that is being replaced; empty where there is none
 */
export const withUnknownFields = (settings: StoredSettings, former: Fields): Fields => {
  const preferences = fieldsOf(former.preferences)
  const profiles = Array.isArray(former.profiles) ? former.profiles.map(fieldsOf) : []
  return {
    ...former,
    ...settings,
    profiles: settings.profiles.map((profile) => ({
      ...profiles.find(({ id }) => id === profile.id),
      ...profile,
    })),
    preferences: {
      ...preferences,
      pipeline: { ...fieldsOf(preferences.pipeline), ...settings.preferences.pipeline },
      notifications: { ...fieldsOf(preferences.notifications), ...settings.preferences.notifications },
      updates: { ...fieldsOf(preferences.updates), ...settings.preferences.updates },
    },
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
