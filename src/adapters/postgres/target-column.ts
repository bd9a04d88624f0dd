import { columnsOf, type EventColumn } from '../../contract/event-columns.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import { fieldTypes } from '../../contract/field-types.ts'
import type { ComparedAs } from '../../contract/filter-how.ts'
import { quoteName } from '../../contract/quote-name.ts'
import { comparisonOf, type Comparison } from './comparison.ts'
import { textOf, typeToBe, valueOf, type ColumnType } from './column-type.ts'
import { sortKeysOf, type SortKeys } from './sort-key.ts'
import type { ColumnFacts } from './table-facts.ts'

/** A column that an event fills, as SQL for statements. Its name is quoted here and nowhere else. */
export interface TargetColumn {
  readonly name: string
  readonly quoted: string
  /** Which of an entry's values it holds; null for the day of sending. */
  readonly place: number | null
  /** The value as the text that people see, for the column itself or an expression of its type. */
  readonly text: (expression: string) => string
  /** A text as a value of the column. */
  readonly value: (text: string) => string
  readonly sortKeys: SortKeys
  readonly comparedAs: ComparedAs
  /** Null if its values have no order to filter by. */
  readonly comparison: Comparison | null
}

/**
 * The columns that an event fills, in its order.
 *
 * @param found the table's columns, as the catalogue shows them; missing ones are assumed as Sluice would make them
 */
export const compileColumns = (
  event: EventDefinition,
  found: readonly ColumnFacts[],
): readonly TargetColumn[] => {
  const types = new Map<string, ColumnType>(found.map((column) => [column.name, column]))
  const places = new Map(event.fields.map((field, index) => [field, index]))
  return columnsOf(event).map((column) => {
    const type = types.get(column.name) ?? typeToBe(sqlTypeOf(column))
    return {
      name: column.name,
      quoted: quoteName(column.name),
      place: column.field === null ? null : (places.get(column.field) ?? null),
      text: (expression) => textOf(type, expression),
      value: (text) => valueOf(type, text),
      sortKeys: sortKeysOf(column, type),
      comparedAs: column.comparedAs,
      comparison: comparisonOf(column.comparedAs, type),
    }
  })
}

/** Wide enough for a mask, with room for other writers' values. */
const maskType = 'varchar(256)'

/** The type of a column that Sluice makes. */
export const sqlTypeOf = ({ content, field }: EventColumn): string => {
  if (field === null) return 'date'
  return content === 'mask' ? maskType : fieldTypes[field.type].sqlType(field)
}
