import { z } from 'zod'
import { longestWhy } from './audit.ts'
import type { Failure } from './failure.ts'
import { id, text } from './input.ts'
import { noteText, tagText } from './mark-words.ts'
import { reasonCodes, type Reason } from './reason.ts'

/**
 * `kept` waits for somebody to look at it; `discarded` was looked at and stays only to be looked up. `loaded` became a row
 * when it was tried again; `already-loaded` would have, but another message with its origin had been loaded before.
 * `rejected-again` was sent back to the queue and rejected once more: the message that it came back as stands in for it. Of
 * one that was `erased` the text is gone for good.
 */
export const rejectedStates = [
  ...(['kept', 'discarded', 'loaded', 'already-loaded', 'rejected-again', 'erased'] as const),
] as const

export type RejectedState = (typeof rejectedStates)[number]

/** Longest name of a group of rejected messages, in characters. */
const longestCause = 600

/** Longest pointer that can be looked for, in characters. */
const longestPath = 1_000

/** How many rejected messages can be named one by one. */
export const mostNamed = 10_000

/**
 * Which rejected messages are meant; all conditions must hold. Bodies are no condition: they are sealed, and the database has
 * no key to them. `searchRejected` looks into them and answers ids, which `among` takes.
 */
const filter = z.strictObject({
  state: z.enum([...rejectedStates, 'all']).default('kept'),
  /** The name of a group, as `listCauses` gives it. */
  cause: text(1, longestCause).nullable().default(null),
  code: z.enum(reasonCodes).nullable().default(null),
  runId: z.uuid().nullable().default(null),
  /** Rejected at or after this time. */
  since: z.iso.datetime().nullable().default(null),
  /** Rejected before this time. */
  until: z.iso.datetime().nullable().default(null),
  /** A message id, or how it begins. */
  messageId: text(1, 128).nullable().default(null),
  tag: tagText.nullable().default(null),
  /** Where a fault is, or what it lies in: a pointer as reasons have it. */
  path: text(1, longestPath).nullable().default(null),
  /** Of the event, by the run that rejected it: its name, its hash, or both with a space between. */
  definition: text(1, 200).nullable().default(null),
  /** Only kept ones that somebody looks into. */
  investigated: z.literal(true).nullable().default(null),
  /** Only these. */
  among: z.array(id).max(mostNamed).nullable().default(null),
})

/** Why somebody wants to see what is covered; spaces alone are no reason. */
export const why = text(1, longestWhy).refine((value) => value.trim() !== '')

/** Whether a text can be the reason for uncovering. */
export const isWhy = (value: string): boolean => why.safeParse(value).success

/** Some messages by name, all that a filter lets through, all with one of some reasons, or what one earlier action changed. */
const which = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('ids'), ids: z.array(id).min(1).max(mostNamed) }),
  /** With `upTo` what was rejected after that one is left out: nobody has seen it. */
  z.strictObject({ by: z.literal('filter'), filter, upTo: id.nullish() }),
  z.strictObject({ by: z.literal('reasons'), codes: z.array(z.enum(reasonCodes)).min(1) }),
  z.strictObject({ by: z.literal('change'), changeId: z.uuid() }),
])

export const rejectedInputs = {
  /** Rejected messages, newest first, without their bodies. */
  listRejected: z.strictObject({
    filter: filter.prefault({}),
    before: id.nullable().default(null),
    limit: z.int().min(1).max(500).default(50),
  }),
  /** How many there are, and points from which any place among them is near; with the first page. */
  mapRejected: z.strictObject({ filter: filter.prefault({}) }),
  /** Rejected messages in groups of the same cause, the largest first. */
  listCauses: z.strictObject({
    filter: filter.prefault({}),
    limit: z.int().min(1).max(500).default(100),
  }),
  /** One rejected message with its body. Personal data in it is covered unless `uncover` says why it is to be seen, which is noted. */
  getRejected: z.strictObject({
    id,
    uncover: z.strictObject({ why }).nullable().default(null),
  }),
  /** Marks kept messages as discarded. Nothing is removed. */
  discardRejected: z.strictObject({ which, note: noteText.nullable().default(null) }),
  /** Marks discarded messages as kept. */
  restoreRejected: z.strictObject({ which }),
  /**
   * Tries kept messages again by the rules of now, as a run of its own: what is well formed by now is loaded, the others
   * stay as they are. `stopRun` ends it early. With `upTo` what was rejected after that one is left out.
   */
  retryRejected: z.strictObject({ which, upTo: id.nullable().default(null) }),
} as const

