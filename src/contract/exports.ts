import { z } from 'zod'
import { rejectedInputs, why } from './rejected.ts'
import { rowInputs } from './rows.ts'

export const exportFormats = ['csv', 'jsonl', 'parquet'] as const

export type ExportFormat = (typeof exportFormats)[number]

/** What each format is called where people choose one. */
export const formatNames: Readonly<Record<ExportFormat, string>> = {
  csv: 'CSV',
  jsonl: 'JSON lines',
  parquet: 'Parquet',
}

/** Which items: everything that a list shows with these filters, on all pages, in its order. */
const subject = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('rows'),
    sort: rowInputs.listRows.shape.sort,
    filters: rowInputs.listRows.shape.filters,
    run: rowInputs.listRows.shape.run,
  }),
  z.strictObject({
    what: z.literal('rejected'),
    filter: rejectedInputs.listRejected.shape.filter,
    /**
     * Whether it contains their bodies: covered, or in clear for a reason, which is in the audit before any of them
     * is written.
     */
    bodies: z
      .discriminatedUnion('how', [
        z.strictObject({ how: z.literal('none') }),
        z.strictObject({ how: z.literal('covered') }),
        z.strictObject({ how: z.literal('clear'), why }),
      ])
      .prefault({ how: 'none' }),
  }),
])

/** Whether an export holds bodies. */
const hasBodies = (of: z.output<typeof subject>): boolean =>
  of.what === 'rejected' && of.bodies.how !== 'none'

export const exportInputs = {
  /**
   * Writes a list to a file that the host alone chooses: the desktop app asks the person, the web host keeps it until
   * the page has fetched it. One at a time; `cancelOperation` ends it.
   */
  exportItems: z
    .strictObject({ subject, format: z.enum(exportFormats), operation: z.uuid() })
    .refine(
      ({ subject: of, format }) => !hasBodies(of) || format === 'jsonl',
      'bodies are exported as JSON lines',
    ),
} as const

export type ExportSubject = z.output<typeof subject>
export type ExportSubjectInput = z.input<typeof subject>
export type ExportRequest = z.output<(typeof exportInputs)['exportItems']>

/** A file that was written completely. */
export interface WrittenExport {
  /** The file's name, without its folder. */
  readonly name: string
  readonly items: number
  readonly bytes: number
}

export type ExportOutcome =
  /** Nobody chose a file. */
  | { readonly how: 'dismissed' }
  | { readonly how: 'saved'; readonly file: WrittenExport }
  /** It waits at this address of the host, for a short time and for one download. */
  | { readonly how: 'ready'; readonly file: WrittenExport; readonly address: string }

/** An export in progress. */
export interface ExportView {
  readonly operation: string
  readonly what: ExportSubject['what']
  /** How many items have been written so far. */
  readonly items: number
}

export interface ExportOutputs {
  readonly exportItems: ExportOutcome
}

/** A file name for an export of this day, named after the table: `user_logins-2026-11-23.csv`. */
export const exportName = (
  what: ExportSubject['what'],
  format: ExportFormat,
  { day, table }: { readonly day: Date; readonly table: string },
): string => {
  const two = (value: number): string => String(value).padStart(2, '0')
  const date = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
  return `${what === 'rows' ? fileName(table) : 'rejected'}-${date}.${format}`
}

/** A table's name without characters that some system does not allow in a file's name. */
const fileName = (table: string): string => table.replaceAll(/[^\p{L}\p{N}_-]/gu, '_')
