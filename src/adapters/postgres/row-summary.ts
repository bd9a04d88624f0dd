import type { RowFilter, RowSummary, SummaryColumn } from '../../contract/rows.ts'
import { where } from './conditions.ts'
import { filterConditions, textOf } from './row-filter.ts'
import type { RowTable } from './row-table.ts'

interface Row {
  readonly value: string | null
  readonly count: string
  readonly total: string
}

/** How many values of a column are named; the others are added up. */
const named = 8

/** How many of the rows that the filters let through have each value of a column, the most frequent first. Throws `PortError`. */
export const summarizeRows = async (
  { query, table }: RowTable,
  column: SummaryColumn,
  filters: readonly RowFilter[],
): Promise<RowSummary> => {
  const values: unknown[] = []
  const conditions = filterConditions(filters, (value) => `$${values.push(value)}`)
  const rows = await query<Row>({
    text: `select ${textOf(column, column)} as value, count(*) as count, sum(count(*)) over () as total
           from ${table} ${where(conditions)}
           group by 1 order by count(*) desc, 1 limit ${named}`,
    values,
  })
  const total = Number(rows[0]?.total ?? 0)
  const top = rows.map(({ value, count }) => ({ value, count: Number(count) }))
  return { column, top, others: total - top.reduce((sum, { count }) => sum + count, 0) }
}