export type RejectedFilter = z.output<typeof filter>
export type RejectedSelection = z.output<typeof which>

export interface RejectedSummary {
  readonly id: string
  readonly messageId: string
  readonly runId: string
  /** ISO 8601, UTC. */
  readonly sentAt: string
  readonly rejectedAt: string
  readonly receiveCount: number
  /** Length of the body in bytes of UTF-8. */
  readonly bodyBytes: number
  readonly reasons: readonly Reason[]
  readonly state: RejectedState
  /** When the state was last changed; null for a message that nobody has touched. */
  readonly stateAt: string | null
  /** What somebody noted about it, as why it was discarded. */
  readonly note: string | null
  /** In the order of their code points. */
  readonly tags: readonly string[]
  /** Since when somebody looks into it, and who; null where nobody does. */
  readonly investigatedSince: string | null
  readonly investigatedBy: string | null
  /** The row that it became when it was tried again; null where it did not. */
  readonly rowId: string | null
}

export interface RejectedPage {
  readonly rejected: readonly RejectedSummary[]
  /** How many the filter lets through. */
  readonly total: number
  /** Hand back as `before` for the next page; null on the last one. */
  readonly next: string | null
}

/** Where things are among many rejected messages. */
export interface RejectedMap {
  readonly total: number
  /** Hand one back as `before`: the first for the page that begins at place `rejectedStep`, counted from 0, and so on. */
  readonly points: readonly string[]
  /** The first `rejectedStep` of them. */
  readonly first: readonly RejectedSummary[]
}

/** How far the points of a map are from each other. */
export const rejectedStep = 200

export interface RejectedMessage extends RejectedSummary {
  /** The body as received; with covered parts replaced, character for character, by `•`, so that ranges still fit. */
  readonly body: string
  /** Whether anything in `body` is covered. */
  readonly covered: boolean
  /** What its origin was loaded as, by this message or by another; null where it was not, or where the ledger forgot it. */
  readonly origin: LoadedOrigin | null
}

/** What the ledger knows of an origin. */
export interface LoadedOrigin {
  readonly rowId: string
  readonly messageId: string
  /** ISO 8601, UTC. */
  readonly loadedAt: string
}

export interface CauseGroup {
  /** The name of the group; `readCause` takes it apart. */
  readonly cause: string
  readonly count: number
  /** When the newest of them was rejected. */
  readonly newestAt: string
}

export interface CauseList {
  readonly causes: readonly CauseGroup[]
  /** How many groups there are, those beyond the limit included. */
  readonly groups: number
  /** How many messages there are in all groups. */
  readonly total: number
}

/** What an action changed. */
export interface StateChange {
  readonly changed: number
  /** Names the action, so that exactly what it changed can be changed back. */
  readonly changeId: string
}

/** What became of messages that were tried again. */
export interface RetryOutcome {
  /** The run that did it, as the history has it; null where there was nothing to try. */
  readonly runId: string | null
  readonly loaded: number
  /** Their origin had been loaded by another message. */
  readonly alreadyLoaded: number
  readonly stillRejected: number
  /** `stopped` where somebody ended it before all were tried, `failed` where something did; then `failure` says what. */
  readonly end: 'done' | 'stopped' | 'failed'
  readonly failure: Failure | null
}

export interface RejectedOutputs {
  readonly listRejected: RejectedPage
  readonly mapRejected: RejectedMap
  readonly listCauses: CauseList
  readonly getRejected: RejectedMessage
  readonly discardRejected: StateChange
  readonly restoreRejected: StateChange
  readonly retryRejected: RetryOutcome
}
