import { z } from 'zod'
import type { Counts, Frame } from './events.ts'
import type { Reason } from './reason.ts'
import type { Result } from './result.ts'
import type { Snapshot } from './snapshot.ts'

/** The columns of `user_logins`, in the order of the table. */
export const loginColumns = [
  'user_id',
  'device_type',
  'masked_ip',
  'masked_device_id',
  'locale',
  'app_version',
  'create_date',
] as const

export type LoginColumn = (typeof loginColumns)[number]

const column = z.enum(loginColumns)

/** What PostgreSQL can hold in a text: anything but NUL. */
const text = (least: number, most: number) =>
  z
    .string()
    .min(least)
    .max(most)
    .refine((value) => !value.includes('\0') && value.isWellFormed())

/** A positive 64-bit number as text: the name of a row or of a rejected message. */
const id = z.string().refine((value) => /^\d{1,19}$/.test(value) && BigInt(value) < 2n ** 63n)

/** How a text column is compared. `is` and `empty` are exact; `contains` ignores case. */
const filter = z.discriminatedUnion('how', [
  z.strictObject({ column, how: z.literal('contains'), text: text(1, 256) }),
  z.strictObject({ column, how: z.literal('is'), text: text(0, 256) }),
  z.strictObject({ column, how: z.literal('empty') }),
])

/** Points behind a row: its name and the text it was sorted by. Opaque to windows: they hand back what they were given. */
const rowCursor = z.strictObject({
  id,
  // As long as a text column may hold; longer than any that Sluice fills.
  value: text(0, 65_536).nullable(),
})

/** At most one filter a column; all of them must hold. */
const filters = z.array(filter).max(loginColumns.length).default([])

/**
 * Every command with the shape of its input. This list is the whole surface between a window and the engine: what is
 * not here cannot be asked for.
 */
export const commandInputs = {
  getSnapshot: z.strictObject({}),
  /** Connects anew, after a connection failed. */
  reconnect: z.strictObject({}),
  startRun: z.strictObject({
    until: z.enum(['empty', 'stopped']).default('empty'),
    maxMessages: z.int().positive().nullable().default(null),
  }),
  stopRun: z.strictObject({}),
  /** One page of loaded rows, sorted and filtered by the database. */
  listRows: z.strictObject({
    sort: z
      .strictObject({ column: z.enum([...loginColumns, 'login_id']), descending: z.boolean() })
      .default({ column: 'login_id', descending: true }),
    filters,
    after: rowCursor.nullable().default(null),
    limit: z.int().min(1).max(500).default(50),
  }),
  countRows: z.strictObject({ filters }),
  /** Whether what a run counted is what the ledger holds, computed by the database. */
  reconcileRun: z.strictObject({ runId: z.uuid() }),
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
  /** Widens `app_version` and adds `login_id` in a `user_logins` that holds rows already, then connects anew. */
  alterTable: z.strictObject({}),
} as const

export type CommandName = keyof typeof commandInputs

export const commandNames = Object.keys(commandInputs) as readonly CommandName[]

/** What a caller may leave out has a default. */
export type CommandInput<N extends CommandName> = z.input<(typeof commandInputs)[N]>

/** A command's input after its defaults are filled in. */
export type ParsedInput<N extends CommandName> = z.output<(typeof commandInputs)[N]>

export type RowFilter = z.output<typeof filter>
export type RowCursor = z.output<typeof rowCursor>

/** A row of `user_logins` as it is stored: the originals of the masked columns are not in it. */
export interface LoginRow {
  /** `login_id`, a 64-bit number as text. */
  readonly id: string
  readonly user_id: string | null
  readonly device_type: string | null
  readonly masked_ip: string | null
  readonly masked_device_id: string | null
  readonly locale: string | null
  readonly app_version: string | null
  /** `YYYY-MM-DD`, the UTC day on which the message was sent. */
  readonly create_date: string | null
}

export interface RowPage {
  readonly rows: readonly LoginRow[]
  /** Where the next page starts; null on the last one. */
  readonly next: RowCursor | null
}

/** What a run counted, and what the ledger holds of it. */
export interface Reconciliation {
  readonly runId: string
  readonly counts: Counts
  /** Entries of this run in the ledger; null once some of them have been pruned. */
  readonly ledger: { readonly loaded: number; readonly rejected: number } | null
  /** Whether received = loaded + duplicates + rejected + released, and the ledger holds as many. */
  readonly holds: boolean
}

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

export interface CommandOutputs {
  readonly getSnapshot: Snapshot
  readonly reconnect: null
  readonly startRun: { readonly runId: string }
  readonly stopRun: null
  readonly listRows: RowPage
  readonly countRows: { readonly count: number }
  readonly reconcileRun: Reconciliation
  readonly listRejected: RejectedPage
  readonly getRejected: RejectedMessage
  readonly alterTable: null
}

/**
 * The one seam between the engine and whoever looks at it. The engine itself, its thread, Electron's IPC and the web
 * page's HTTP all have this shape, so each is a stand-in for the next.
 */
export interface MonitorClient {
  /** Asks for one thing. Settles with a `Result` and does not reject. */
  readonly send: <N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ) => Promise<Result<CommandOutputs[N]>>
  /** Hears frames from now on; the answer ends it. */
  readonly listen: (onFrame: (frame: Frame) => void) => () => void
}
