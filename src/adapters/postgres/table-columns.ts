import { loginColumns, type LoginColumn } from '../../contract/rows.ts'
import type { ColumnFacts, TableFacts } from './table-facts.ts'

interface Want {
  readonly type: string
  readonly width: number | null
}

const expected: Readonly<Record<LoginColumn, Want>> = {
  user_id: { type: 'character varying', width: 128 },
  device_type: { type: 'character varying', width: 32 },
  masked_ip: { type: 'character varying', width: 256 },
  masked_device_id: { type: 'character varying', width: 256 },
  locale: { type: 'character varying', width: 32 },
  app_version: { type: 'character varying', width: 32 },
  create_date: { type: 'date', width: null },
}

/** Wide enough for a mask. */
const maskWidth = 64

/** Columns that are missing, or of another type than a login's fields have, in words. */
export const columnProblems = (columns: readonly ColumnFacts[]): readonly string[] => {
  const byName = new Map(columns.map((column) => [column.name, column]))
  return loginColumns.flatMap((name) => columnProblem(name, byName.get(name)) ?? [])
}

const columnProblem = (name: LoginColumn, column: ColumnFacts | undefined): string | null => {
  const want = expected[name]
  if (column === undefined) return `${name} is missing`
  if (column.filledBy === 'generated') return `${name} is generated and takes no value`
  if (column.type === 'text' && want.type === 'character varying') return null
  if (name === 'app_version' && column.type === 'integer') return null
  if (column.type !== want.type) return `${name} is ${column.type}, not ${want.type}`
  const least = name.startsWith('masked_') ? maskWidth : want.width
  if (least !== null && column.width !== null && column.width < least)
    return `${name} holds ${column.width} characters, not ${least}`
  return null
}

const fedByLogins: ReadonlySet<string> = new Set([...loginColumns, 'login_id'])

/**
 * Columns of the owner's that must have a value and are given none: every login would be refused for them. Of a view also
 * those of the table beneath that the view does not show.
 */
export const unfedColumns = ({ columns, base }: TableFacts): readonly string[] => [
  ...unfed(columns).filter((name) => !fedByLogins.has(name)),
  ...(base === null ? [] : unfedBelow(base)),
]

const unfedBelow = ({ table, reads }: NonNullable<TableFacts['base']>): readonly string[] => [
  ...unfed(table.columns).filter((name) => !reads.includes(name)),
  ...(table.base === null ? [] : unfedBelow(table.base)),
]

const unfed = (columns: readonly ColumnFacts[]): readonly string[] =>
  columns.filter((column) => column.isRequired && column.filledBy === null).map(({ name }) => name)
