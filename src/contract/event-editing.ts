import { z } from 'zod'
import type { EventChange } from './event-change.ts'
import { eventDraftSchema, type DraftField, type EventDraft } from './event-draft.ts'
import type { Mistake } from './event-mistake.ts'
import type { Parting, Proposal, Suspicion } from './event-proposal.ts'
import { text } from './input.ts'
import type { Reason } from './reason.ts'
import { profileDraftSchema, type CheckUpItem } from './settings.ts'

/** The queue and database meant: those in use, or those of a connection as typed. */
const place = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('in-use') }),
  z.strictObject({ kind: z.literal('profile'), profile: profileDraftSchema }),
])

export type EventPlace = z.input<typeof place>

/** The number of messages that the page asks for. */
export const usualSample = 200

const match = eventDraftSchema.shape.match
const sample = text(1, 100)
const path = text(0, 2_000).nullable()

export const eventInputs = {
  /** Says what a look at the queue costs, and receives nothing. */
  priceSample: z.strictObject({ place }),
  /**
   * Receives up to 200 messages, once each, and gives them back at once. The engine keeps a copy until it closes,
   * reconnects, takes another one, or nobody asks about it for half an hour. Refuses if messages can be received only
   * once.
   */
  takeSample: z.strictObject({ place, match }),
  /** Makes a new proposal from other messages of the copy; receives nothing. */
  proposeEvent: z.strictObject({ sample, match }),
  /** Judges the copy by a draft; receives nothing. */
  judgeDraft: z.strictObject({ sample: sample.nullable(), draft: eventDraftSchema }),
  /** Compares a draft with its table, which may not exist. */
  fitDraft: z.strictObject({ place, draft: eventDraftSchema }),
  /** Reads a definition to be edited; null for the logins that are built in. */
  openDraft: z.strictObject({ path }),
  /**
   * Writes a draft to its file, or to a new one in the data folder. First answers with what has changed, until that
   * is agreed to. Refuses while something is undecided or wrong, and if the file has changed since it was opened.
   * Reconnects if the connection in use has this file; refuses that during a run.
   */
  saveDraft: z.strictObject({
    place,
    draft: eventDraftSchema,
    path,
    /** The mark of the file as it was opened; null for a new one. */
    opened: text(1, 100).nullable(),
    /** The person's consent to the changes shown; null if they have not seen any. */
    agreed: z
      .strictObject({
        fields: z.array(text(1, 100)).max(100),
        /** Which comparison with the table they saw; null if there was none. */
        seen: text(1, 200).nullable(),
      })
      .nullable(),
  }),
  /** Forgets the copy. */
  dropSample: z.strictObject({ sample }),
} as const

/** What a look costs: one receive of each message. */
export interface SamplePrice {
  readonly queue: string
  readonly most: number
  /** After how many receives a message goes to a dead-letter queue, and which; null if it never does. */
  readonly limit: { readonly maxReceiveCount: number; readonly deadLetters: string } | null
}

/** A place of the messages as a row of the editor, with the reasons for the proposal. It contains no value. */
export interface ProposedRow {
  readonly field: DraftField
  readonly suspicion: Suspicion | null
  readonly question: string | null
  /** Whether only its type is undecided. */
  readonly asksType: boolean
  readonly notes: readonly string[]
  /** A type that all values fit, to be ticked; a timestamp with its form after a colon. */
  readonly offered: string | null
}

export interface ProposedDraft {
  readonly sample: string
  readonly of: number
  readonly rows: readonly ProposedRow[]
  /** How many places have no row because there are too many: the least frequent ones. */
  readonly unlisted: number
  readonly envelope: EventDraft['envelope']
  readonly isWhole: boolean
  readonly parting: Parting | null
  readonly shapes: Proposal['shapes']
  readonly others: number
  readonly unreadable: number
  readonly wrappings: Proposal['wrappings']
  readonly unnamed: Proposal['unnamed']
}

export interface TakenDraft extends ProposedDraft {
  readonly queue: string
  readonly looked: number
  readonly atLimit: number
  readonly notGivenBack: number
}

/** What the copied messages have at a field's place. */
export interface PlaceCounts {
  readonly seen: number
  readonly nulls: number
  /** Up to three values, covered: only their marks are left. */
  readonly samples: readonly string[]
}

export interface Judged {
  /** How many messages there are, without those of other events. */
  readonly of: number
  /** Of another event, by the draft's `match`. */
  readonly others: number
  /** Null if the draft is wrong, so that nobody can judge by it. */
  readonly passed: number | null
  /** Why the others would not, the most frequent first; a message can have several reasons. */
  readonly reasons: readonly (Pick<Reason, 'code' | 'pointer'> & { readonly count: number })[]
  /** By the fields of the draft; null if it cannot be counted. */
  readonly places: readonly (PlaceCounts | null)[]
  readonly mistakes: readonly Mistake[]
}

export interface Fit {
  /** What a run would find. */
  readonly items: readonly CheckUpItem[]
  /** The SQL that makes the table if it is missing; null while the draft is wrong. */
  readonly statement: string | null
}

export interface OpenedDraft {
  readonly draft: EventDraft
  /** The mark of the file as it is now; null for the built-in definition. */
  readonly opened: string | null
}

export type SavedDraft =
  | { readonly saved: true; readonly path: string; readonly opened: string; readonly isInUse: boolean }
  | { readonly saved: false; readonly why: 'mistakes'; readonly mistakes: readonly Mistake[] }
  | ({ readonly saved: false; readonly why: 'changes' } & DraftChanges)

/** The differences from the definition that the table was filled by, or from the file if that is not known. */
export interface DraftChanges {
  readonly changes: readonly EventChange[]
  readonly seen: string | null
}

export interface EventOutputs {
  readonly priceSample: SamplePrice
  readonly takeSample: TakenDraft
  readonly proposeEvent: ProposedDraft
  readonly judgeDraft: Judged
  readonly fitDraft: Fit
  readonly openDraft: OpenedDraft
  readonly saveDraft: SavedDraft
  readonly dropSample: null
}
