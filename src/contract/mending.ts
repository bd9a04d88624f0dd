import { z } from 'zod'
import { id, text } from './input.ts'
import type { Reason } from './reason.ts'
import { why, type RejectedState } from './rejected.ts'
import type { RepairHistory, VersionOutcome } from './repair-history.ts'

/** The longest text that a person can turn a message into, in UTF-16 code units: more than any message unpacks to. */
const longestMended = 8 * 1_024 * 1_024

/** The number of a version; 0 is the message as it came. */
const version = z.int().min(0)

/** A place in the text of the version that is edited, without the envelopes around it, in UTF-16 code units. */
const range = z.tuple([z.int().min(0), z.int().min(0)]).readonly()

/**
 * The change to one value: a new value, as JSON (null removes it with its name), or a new name. It is identified by
 * its pointer into the event, or by the place of its name in the text, as a name that is repeated, or may not be
 * shown, has no pointer.
 */
const fieldChange = z.union([
  z.strictObject({
    at: z.union([z.string().max(1_024), range]),
    value: z.string().max(longestMended).nullable(),
  }),
  z.strictObject({ at: range, name: text(1, 256) }),
])

/** A person's edit of a version: some of its values, with nothing else seen, or the whole text. */
const edit = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('fields'), changes: z.array(fieldChange).max(1_000).readonly() }),
  z.strictObject({ by: z.literal('text'), text: z.string().max(longestMended) }),
])

export const mendingInputs = {
  /** A rejected message and all its versions, without their texts. */
  listVersions: z.strictObject({ id }),
  /**
   * A version to be mended; by default the one to go on from. Personal data in it is covered unless `uncover` gives a
   * reason, which is recorded.
   */
  openVersion: z.strictObject({
    id,
    version: version.nullable().default(null),
    uncover: z.strictObject({ why }).nullable().default(null),
  }),
  /** Judges an edit as a run would, and writes nothing. */
  checkEdit: z.strictObject({ id, version, edit }),
  /** Keeps an edit as a new version, to be sent later. `seen` is the newest version that the person saw. */
  keepEdit: z.strictObject({ id, version, seen: version, edit }),
  /** Takes back the newest version if it was not sent. It stays in the history. */
  undoEdit: z.strictObject({ id, version: z.int().min(1) }),
  /** Sends a version straight through the pipeline, as its own run. One that was sent before is not sent twice. */
  sendEdit: z.strictObject({ id, version: z.int().min(1) }),
} as const

export type FieldChange = z.output<typeof fieldChange>
export type MessageEdit = z.output<typeof edit>

/** Identifies a value; see `FieldChange`. */
export type ChangePlace = FieldChange['at']

/** One value of a message, or one that is missing. */
export interface MendingPlace {
  readonly at: ChangePlace
  /** Pointer to it; null if its name may not be shown. */
  readonly pointer: string | null
  /**
   * `blocked`: there is another value where the object around it should be. `beside`: it comes from an attribute of
   * bytes, or from an envelope that is not there, and cannot be changed here. `extra`: the definition has no such name, or it is there once already.
   */
  readonly state: 'present' | 'missing' | 'twice' | 'blocked' | 'beside' | 'extra'
  /** The value as JSON, covered; null if there is none. */
  readonly value: string | null
  /** Names that the definition has and that are missing beside it: what an extra one may have been meant as. */
  readonly names: readonly string[]
  /** What is wrong with the name of an extra one; null for all others, whose faults are at their pointer. */
  readonly fault: Reason | null
}

/** A version on the bench. */
export interface OpenVersion {
  readonly version: number
  /** The newest of all, whoever made it. */
  readonly newest: number
  readonly state: RejectedState
  /** This version's fate; null if it was not sent. */
  readonly outcome: VersionOutcome | null
  /** The text; with covered parts replaced, character for character, by `•`, so that ranges fit. */
  readonly text: string
  readonly covered: boolean
  /** The message as it came, in clear; null if the text is covered. */
  readonly original: string | null
  /** What is wrong with it by today's rules; empty if it would pass. */
  readonly reasons: readonly Reason[]
  /** Every field of the definition, and each other place with a fault; null if the text is not an object. */
  readonly places: readonly MendingPlace[] | null
}

/** What the judge of a run says of an edit. */
export interface EditCheck {
  /** Empty if it would pass. Ranges are in the edited text. */
  readonly reasons: readonly Reason[]
  /** The edited text, covered but for what was typed; null if it was edited as a whole: the editor has it already. */
  readonly text: string | null
}

export interface MendingOutputs {
  readonly listVersions: RepairHistory
  readonly openVersion: OpenVersion
  readonly checkEdit: EditCheck
  readonly keepEdit: { readonly version: number }
  readonly undoEdit: RepairHistory
  readonly sendEdit: RepairHistory
}
