import type { ExportSubject } from '../../contract/exports.ts'
import type { RejectedSummary } from '../../contract/rejected.ts'
import { where } from './conditions.ts'
import { readAsOfNow, type OneConnection } from './export-cursor.ts'
import { filterConditions } from './rejected-filter.ts'
import { toSealedBody, type SealedBody } from './rejected-bodies.ts'
import { sealedColumns, summaryColumns, toSummary, type SealedBodyRow, type SummaryRow } from './rejected.ts'

type RejectedSubject = Pick<Extract<ExportSubject, { readonly what: 'rejected' }>, 'filter'>

/** Every rejected message that matches the filter, newest first, without its body. Throws `PortError`. */
export async function* readRejected(
  on: OneConnection,
  { filter }: RejectedSubject,
): AsyncGenerator<readonly RejectedSummary[], void, undefined> {
  const values: unknown[] = []
  const conditions = filterConditions(filter, (value) => `$${values.push(value)}`)
  const text = `select ${summaryColumns} from sluice.rejected ${where(conditions)} order by rejected_id desc`
  for await (const page of readAsOfNow<SummaryRow>(on, { text, values })) yield page.map(toSummary)
}

/** A rejected message with its sealed body. */
export interface RejectedWithBody extends RejectedSummary {
  readonly sealed: SealedBody
}

/** The most bytes of bodies in memory at once, in UTF-8, and the most bodies. */
const pageBytes = 8 * 1024 * 1024
const [fewest, most] = [8, 500]

/** The same with their bodies, in pages that are smaller the larger the largest body is. Throws `PortError`. */
export async function* readWithBodies(
  on: OneConnection,
  { filter }: RejectedSubject,
): AsyncGenerator<readonly RejectedWithBody[], void, undefined> {
  const values: unknown[] = []
  const conditions = where(filterConditions(filter, (value) => `$${values.push(value)}`))
  const [found] = await on.query<{ largest: number }>({
    text: `select coalesce(max(body_bytes), 1) as largest from sluice.rejected ${conditions}`,
    values,
  })
  const pageSize = Math.min(most, Math.max(fewest, Math.floor(pageBytes / Math.max(1, found?.largest ?? 1))))
  const text = `select ${summaryColumns}, ${sealedColumns} from sluice.rejected ${conditions} order by rejected_id desc`
  for await (const page of readAsOfNow<SummaryRow & SealedBodyRow>(on, { text, values }, pageSize))
    yield page.map((row) => ({ ...toSummary(row), sealed: toSealedBody(row) }))
}
