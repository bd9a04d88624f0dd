import type { ParsedInput } from '../../contract/monitor.ts'
import type { CauseList } from '../../contract/rejected.ts'
import { where } from './conditions.ts'
import type { Database } from './database.ts'
import { filterConditions } from './rejected-filter.ts'
import { isoTime } from './time-text.ts'

interface Row {
  readonly cause: string
  readonly count: string
  readonly newest_at: string
  readonly groups: string
  readonly total: string
}

/**
 * Groups of the same cause, the largest first. Counted by the database off an index, without touching a body; the
 * time of the newest is looked up only for the returned groups. Throws `PortError`.
 */
export const listCauses = async (
  database: Database,
  { filter, limit }: ParsedInput<'listCauses'>,
): Promise<CauseList> => {
  const values: unknown[] = []
  const parameter = (value: unknown): string => `$${values.push(value)}`
  const rows = await database.query<Row>({
    text: `
      with grouped as (
        select cause, count(*) as count, max(rejected_id) as newest
        from sluice.rejected ${where(filterConditions(filter, parameter))}
        group by cause
      ), counted as (
        select *, count(*) over () as groups, sum(count) over () as total from grouped
        order by count desc, cause limit ${parameter(limit)}
      )
      select c.cause, c.count, ${isoTime('r.rejected_at')} as newest_at, c.groups, c.total
      from counted c join sluice.rejected r on r.rejected_id = c.newest
      order by c.count desc, c.cause`,
    values,
  })
  return {
    causes: rows.map((row) => ({
      cause: row.cause,
      count: Number(row.count),
      newestAt: row.newest_at,
    })),
    groups: Number(rows[0]?.groups ?? 0),
    total: Number(rows[0]?.total ?? 0),
  }
}
