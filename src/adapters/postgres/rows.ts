import type { ParsedInput } from '../../contract/monitor.ts'
import type { LoginRow, RowCursor, RowPage } from '../../contract/rows.ts'
import { where, type Parameter } from './conditions.ts'
import type { Database, Statement } from './database.ts'
import { filterConditions } from './row-filter.ts'
import { rowSortKeys, type RowSortColumn } from './row-sort-keys.ts'

type ListRows = ParsedInput<'listRows'>

/** Anything that statements can be put to. */
type Queries = Pick<Database, 'query'>

/** A row as the contract has it. */
export const rowColumns = `login_id::text as id, user_id, device_type, masked_ip, masked_device_id, locale,
  app_version::text as app_version, to_char(create_date, 'YYYY-MM-DD') as create_date`

/** One page by key, however deep: it starts behind the row that it is given. Throws `PortError`. */
export const listRows = async (database: Queries, input: ListRows): Promise<RowPage> => {
  const found = await database.query<LoginRow>(rowPageStatement(input))
  const rows = found.slice(0, input.limit)
  const last = rows.at(-1)
  const hasNext = found.length > input.limit && last !== undefined
  return { rows, next: hasNext ? cursorOf(last, input.sort.column) : null }
}

/** The statement behind `listRows`; it asks for one row more than a page holds. */
export const rowPageStatement = ({ sort, filters, after, limit }: ListRows): Statement => {
  const { column, descending } = sort
  const values: unknown[] = []
  const parameter: Parameter = (value) => `$${values.push(value)}`
  const key = rowSortKeys[column]
  const conditions = filterConditions(filters, parameter)
  if (after !== null) {
    const value = column === 'login_id' ? after.id : after.value
    const point = `(${key(`${parameter(value)}::text`)}, ${parameter(after.id)}::bigint)`
    conditions.push(`(${key(column)}, login_id) ${descending ? '<' : '>'} ${point}`)
  }
  const direction = descending ? 'desc' : 'asc'
  return {
    text: `select ${rowColumns} from user_logins ${where(conditions)}
           order by ${key(column)} ${direction}, login_id ${direction} limit ${parameter(limit + 1)}`,
    values,
  }
}

const cursorOf = (row: LoginRow, column: RowSortColumn): RowCursor => ({
  id: row.id,
  value: column === 'login_id' ? null : row[column],
})
