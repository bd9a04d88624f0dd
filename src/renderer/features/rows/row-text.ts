import { loginColumns, type LoginRow } from '../../../contract/rows.ts'

/** The forms in which rows are copied. */
export const rowForms = ['TSV', 'CSV', 'JSON', 'SQL'] as const

export type RowForm = (typeof rowForms)[number]

/** Rows as text, with the names of the columns where the form has them. */
export const rowsAsText = (rows: readonly LoginRow[], form: RowForm): string => {
  switch (form) {
    case 'TSV':
      return lines(rows, '\t', (value) => (value ?? '').replace(/[\t\n\r]+/g, ' '))
    case 'CSV':
      return lines(rows, ',', csvField)
    case 'JSON':
      return JSON.stringify(rows.map(withoutId), null, 2)
    case 'SQL':
      return rows.map(insertStatement).join('\n')
  }
}

const valuesOf = (row: LoginRow): readonly (string | null)[] => loginColumns.map((column) => row[column])

const lines = (
  rows: readonly LoginRow[],
  separator: string,
  write: (value: string | null) => string,
): string =>
  [loginColumns, ...rows.map(valuesOf)].map((values) => values.map(write).join(separator)).join('\n')

const withoutId = (row: LoginRow): Record<string, string | null> =>
  Object.fromEntries(loginColumns.map((column) => [column, row[column]]))

/**
 * A field by RFC 4180. What a spreadsheet would take for a formula gets an apostrophe before it, by which it is shown as
 * text. Source: OWASP, "CSV Injection".
 */
const csvField = (value: string | null): string => {
  const text = value ?? ''
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const insertStatement = (row: LoginRow): string => {
  const values = valuesOf(row).map((value) => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'`))
  return `insert into user_logins (${loginColumns.join(', ')}) values (${values.join(', ')});`
}
