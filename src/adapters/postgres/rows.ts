import type { ParsedInput } from '../../contract/monitor.ts'
import type { LoginColumn, LoginRow, RowCursor, RowFilter, RowPage } from '../../contract/rows.ts'
import type { Database, Statement } from './database.ts'
import { rowSortKeys, type RowSortColumn } from './row-sort-keys.ts'

type ListRows = ParsedInput<'listRows'>

/** Anything that statements can be put to. */
type Queries = Pick<Database, 'query'>

/** A row as the contract has it. */
export const rowColumns = `login_id::text as id, user_id, device_type, masked_ip, masked_device_id, locale,
  app_version::text as app_version, to_char(create_date, 'YYYY-MM-DD') as create_date`

/**
 * One page by key, however deep: the next one starts behind the last row, the one before ends before the first row and is
 * read backward, and the last page is the first one of the opposite order. Throws `PortError`.
 */
export const listRows = async (database: Queries, input: ListRows): Promise<RowPage> => {
  const found = await database.query<LoginRow>(rowPageStatement(input))
  const more = found.length > input.limit
  const read = found.slice(0, input.limit)
  const backward = isBackward(input)
  const rows = backward ? read.toReversed() : read
  const [first, last] = [rows[0], rows.at(-1)]
  // A page that was reached from another has that other one on its side; beyond it, one row too many tells.
  const hasNext = backward ? input.before !== null : more
  const hasPrevious = backward ? more : input.after !== null
  return {
    rows,
    next: hasNext && last !== undefined ? cursorOf(last, input.sort.column) : null,
    previous: hasPrevious && first !== undefined ? cursorOf(first, input.sort.column) : null,
  }
}

/** The statement behind `listRows`; it asks for one row more than a page holds, in the order in which it is read. */
export const rowPageStatement = (input: ListRows): Statement => {
  const { column, descending } = input.sort
  const falling = descending !== isBackward(input)
  const values: unknown[] = []
  const parameter = (value: unknown): string => `$${values.push(value)}`
  const key = rowSortKeys[column]
  const conditions = filterConditions(input.filters, parameter)
  const from = input.after ?? input.before
  if (from !== null) {
    const value = column === 'login_id' ? from.id : from.value
    const point = `(${key(`${parameter(value)}::text`)}, ${parameter(from.id)}::bigint)`
    conditions.push(`(${key(column)}, login_id) ${falling ? '<' : '>'} ${point}`)
  }
  const direction = falling ? 'desc' : 'asc'
  return {
    text: `select ${rowColumns} from user_logins ${where(conditions)}
           order by ${key(column)} ${direction}, login_id ${direction} limit ${parameter(input.limit + 1)}`,
    values,
  }
}

const isBackward = ({ after, before, last }: ListRows): boolean => after === null && (before !== null || last)

const cursorOf = (row: LoginRow, column: RowSortColumn): RowCursor => ({
  id: row.id,
  value: column === 'login_id' ? null : row[column],
})

/** Throws `PortError`. */
export const countRows = async (database: Queries, filters: readonly RowFilter[]): Promise<number> => {
  const values: unknown[] = []
  const conditions = filterConditions(filters, (value) => `$${values.push(value)}`)
  const [row] = await database.query<{ count: string }>({
    text: `select count(*) as count from user_logins ${where(conditions)}`,
    values,
  })
  return Number(row?.count ?? 0)
}

export const where = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`

/** Conditions for SQL; their values go through `parameter`, which answers the place that stands for them. */
export const filterConditions = (
  filters: readonly RowFilter[],
  parameter: (value: unknown) => string,
): string[] =>
  filters.map((filter) => {
    const column = filterText(filter.column)
    switch (filter.how) {
      case 'empty':
        return `(${column} is null or ${column} = '')`
      case 'is':
        return `${column} = ${parameter(filter.text)}`
      case 'contains':
        return `strpos(lower(${column}), lower(${parameter(filter.text)}::text)) > 0`
    }
  })

/** A column as the text that filters and summaries compare. */
export const filterText = (column: LoginColumn): string =>
  column === 'create_date' ? `to_char(create_date, 'YYYY-MM-DD')` : `${column}::text`
