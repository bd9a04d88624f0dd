import { z } from 'zod'
import type { EventDefinition } from './event-definition.ts'
import { text } from './input.ts'
import { preferencesSchema, type Preferences } from './preferences.ts'

/** A field as typed. Only its length is checked here; other mistakes are shown beside the field. */
const field = text(0, 2_000)

/** A connection as typed. `id` is null for a new one. */
export const profileDraftSchema = z.strictObject({
  id: z.uuid().nullable(),
  kind: z.enum(['docker', 'aws']),
  name: field,
  /** A queue by its name, or by its URL. */
  queue: field,
  /** Empty for AWS's own endpoint in the region. */
  endpoint: field,
  /** The AWS region; empty if the queue's URL contains it. */
  region: field,
  /** A profile of the AWS configuration files; empty for the usual chain of credentials. */
  awsProfile: field,
  databaseUrl: field,
  /** Null keeps the stored one; empty removes it. */
  password: field.nullable(),
  /** The path of a file `NAME.event.json` on the machine of the engine; null for the logins that are built in. */
  event: field.nullable().default(null),
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
 * One line of a check-up. `unknown` cannot be known without receiving a message or inserting a row; a run's first
 * small commit shows it.
 */
export interface CheckUpItem {
  /** What was checked, for programs: `queue`, `rights`, `partitions`, … */
  readonly code: string
  /** The same for people. */
  readonly what: string
  readonly state: 'fine' | 'not-fine' | 'unknown'
  /** What was found, in a sentence. */
  readonly found: string
  /** What to do, in a sentence; null if nothing needs doing. */
  readonly advice: string | null
}

export interface KeyView {
  readonly purpose: 'mask' | 'seal'
  /** `the environment`, or the path of its file. */
  readonly origin: string
  /** Null if it does not exist yet, or cannot be read. */
  readonly checkValue: string | null
}

/** Everything that Settings shows. It contains no secret. */
export interface SettingsView {
  /** Where these settings are stored. */
  readonly file: string
  /** Without the built-in one. */
  readonly profiles: readonly Profile[]
  /** The profile in use, unless the environment decides. */
  readonly activeId: string
  /** The path of the definition for the built-in queue and database; null for logins. */
  readonly embeddedEvent: string | null
  readonly preferences: Preferences
  /** What the command line or the environment has decided, and a change here cannot. */
  readonly fromEnvironment: {
    readonly queue: boolean
    readonly database: boolean
    readonly event: boolean
    readonly ledgerDays: boolean
    readonly rejectedDays: boolean
    readonly allowUnknownFields: boolean
    readonly rejectMisfits: boolean
    readonly maxRejectedShare: boolean
  }
  readonly keys: readonly KeyView[]
  /** Sentences about the file that are worth knowing. */
  readonly notices: readonly string[]
}

const profileId = z.strictObject({ id: z.union([z.uuid(), z.literal(embeddedProfileId)]) })

export const settingsInputs = {
  getSettings: z.strictObject({}),
  saveProfile: z.strictObject({ profile: profileDraftSchema }),
  /** Refuses the one in use. */
  deleteProfile: profileId,
  /** Reconnects with this one. Refuses during a run. */
  activateProfile: profileId,
  /** Tests the connection as typed; changes and stores nothing. Answers within half a minute. */
  testProfile: z.strictObject({ profile: profileDraftSchema }),
  /** Sets the definition for the built-in queue. Reconnects if it is in use; refuses during a run. */
  saveEmbedded: z.strictObject({ event: field.nullable() }),
  /** The same test of the built-in queue and database, which must be in use. */
  testEmbedded: z.strictObject({ event: field.nullable() }),
  /** How other programs reach what is built in, which must be in use. Keeps a password file for them. */
  getAddresses: z.strictObject({}),
  /** Asks the person for a definition's file in the system's own dialog, which only the desktop app has. */
  chooseEvent: z.strictObject({}),
  /** Reads a definition, to show it. */
  lookAtEvent: z.strictObject({ path: field }),
  /**
   * Replaces a key that does not fit by the one in a file on the engine's machine, keeps the old one beside it, and
   * reconnects. Refuses while the keys fit.
   */
  useKey: z.strictObject({ purpose: z.enum(['mask', 'seal']), path: field }),
  savePreferences: z.strictObject({ preferences: preferencesSchema }),
} as const

/** Whether it was done, and if not what is wrong. */
export type Saved<Field extends string, Value> =
  | { readonly saved: true; readonly value: Value }
  | { readonly saved: false; readonly mistakes: Mistakes<Field> }

export interface TestedConnection<Field extends string> {
  readonly mistakes: Mistakes<Field>
  /** Empty if there are mistakes. */
  readonly items: readonly CheckUpItem[]
}

/** A file's definition, or everything that is wrong with it, a line each. */
export type EventLook =
  | { readonly readable: true; readonly event: EventDefinition }
  | { readonly readable: false; readonly mistakes: readonly string[] }

/** Lines to copy; neither contains a password. */
export interface BuiltInAddresses {
  /** The endpoint of the queue service, as `http://127.0.0.1:49152`. */
  readonly queue: string
  /** A command for this system's shell. */
  readonly psql: string
}

export interface SettingsOutputs {
  readonly getSettings: SettingsView
  readonly saveProfile: Saved<ProfileField, { readonly id: string; readonly settings: SettingsView }>
  readonly deleteProfile: SettingsView
  readonly activateProfile: SettingsView
  readonly testProfile: TestedConnection<ProfileField>
  readonly saveEmbedded: Saved<'event', SettingsView>
  readonly testEmbedded: TestedConnection<'event'>
  /** Null if the person chose none. */
  readonly getAddresses: BuiltInAddresses
  readonly chooseEvent: { readonly path: string | null }
  readonly lookAtEvent: EventLook
  readonly useKey: Saved<'path', SettingsView>
  readonly savePreferences: Saved<string, SettingsView>
}
