import { z } from 'zod'
import { longestWhy } from './audit.ts'
import type { Failure } from './failure.ts'
import { id, text } from './input.ts'
import { noteText, tagText } from './mark-words.ts'
import { reasonCodes, type Reason } from './reason.ts'

/**
 * `kept` waits for someone to look at it; `discarded` was looked at and stays only to be looked up. `loaded` became a
 * row when it was retried; `already-loaded` would have, but another message with its origin was loaded first.
 * `rejected-again` was sent back to the queue and rejected once more; the message that it came back as replaces it.
 * The text of an `erased` one is gone.
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
 * Selects rejected messages; all conditions must hold. Bodies are not conditions: they are sealed, and the database
 * has no key to them. `searchRejected` looks into them and answers with ids, which `among` takes.
 */
const filter = z.strictObject({
  state: z.enum([...rejectedStates, 'all']).default('kept'),
  /** The name of a group, as `listCauses` returns it. */
  cause: text(1, longestCause).nullable().default(null),
  code: z.enum(reasonCodes).nullable().default(null),
  runId: z.uuid().nullable().default(null),
  /** Rejected at or after this time. */
  since: z.iso.datetime().nullable().default(null),
  /** Rejected before this time. */
  until: z.iso.datetime().nullable().default(null),
  /** A message id, or its beginning. */
  messageId: text(1, 128).nullable().default(null),
  tag: tagText.nullable().default(null),
  /** The place of a fault, or of what it is in: a pointer as in reasons. */
  path: text(1, longestPath).nullable().default(null),
  /** Of the event, by the run that rejected it: its name, its hash, or both with a space between. */
  definition: text(1, 200).nullable().default(null),
  /** Only kept ones that someone is looking into. */
  investigated: z.literal(true).nullable().default(null),
  /** Only these. */
  among: z.array(id).max(mostNamed).nullable().default(null),
})

/** Why someone wants to see what is covered; spaces alone are not a reason. */
export const why = text(1, longestWhy).refine((value) => value.trim() !== '')

/** Whether a text can be a reason for uncovering. */
export const isWhy = (value: string): boolean => why.safeParse(value).success

/**
 * Some messages by number, everything that matches a filter, all with one of some reasons, or what one earlier action
 * changed.
 */
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
  /**
   * One rejected message with its body. Personal data in it is covered unless `uncover` gives a reason, which is
   * recorded.
   */
  getRejected: z.strictObject({
    id,
    uncover: z.strictObject({ why }).nullable().default(null),
  }),
  /** Marks kept messages as discarded. Nothing is removed. */
  discardRejected: z.strictObject({ which, note: noteText.nullable().default(null) }),
  /** Marks discarded messages as kept. */
  restoreRejected: z.strictObject({ which }),
  /**
   * Retries kept messages by today's rules, as its own run: what is well formed now is loaded, the others stay as
   * they are. `stopRun` ends it early. With `upTo` what was rejected after that one is left out.
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
  /** A person's note on it, such as why it was discarded. */
  readonly note: string | null
  /** In the order of their code points. */
  readonly tags: readonly string[]
  /** Who is looking into it, and since when; null if nobody is. */
  readonly investigatedSince: string | null
  readonly investigatedBy: string | null
  /** The row that it became when it was retried; null if it did not. */
  readonly rowId: string | null
}

export interface RejectedPage {
  readonly rejected: readonly RejectedSummary[]
  /** How many match the filter. */
  readonly total: number
  /** Hand back as `before` for the next page; null on the last one. */
  readonly next: string | null
}

/** Positions among many rejected messages. */
export interface RejectedMap {
  readonly total: number
  /** Hand one back as `before`: the first for the page that begins at place `rejectedStep`, counted from 0, and so on. */
  readonly points: readonly string[]
  /** The first `rejectedStep` of them. */
  readonly first: readonly RejectedSummary[]
}

/** The number of messages between two points of a map. */
export const rejectedStep = 200

export interface RejectedMessage extends RejectedSummary {
  /** The body as received; with covered parts replaced, character for character, by `•`, so that ranges still fit. */
  readonly body: string
  /** Whether anything in `body` is covered. */
  readonly covered: boolean
  /**
   * The row that its origin was loaded as, by this message or another; null if it was not, or if the ledger has
   * pruned it.
   */
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

/** The result of an action. */
export interface StateChange {
  readonly changed: number
  /** The id of the action, so that exactly what it changed can be changed back. */
  readonly changeId: string
}

/** The result of retrying messages. */
export interface RetryOutcome {
  /** The run that did it, as the history has it; null if there was nothing to try. */
  readonly runId: string | null
  readonly loaded: number
  /** Their origin had been loaded by another message. */
  readonly alreadyLoaded: number
  readonly stillRejected: number
  /** `stopped` if a person ended it before all were tried, `failed` if something broke; then `failure` says what. */
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
