import { z } from 'zod'
import { id, text } from './input.ts'
import { noteText, tagText } from './mark-words.ts'
import { rejectedInputs } from './rejected.ts'

/** The most messages that one search opens, and the most bytes of bodies, in UTF-8. */
export const mostSearched = 20_000
export const mostSearchedBytes = 512 * 1024 * 1024

/** Longest text that is searched for, in UTF-16 code units. */
export const longestSought = 200

/** The character that covers others; a search for it would reveal how long covered texts are. */
export const coveredSign = '•'

/** A mark beside the state, which stays whatever becomes of the message. */
const mark = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('tag'), tag: tagText }),
  z.strictObject({ do: z.literal('untag'), tag: tagText }),
  /** Notes that someone is looking into kept messages, or that nobody is any more. */
  z.strictObject({ do: z.literal('investigate'), on: z.boolean() }),
])

const { which } = rejectedInputs.restoreRejected.shape

export const findingInputs = {
  /** Marks messages, or takes a mark off. With `by: 'change'` it applies to what one earlier marking changed. */
  markRejected: z.strictObject({ which, mark }),
  /**
   * Writes the note of one message, in place of the one before; null for none. With `instead` only if that is the note
   * now and the message was not erased: what nobody has seen is not overwritten, and what was erased does not come back.
   */
  noteRejected: z.strictObject({ id, note: noteText.nullable(), instead: noteText.nullish() }),
  /** What the filter can offer: the tags that are in use, and the definitions that messages were rejected by. */
  listRejectedChoices: z.strictObject({}),
  /**
   * Searches the original bodies, in what is shown of them while they are covered; ignores case. Opens the newest
   * `mostSearched` that match the filter. `cancelOperation` ends it; progress arrives as events.
   */
  searchRejected: z.strictObject({
    filter: rejectedInputs.listRejected.shape.filter,
    text: text(1, longestSought).refine((value) => value.trim() !== '' && !value.includes(coveredSign)),
    operation: z.uuid(),
  }),
} as const

export type RejectedMark = z.output<typeof mark>

/** What a marking changed. */
export interface MarkChange {
  readonly changed: number
  /** The id of the marking, so that exactly what it changed can be changed back. */
  readonly changeId: string
  /** How many were left out because they already have the most tags allowed. */
  readonly full: number
}

export interface TagCount {
  readonly tag: string
  readonly count: number
}

export interface RejectedChoices {
  /** In alphabetical order; if there are very many, the most used. */
  readonly tags: readonly TagCount[]
  /** As the history has them: the name, a space, and the hash. Newest first. */
  readonly definitions: readonly string[]
}

/** What a search found, and how far it came. */
export interface RejectedSearch {
  /** Numbers of messages, newest first; at most `mostNamed`. */
  readonly ids: readonly string[]
  readonly searched: number
  /** How many matched the filter when it began. */
  readonly of: number
  /** How many of those searched could not be opened. */
  readonly unopened: number
}

export interface FindingOutputs {
  readonly markRejected: MarkChange
  readonly noteRejected: null
  readonly listRejectedChoices: RejectedChoices
  readonly searchRejected: RejectedSearch
}
