import { z } from 'zod'
import { id } from './input.ts'
import type { Reason } from './reason.ts'

export const rejectedInputs = {
  /** Rejected messages, newest first, without their bodies. */
  listRejected: z.strictObject({
    before: id.nullable().default(null),
    limit: z.int().min(1).max(500).default(50),
  }),
  /** One rejected message with its body. Personal data in it is covered unless `uncover` is set. */
  getRejected: z.strictObject({
    id,
    uncover: z.boolean().default(false),
  }),
} as const

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
}

export interface RejectedPage {
  readonly rejected: readonly RejectedSummary[]
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

export interface RejectedOutputs {
  readonly listRejected: RejectedPage
  readonly getRejected: RejectedMessage
}
