import { loginColumns, type LoginColumn, type LoginRow } from '../../../contract/rows.ts'

/** The forms in which rows are copied. */
export const rowForms = ['TSV', 'CSV', 'JSON', 'SQL'] as const

export type RowForm = (typeof rowForms)[number]

/** Rows as text, of some columns, with the names of the columns where the form has them. */
export const rowsAsText = (
  rows: readonly LoginRow[],
  form: RowForm,
  columns: readonly LoginColumn[] = loginColumns,
): string => {
  switch (form) {
    case 'TSV':
      return lines(rows, columns, '\t', (value) => (value ?? '').replace(/[\t\n\r]+/g, ' '))
    case 'CSV':
      return lines(rows, columns, ',', csvField)
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

const valuesOf = (row: LoginRow, columns: readonly LoginColumn[]): readonly (string | null)[] =>
  columns.map((column) => row[column])

const lines = (
  rows: readonly LoginRow[],
  columns: readonly LoginColumn[],
  separator: string,
  write: (value: string | null) => string,
): string =>
  [columns, ...rows.map((row) => valuesOf(row, columns))]
    .map((values) => values.map(write).join(separator))
    .join('\n')

const pick = (row: LoginRow, columns: readonly LoginColumn[]): Record<string, string | null> =>
  Object.fromEntries(columns.map((column) => [column, row[column]]))

/**
 * A field by RFC 4180. What a spreadsheet would take for a formula gets an apostrophe before it, by which it is shown as
 * text. Source: OWASP, "CSV Injection".
 */
const csvField = (value: string | null): string => {
  const text = value ?? ''
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const insertStatement = (row: LoginRow, columns: readonly LoginColumn[]): string => {
  const values = valuesOf(row, columns).map((value) =>
    value === null ? 'null' : `'${value.replaceAll("'", "''")}'`,
  )
  return `insert into user_logins (${columns.join(', ')}) values (${values.join(', ')});`
}
