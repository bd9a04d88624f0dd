import { delimitedLine, type Separator } from '../../../contract/delimited.ts'
import { loginColumns, type LoginColumn, type LoginRow } from '../../../contract/rows.ts'

/** The forms in which rows are copied. */
export const rowForms = ['TSV', 'CSV', 'JSON', 'SQL'] as const

export type RowForm = (typeof rowForms)[number]

/** Rows as text, of some columns, with the names of the columns where the form has them. One cell as TSV is its value alone. */
export const rowsAsText = (
  rows: readonly LoginRow[],
  form: RowForm,
  columns: readonly LoginColumn[] = loginColumns,
): string => {
  switch (form) {
    case 'TSV':
      return singleCell(rows, columns) ?? lines(rows, columns, '\t')
    case 'CSV':
      return lines(rows, columns, ',')
    case 'JSON':
      return JSON.stringify(
        rows.map((row) => pick(row, columns)),
        null,
        2,
      )
    case 'SQL':
      return rows.map((row) => insertStatement(row, columns)).join('\n')
  }
}

/** Who copies one cell wants what is in it, to paste it anywhere; null where there are more. */
const singleCell = (rows: readonly LoginRow[], columns: readonly LoginColumn[]): string | null => {
  const [row] = rows
  const [column] = columns
  if (row === undefined || column === undefined || rows.length > 1 || columns.length > 1) return null
  return row[column] ?? ''
}

const valuesOf = (row: LoginRow, columns: readonly LoginColumn[]): readonly (string | null)[] =>
  columns.map((column) => row[column])

const lines = (rows: readonly LoginRow[], columns: readonly LoginColumn[], separator: Separator): string =>
  [columns, ...rows.map((row) => valuesOf(row, columns))]
    .map((cells) => delimitedLine(cells, separator))
    .join('\n')

const pick = (row: LoginRow, columns: readonly LoginColumn[]): Record<string, string | null> =>
  Object.fromEntries(columns.map((column) => [column, row[column]]))

const insertStatement = (row: LoginRow, columns: readonly LoginColumn[]): string => {
  const values = valuesOf(row, columns).map((value) =>
    value === null ? 'null' : `'${value.replaceAll("'", "''")}'`,
  )
  return `insert into user_logins (${columns.join(', ')}) values (${values.join(', ')});`
}
