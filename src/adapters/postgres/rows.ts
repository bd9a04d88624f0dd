import type { ParsedInput } from '../../contract/monitor.ts'
import type { LoginColumn, LoginRow, RowFilter, RowPage } from '../../contract/rows.ts'
import type { Database } from './database.ts'

type ListRows = ParsedInput<'listRows'>
type SortColumn = ListRows['sort']['column']

/** What a column is sorted by. Only names from this table reach the SQL text; values are always parameters. */
const sortKeys: Readonly<Record<SortColumn, (value: string) => string>> = {
  login_id: (value) => `${value}::bigint`,
  user_id: text,
  device_type: text,
  masked_ip: text,
  masked_device_id: text,
  locale: text,
  app_version: (value) => `coalesce(sluice.version_key(${value}), '{}')`,
  create_date: (value) => `coalesce(${value}::date, '-infinity')`,
}

function text(value: string): string {
  return `coalesce(${value}::text, '') collate "C"`
}

/** A row as the contract has it. */
export const rowColumns = `login_id::text as id, user_id, device_type, masked_ip, masked_device_id, locale,
  app_version::text as app_version, to_char(create_date, 'YYYY-MM-DD') as create_date`

/** One page by key: the next one starts behind the last row, however deep. Throws `PortError`. */
export const listRows = async (database: Database, input: ListRows): Promise<RowPage> => {
  const { column, descending } = input.sort
  const values: unknown[] = []
  const parameter = (value: unknown): string => `$${values.push(value)}`
  const key = sortKeys[column]
  const conditions = filterConditions(input.filters, parameter)
  if (input.after !== null) {
    const value = column === 'login_id' ? input.after.id : input.after.value
    const behind = `(${key(`${parameter(value)}::text`)}, ${parameter(input.after.id)}::bigint)`
    conditions.push(`(${key(column)}, login_id) ${descending ? '<' : '>'} ${behind}`)
  }
  const direction = descending ? 'desc' : 'asc'
  const found = await database.query<LoginRow & { id: string }>({
    text: `select ${rowColumns} from user_logins ${where(conditions)}
           order by ${key(column)} ${direction}, login_id ${direction} limit ${parameter(input.limit + 1)}`,
    values,
  })
  const rows = found.slice(0, input.limit)
  const last = rows.at(-1)
  const more = found.length > input.limit && last !== undefined
  return { rows, next: more ? { id: last.id, value: column === 'login_id' ? null : last[column] } : null }
}

/** Throws `PortError`. */
export const countRows = async (database: Database, filters: readonly RowFilter[]): Promise<number> => {
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
