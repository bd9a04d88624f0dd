import { z } from 'zod'
import type { EventChange } from './event-change.ts'
import { eventDraftSchema, type DraftField, type EventDraft } from './event-draft.ts'
import type { Mistake } from './event-mistake.ts'
import type { Parting, Proposal, Suspicion } from './event-proposal.ts'
import { text } from './input.ts'
import type { Reason } from './reason.ts'
import { profileDraftSchema, type CheckUpItem } from './settings.ts'

/** Which queue and database are meant: those in use, or those of a connection as it is typed. */
const place = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('in-use') }),
  z.strictObject({ kind: z.literal('profile'), profile: profileDraftSchema }),
])

export type EventPlace = z.input<typeof place>

/** How many messages the page asks for. */
export const usualSample = 200

const match = eventDraftSchema.shape.match
const sample = text(1, 100)
const path = text(0, 2_000).nullable()

export const eventInputs = {
  /** Says what a look at the queue costs, and receives nothing. */
  priceSample: z.strictObject({ place }),
  /**
   * Receives up to 200 messages, once each, and gives them back at once. The engine keeps a copy until it closes, connects again,
   * takes another one, or nobody asks about it for half an hour. Refuses where a message has a single receive.
   */
  takeSample: z.strictObject({ place, match }),
  /** Proposes again for other messages of the copy; receives nothing. */
  proposeEvent: z.strictObject({ sample, match }),
  /** Judges the copy by a draft; receives nothing. */
  judgeDraft: z.strictObject({ sample: sample.nullable(), draft: eventDraftSchema }),
  /** Says how a draft stands to its table, which may not be there. */
  fitDraft: z.strictObject({ place, draft: eventDraftSchema }),
  /** Reads a definition to be edited; null for the logins that are built in. */
  openDraft: z.strictObject({ path }),
  /**
   * Writes a draft to its file, or to a new one in the data folder. Answers what has changed first, until that is agreed to.
   * Refuses while something is undecided or wrong, and where the file is not what it was when it was opened. Connects again where
   * the file is that of the connection in use; refuses that during a run.
   */
  saveDraft: z.strictObject({
    place,
    draft: eventDraftSchema,
    path,
    /** The mark of the file as it was opened; null for a new one. */
    opened: text(1, 100).nullable(),
    /** What a person has said to the changes that were answered; null where they have not seen any. */
    agreed: z
      .strictObject({
        fields: z.array(text(1, 100)).max(100),
        /** Which comparison with the table they saw; null where there was none. */
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
  /** From which receive on the queue gives a message up, and where to; null where it never does. */
  readonly limit: { readonly maxReceiveCount: number; readonly deadLetters: string } | null
}

/** A place of the messages as a row of the editor, with why it is proposed so. It holds no value. */
export interface ProposedRow {
  readonly field: DraftField
  readonly suspicion: Suspicion | null
  readonly question: string | null
  /** Whether its type is what is asked, and nothing else. */
  readonly asksType: boolean
  readonly notes: readonly string[]
  /** A type that all values fit, to be ticked; a timestamp with its form behind a colon. */
  readonly offered: string | null
}

export interface ProposedDraft {
  readonly sample: string
  readonly of: number
  readonly rows: readonly ProposedRow[]
  /** How many places have no row, as there are too many: those that came least often. */
  readonly unlisted: number
  readonly envelope: EventDraft['envelope']
  readonly isWhole: boolean
  readonly parting: Parting | null
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

/** What stands at a field's place in the messages of the copy. */
export interface PlaceCounts {
  readonly seen: number
  readonly nulls: number
  /** Up to three, covered: of each value only its marks are left. */
  readonly samples: readonly string[]
}

export interface Judged {
  /** How many messages there are, without those of other events. */
  readonly of: number
  /** Null where the draft is wrong, so that nobody can judge by it. */
  readonly passed: number | null
  /** Why the others would not, the most frequent first; a message may have several. */
  readonly reasons: readonly (Pick<Reason, 'code' | 'pointer'> & { readonly count: number })[]
  /** By the fields of the draft; null where it cannot be counted. */
  readonly places: readonly (PlaceCounts | null)[]
  readonly mistakes: readonly Mistake[]
}

export interface Fit {
  /** What a run would meet. */
  readonly items: readonly CheckUpItem[]
  /** What makes the table where there is none; null while the draft is wrong. */
  readonly statement: string | null
}

export interface OpenedDraft {
  readonly draft: EventDraft
  /** Names the file as it is now; null for what is built in. */
  readonly opened: string | null
}

export type SavedDraft =
  | { readonly saved: true; readonly path: string; readonly opened: string; readonly isInUse: boolean }
  | { readonly saved: false; readonly why: 'mistakes'; readonly mistakes: readonly Mistake[] }
  | ({ readonly saved: false; readonly why: 'changes' } & DraftChanges)

/** What differs from the definition that the table was filled by, or from the file where that is not known. */
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
