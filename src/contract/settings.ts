import { z } from 'zod'
import { text } from './input.ts'
import { preferencesSchema, type Preferences } from './preferences.ts'

/** A field as it was typed; what is wrong with it is said beside it, so nothing but its length is checked here. */
const field = text(0, 2_000)

/** A connection as a person types it. `id` is null for a new one. */
export const profileDraftSchema = z.strictObject({
  id: z.uuid().nullable(),
  kind: z.enum(['docker', 'aws']),
  name: field,
  /** A queue by its name, or by its URL. */
  queue: field,
  /** Empty for AWS's own in the region. */
  endpoint: field,
  /** Of AWS; empty where the queue's URL says it. */
  region: field,
  /** A profile of the AWS configuration files; empty for the usual chain of credentials. */
  awsProfile: field,
  databaseUrl: field,
  /** Null keeps the one that is stored; empty removes it. */
  password: field.nullable(),
})

export type ProfileDraft = z.infer<typeof profileDraftSchema>

export type ProfileField = Exclude<keyof ProfileDraft, 'id' | 'kind'>

/** What is wrong, in a sentence, by field. */
export type Mistakes<Field extends string> = Readonly<Partial<Record<Field, string>>>

/** The built-in queue and database: a profile that is always there and cannot be changed. */
export const embeddedProfileId = 'embedded'

/** A stored connection, without its password. */
export interface Profile extends Omit<ProfileDraft, 'id' | 'password'> {
  readonly id: string
  readonly hasPassword: boolean
}

/**
 * One line of a check-up. `unknown` is what nobody can tell without receiving a message or inserting a row; the first small
 * commit of a run finds it.
 */
export interface CheckUpItem {
  /** What was looked at, for programs: `queue`, `rights`, `partitions`, … */
  readonly code: string
  /** The same for people. */
  readonly what: string
  readonly state: 'fine' | 'not-fine' | 'unknown'
  /** What was found, in a sentence. */
  readonly found: string
  /** What to do, in a sentence; null where nothing needs doing. */
  readonly advice: string | null
}

export interface KeyView {
  readonly purpose: 'mask' | 'seal'
  /** `the environment`, or the path of its file. */
  readonly origin: string
  /** Null where it is not made yet, or cannot be read. */
  readonly checkValue: string | null
}

/** Everything that Settings shows. No secret is in it. */
export interface SettingsView {
  /** Where all of this is stored. */
  readonly file: string
  /** Without the built-in one. */
  readonly profiles: readonly Profile[]
  /** The profile in use, as far as the environment leaves it the choice. */
  readonly activeId: string
  readonly preferences: Preferences
  /** What the command line or the environment has decided, and a change here cannot. */
  readonly fromEnvironment: {
    readonly queue: boolean
    readonly database: boolean
    readonly ledgerDays: boolean
    readonly allowUnknownFields: boolean
    readonly rejectMisfits: boolean
    readonly maxRejectedShare: boolean
  }
  readonly keys: readonly KeyView[]
  /** What happened to the file that is worth knowing, in sentences. */
  readonly notices: readonly string[]
}

const profileId = z.strictObject({ id: z.union([z.uuid(), z.literal(embeddedProfileId)]) })

export const settingsInputs = {
  getSettings: z.strictObject({}),
  saveProfile: z.strictObject({ profile: profileDraftSchema }),
  /** Refuses the one in use. */
  deleteProfile: profileId,
  /** Connects anew with this one. Refuses during a run. */
  activateProfile: profileId,
  /** Tries the connection as typed; changes and stores nothing. Answers within half a minute. */
  testProfile: z.strictObject({ profile: profileDraftSchema }),
  savePreferences: z.strictObject({ preferences: preferencesSchema }),
} as const

/** Either it is done, or this is what is wrong. */
export type Saved<Field extends string, Value> =
  | { readonly saved: true; readonly value: Value }
  | { readonly saved: false; readonly mistakes: Mistakes<Field> }

export interface SettingsOutputs {
  readonly getSettings: SettingsView
  readonly saveProfile: Saved<ProfileField, { readonly id: string; readonly settings: SettingsView }>
  readonly deleteProfile: SettingsView
  readonly activateProfile: SettingsView
  readonly testProfile: {
    readonly mistakes: Mistakes<ProfileField>
    /** Empty where there are mistakes. */
    readonly items: readonly CheckUpItem[]
  }
  readonly savePreferences: Saved<string, SettingsView>
}
