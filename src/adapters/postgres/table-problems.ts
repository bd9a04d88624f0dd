import { columnsOf, type EventColumn } from '../../contract/event-columns.ts'
import { quoteName } from '../../contract/quote-name.ts'
import type { ColumnLimit, ColumnLimits } from '../../pipeline/column-limit.ts'
import { fitOf } from './column-fit.ts'
import type { ColumnFacts, TableFacts } from './table-facts.ts'

/**
 * What keeps Sluice from using the table, in words: missing columns, and columns of a type that would not give values
 * back unchanged. If there are any, it also lists those that could be changed, so that the owner hears everything at
 * once.
 */
export const columnProblems = ({ columns, event }: Columns): readonly string[] => {
  const byName = new Map(columns.map((column) => [column.name, column]))
  const judged = columnsOf(event).map((column) => {
    const found = byName.get(column.name)
    return found === undefined
      ? { kind: 'unfit' as const, problem: `${column.name} is missing` }
      : fitOf(column, found)
  })
  return judged.some(({ kind }) => kind === 'unfit')
    ? judged.flatMap((fit) => (fit.kind === 'fit' ? [] : [fit.problem]))
    : []
}

type Columns = Pick<TableFacts, 'columns' | 'event'>

/** Columns that must have a value; for a view also those of the table beneath. */
const requiredIn = ({ columns, base }: Pick<TableFacts, 'columns' | 'base'>): ReadonlySet<string> =>
  new Set([
    ...columns.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    ...(base === null ? [] : [...requiredIn(base.table)].filter((name) => base.reads.includes(name))),
  ])

/** Whether a field can have no value. Sluice writes null for a missing one. */
const mayLackValue = ({ field }: EventColumn): boolean =>
  field !== null && (field.nullable || !field.required)

/**
 * The limits of columns that hold less than their fields can: messages are judged by them while the columns stay as
 * they are.
 *
 * @param changed names of those that will hold everything once they are changed
 */
export const limitsOf = (
  { columns, event, base }: Columns & Pick<TableFacts, 'base'>,
  changed: ReadonlySet<string> = new Set(),
): ColumnLimits => {
  const byName = new Map(columns.map((column) => [column.name, column]))
  const required = requiredIn({ columns, base })
  return new Map(
    columnsOf(event).flatMap((column): readonly [string, ColumnLimit][] => {
      const found = byName.get(column.name)
      if (column.field === null || found === undefined) return []
      const fit = changed.has(column.name) ? null : fitOf(column, found)
      const limit = {
        column: column.name,
        holds: fit !== null && 'holds' in fit ? fit.holds : null,
        takesNull: !(required.has(column.name) && mayLackValue(column)),
      }
      return limit.holds === null && limit.takesNull ? [] : [[column.field.name, limit]]
    }),
  )
}

/**
 * Columns that are narrower than their fields and that Sluice may not change, in words, with a statement for the
 * owner if known.
 */
export const narrowProblems = ({
  columns,
  event,
  name,
  base,
}: Columns & Pick<TableFacts, 'name' | 'base'>): {
  readonly problems: readonly string[]
  readonly statements: readonly string[]
} => {
  const byName = new Map(columns.map((column) => [column.name, column]))
  const required = requiredIn({ columns, base })
  const judged = columnsOf(event).map((column) => {
    const found = byName.get(column.name)
    if (found === undefined) return { problems: [], statements: [] }
    const fit = fitOf(column, found)
    const mustHave = required.has(column.name) && mayLackValue(column)
    return {
      problems: [
        ...(fit.kind === 'narrow' && fit.change === null ? [fit.problem] : []),
        ...(mustHave ? [`${column.name} must have a value, which its field may lack`] : []),
      ],
      statements:
        mustHave && found.isRequired && !found.isDomain
          ? [`alter table ${name} alter column ${quoteName(column.name)} drop not null`]
          : [],
    }
  })
  return {
    problems: judged.flatMap(({ problems }) => problems),
    statements: judged.flatMap(({ statements }) => statements),
  }
}

/**
 * The owner's columns that must have a value and get none, so that every row would be refused. For a view also those
 * of the table beneath that it does not show.
 */
export const unfedColumns = ({ columns, base, event }: TableFacts): readonly string[] => {
  const fed = new Set([...event.table.columns, event.table.rowNumber])
  return [...unfed(columns).filter((name) => !fed.has(name)), ...(base === null ? [] : unfedBelow(base))]
}

const unfedBelow = ({ table, reads }: NonNullable<TableFacts['base']>): readonly string[] => [
  ...unfed(table.columns).filter((name) => !reads.includes(name)),
  ...(table.base === null ? [] : unfedBelow(table.base)),
]

const unfed = (columns: readonly ColumnFacts[]): readonly string[] =>
  columns.filter((column) => column.isRequired && column.filledBy === null).map(({ name }) => name)
