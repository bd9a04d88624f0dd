import { z } from 'zod'
import { id, text } from './input.ts'
import { reasonCodes, type Reason } from './reason.ts'

/** `kept` waits for somebody to look at it; `discarded` was looked at and stays only to be looked up. */
export const rejectedStates = ['kept', 'discarded'] as const

export type RejectedState = (typeof rejectedStates)[number]

/** Longest name of a group of rejected messages, in characters. */
const longestCause = 600

/**
 * Which rejected messages are meant; all conditions must hold. Bodies cannot be searched: they are sealed, and the
 * database has no key to them. Ids, reasons, times and runs can.
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
})

/** Some messages by name, all that a filter lets through, or all that one earlier action changed. */
const which = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('ids'), ids: z.array(id).min(1).max(500) }),
  z.strictObject({ by: z.literal('filter'), filter }),
  z.strictObject({ by: z.literal('change'), changeId: z.uuid() }),
])

export const rejectedInputs = {
  /** Rejected messages, newest first, without their bodies. */
  listRejected: z.strictObject({
    filter: filter.prefault({}),
    before: id.nullable().default(null),
    limit: z.int().min(1).max(500).default(50),
  }),
  /** Rejected messages in groups of the same cause, the largest first. */
  listCauses: z.strictObject({
    filter: filter.prefault({}),
    limit: z.int().min(1).max(500).default(100),
  }),
  /** One rejected message with its body. Personal data in it is covered unless `uncover` is set. */
  getRejected: z.strictObject({
    id,
    uncover: z.boolean().default(false),
  }),
  /** Marks kept messages as discarded. Nothing is removed. */
  discardRejected: z.strictObject({ which, note: text(1, 500).nullable().default(null) }),
  /** Marks discarded messages as kept. */
  restoreRejected: z.strictObject({ which }),
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
  /** Why it was discarded, if somebody said so. */
  readonly note: string | null
}

export interface RejectedPage {
  readonly rejected: readonly RejectedSummary[]
  /** How many the filter lets through. */
  readonly total: number
  /** Hand back as `before` for the next page; null on the last one. */
  readonly next: string | null
}

export interface RejectedMessage extends RejectedSummary {
  /** The body as received; with covered parts replaced, character for character, by `•`, so that ranges still fit. */
  readonly body: string
  /** Whether anything in `body` is covered. */
  readonly covered: boolean
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

export interface RejectedOutputs {
  readonly listRejected: RejectedPage
  readonly listCauses: CauseList
  readonly getRejected: RejectedMessage
  readonly discardRejected: StateChange
  readonly restoreRejected: StateChange
}
