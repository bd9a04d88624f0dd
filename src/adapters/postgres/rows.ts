import type { ParsedInput } from '../../contract/monitor.ts'
import type { LoginRow, RowPage } from '../../contract/rows.ts'
import { where, type Parameter } from './conditions.ts'
import type { Statement } from './database.ts'
import { cursorAt, pointOf } from './row-cursor.ts'
import { filterConditions } from './row-filter.ts'
import { rowSortKeys } from './row-sort-keys.ts'
import type { RowTable } from './row-table.ts'
import { dayText } from './time-text.ts'

type ListRows = ParsedInput<'listRows'>

/** A row as the contract has it. */
export const rowColumns = `login_id::text as id, user_id, device_type, masked_ip, masked_device_id, locale,
  app_version::text as app_version, ${dayText('create_date')} as create_date`

/** One page by key, however deep: it starts behind the row that it is given. Throws `PortError`. */
export const listRows = async ({ query, table }: RowTable, input: ListRows): Promise<RowPage> => {
  const found = await query<LoginRow>(rowPageStatement(table, input))
  const rows = found.slice(0, input.limit)
  const last = rows.at(-1)
  const hasNext = found.length > input.limit && last !== undefined
  return {
    rows,
    next: hasNext ? cursorAt(input.sort.column, last.id, valueOf(last, input.sort.column)) : null,
  }
}

/** The statement behind `listRows`; it asks for one row more than a page holds. */
export const rowPageStatement = (table: string, { sort, filters, after, limit }: ListRows): Statement => {
  const { column, descending } = sort
  const values: unknown[] = []
  const parameter: Parameter = (value) => `$${values.push(value)}`
  const key = rowSortKeys[column]
  const conditions = filterConditions(filters, parameter)
  if (after !== null) {
    conditions.push(
      `(${key(column)}, login_id) ${descending ? '<' : '>'} ${pointOf(table, column, after, parameter)}`,
    )
  }
  const direction = descending ? 'desc' : 'asc'
  return {
    text: `select ${rowColumns} from ${table} ${where(conditions)}
           order by ${key(column)} ${direction}, login_id ${direction} limit ${parameter(limit + 1)}`,
    values,
  }
}

const valueOf = (row: LoginRow, column: ListRows['sort']['column']): string | null =>
  column === 'login_id' ? null : row[column]
