import type { ExportSubject } from '../../contract/exports.ts'
import type { RejectedSummary } from '../../contract/rejected.ts'
import { where } from './conditions.ts'
import { readAsOfNow, type OneConnection } from './export-cursor.ts'
import { filterConditions } from './rejected-filter.ts'
import { summaryColumns, toSummary, type SummaryRow } from './rejected.ts'

type RejectedSubject = Extract<ExportSubject, { readonly what: 'rejected' }>

/** Every rejected message that the filter lets through, newest first, without its body. Throws `PortError`. */
export async function* readRejected(
  on: OneConnection,
  { filter }: RejectedSubject,
): AsyncGenerator<readonly RejectedSummary[], void, undefined> {
  const values: unknown[] = []
  const conditions = filterConditions(filter, (value) => `$${values.push(value)}`)
  const text = `select ${summaryColumns} from sluice.rejected ${where(conditions)} order by rejected_id desc`
  for await (const page of readAsOfNow<SummaryRow>(on, { text, values })) yield page.map(toSummary)
}
