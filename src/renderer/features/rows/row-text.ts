import { delimitedLine, numberCell, type Cell, type Separator } from '../../../contract/delimited.ts'
import type { EventTable } from '../../../contract/event-definition.ts'
import { quoteName } from '../../../contract/quote-name.ts'
import { jsonCell, jsonMembers } from '../../../contract/json-cells.ts'
import type { EventRow } from '../../../contract/rows.ts'
import { isOwn, namesOf, valueIn, type RowColumn } from './row-columns.ts'

/** The forms in which rows are copied. */
export const rowForms = ['TSV', 'CSV', 'JSON', 'SQL'] as const

export type RowForm = (typeof rowForms)[number]

/** What to copy: rows, some of their columns, and their table. */
export interface CopiedRows {
  readonly rows: readonly EventRow[]
  readonly columns: readonly RowColumn[]
  readonly table: Pick<EventTable, 'schema' | 'name'>
}

/** Rows as text, with the column names if the form has them. A single cell as TSV is its bare value. */
export const rowsAsText = (copied: CopiedRows, form: RowForm): string => {
  switch (form) {
    case 'TSV':
      return singleCell(copied) ?? lines(copied, '\t')
    case 'CSV':
      return lines(copied, ',')
    case 'JSON':
      return objectList(copied)
    case 'SQL':
      return insertStatements(copied).join('\n')
  }
}

/** Whoever copies one cell wants its value, to paste it anywhere; null if there are more. */
const singleCell = ({ rows, columns }: CopiedRows): string | null => {
  const [row] = rows
  const [column] = columns
  if (row === undefined || column === undefined || rows.length > 1 || columns.length > 1) return null
  return valueIn(row, column) ?? ''
}

const lines = ({ rows, columns }: CopiedRows, separator: Separator): string =>
  [namesOf(columns), ...rows.map((row) => columns.map((column) => delimited(column, valueIn(row, column))))]
    .map((cells) => delimitedLine(cells, separator))
    .join('\n')

const delimited = ({ look }: RowColumn, value: string | null): Cell =>
  look === 'number' && value !== null ? numberCell(value) : value

/** Formatted like `JSON.stringify` of a list of objects. */
const objectList = ({ rows, columns }: CopiedRows): string => {
  const objects = rows.map((row) => {
    const members = jsonMembers(
      columns.map((column) => [column.name, jsonCell(column.json, valueIn(row, column))]),
      ' ',
    )
    return `  {\n${members.map((member) => `    ${member}`).join(',\n')}\n  }`
  })
  return objects.length === 0 ? '[]' : `[\n${objects.join(',\n')}\n]`
}

/** Columns that the database fills itself are left out, unless there are no others. */
const insertStatements = ({ rows, columns: all, table }: CopiedRows): readonly string[] => {
  const own = all.filter(isOwn)
  const columns = own.length === 0 ? all : own
  const target = [table.schema, table.name]
    .flatMap((name) => (name === null ? [] : quoteName(name)))
    .join('.')
  const into = `insert into ${target} (${namesOf(columns).map(quoteName).join(', ')})`
  return rows.map(
    (row) => `${into} values (${columns.map((column) => literal(valueIn(row, column))).join(', ')});`,
  )
}

const literal = (value: string | null): string =>
  value === null ? 'null' : `'${value.replaceAll("'", "''")}'`
