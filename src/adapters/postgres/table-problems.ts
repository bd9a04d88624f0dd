import { columnsOf } from '../../contract/event-columns.ts'
import { fitOf } from './column-fit.ts'
import type { ColumnFacts, TableFacts } from './table-facts.ts'

/**
 * What keeps Sluice from using the table, in words: columns that are missing, and columns of a type that would not give back
 * what is put into them. Where there is any, those that could be changed are named too, so that the owner hears all at once.
 */
export const columnProblems = ({
  columns,
  event,
}: Pick<TableFacts, 'columns' | 'event'>): readonly string[] => {
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

/**
 * Columns of the owner's that must have a value and are given none: every row would be refused for them. Of a view also
 * those of the table beneath that the view does not show.
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
