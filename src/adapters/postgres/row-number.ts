import { mostOfInteger } from './column-type.ts'
import type { ColumnFacts, SequenceFacts, TableFacts } from './table-facts.ts'

/** The source of the next row number, or why there is none. */
export type RowNumber =
  | { readonly kind: 'sequence'; readonly sequence: SequenceFacts; readonly left: bigint | null }
  /** The table has no column of that name. */
  | { readonly kind: 'no-column' }
  | { readonly kind: 'type'; readonly type: string }
  /** Nothing gives the column its values, or something that is not a sequence. */
  | { readonly kind: 'source'; readonly text: string | null }

/**
 * A number is taken from the sequence of an identity column, or from the one in the default, whoever owns the
 * sequence. A view has the number of the column that it shows.
 */
export const rowNumberOf = (table: TableFacts): RowNumber => {
  const column = table.columns.find(({ name }) => name === table.event.table.rowNumber)
  if (column === undefined) return { kind: 'no-column' }
  if (mostOfInteger[column.type] === undefined) return { kind: 'type', type: column.type }
  const own = ownNumber(table, column)
  if (own.kind === 'sequence' || table.base === null || own.text !== null) return own
  return numberBelow(table.base)
}

const ownNumber = (
  table: TableFacts,
  column: ColumnFacts,
): Extract<RowNumber, { kind: 'sequence' | 'source' }> => {
  const sequences = table.sequences.filter((sequence) => sequence.column === column.name)
  const [sequence] = sequences
  const isPlain =
    column.filledBy === 'identity' || (column.filledBy === 'default' && isNextValue(column.defaultText))
  if (sequence === undefined || sequences.length > 1 || !isPlain)
    return { kind: 'source', text: column.defaultText }
  return { kind: 'sequence', sequence, left: numbersLeft(sequence, mostOfInteger[column.type] ?? 0n) }
}

/** The numbered column of that name that the view reads, or its only numbered one. */
const numberBelow = ({ table, reads }: NonNullable<TableFacts['base']>): RowNumber => {
  const { rowNumber } = table.event.table
  const none: RowNumber = { kind: 'source', text: null }
  if (table.base !== null) return reads.includes(rowNumber) ? rowNumberOf(table) : none
  const numbered = table.columns
    .filter(({ name, type }) => reads.includes(name) && mostOfInteger[type] !== undefined)
    .map((column) => ({ name: column.name, number: ownNumber(table, column) }))
    .filter(({ number }) => number.kind === 'sequence')
  const [only] = numbered
  const named = numbered.find(({ name }) => name === rowNumber) ?? (numbered.length === 1 ? only : undefined)
  return named?.number ?? none
}

/** Only the plain next value of a sequence: an expression around it gives other numbers than the sequence has. */
const isNextValue = (text: string | null): boolean =>
  text !== null && /^(?:pg_catalog\.)?nextval\('(?:[^']|'')+'::(?:pg_catalog\.)?regclass\)$/.test(text)

/**
 * How many numbers a sequence can still give to a column; null if that cannot be seen. A cycling sequence then
 * repeats itself.
 */
const numbersLeft = (
  { increment, least, most, next }: Omit<SequenceFacts, 'column' | 'name' | 'mayUse'>,
  mostOfColumn: bigint,
): bigint | null => {
  if (next === null) return null
  const top = most < mostOfColumn ? most : mostOfColumn
  const bottom = least > -mostOfColumn - 1n ? least : -mostOfColumn - 1n
  const room = increment > 0n ? top - next : next - bottom
  const step = increment > 0n ? increment : -increment
  return room < 0n ? 0n : room / step + 1n
}
