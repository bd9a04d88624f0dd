import type { ParsedInput } from '../../contract/monitor.ts'
import type { RowMap } from '../../contract/rows.ts'
import { where } from './conditions.ts'
import type { Statement } from './database.ts'
import { cursorAt } from './row-cursor.ts'
import { filterConditions, textOf } from './row-filter.ts'
import { rowSortKeys } from './row-sort-keys.ts'
import type { RowTable } from './row-table.ts'

type MapRows = Omit<ParsedInput<'mapRows'>, 'operation'>

interface Row {
  readonly count: string
  readonly step: string
  readonly id: string | null
  readonly value: string | null
}

/** Rows between two points of a map, at least: what two or three pages hold. */
const leastStep = 200

/** Points in a map, at most. */
const mostPoints = 10_000

/**
 * Counts the rows that the filters let through and notes every so many of them, in the order that is asked for, all as of
 * one moment. From these points any place in a table of any size is a page or two away. Reads every row once, so it may
 * take long. Throws `PortError`.
 */
export const mapRows = async ({ query, table }: RowTable, input: MapRows): Promise<RowMap> => {
  const rows = await query<Row>(rowMapStatement(table, input))
  const [first] = rows
  return {
    count: Number(first?.count ?? 0),
    step: Number(first?.step ?? leastStep),
    points: rows.flatMap(({ id, value }) => (id === null ? [] : [cursorAt(input.sort.column, id, value)])),
  }
}

const rowMapStatement = (table: string, { sort: { column, descending }, filters }: MapRows): Statement => {
  const values: unknown[] = []
  const conditions = where(filterConditions(filters, (value) => `$${values.push(value)}`))
  const direction = descending ? 'desc' : 'asc'
  const value = column === 'login_id' ? 'null' : textOf(column, 'value')
  return {
    text: `with total as (select count(*) as count from ${table} ${conditions}),
           scale as (
             select count, ${leastStep} * greatest(1, ceil(count / ${leastStep * mostPoints}.0))::bigint as step from total
           )
           select scale.count, scale.step, point.id::text as id, point.value
           from scale left join lateral (
             select login_id as id, ${value} as value, place
             from (
               select login_id, ${column} as value,
                 row_number() over (order by ${rowSortKeys[column](column)} ${direction}, login_id ${direction}) as place
               from ${table} ${conditions}
             ) as numbered
             where place % scale.step = 0
           ) as point on true
           order by point.place`,
    values,
  }
}
