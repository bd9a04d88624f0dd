import type { EventDefinition, Field } from './event-definition.ts'
import { fieldTypes, type FieldTypeName } from './field-types.ts'
import type { SortKey } from './field-type.ts'
import { textFilters, timeFilters, type ComparedAs, type FilterHow } from './filter-how.ts'

/** What is in a column: the values of a type, masks, or the day on which a message was sent. */
export type ColumnContent = FieldTypeName | 'mask' | 'day'

/** A column of an event's table that Sluice fills. */
export interface EventColumn {
  readonly name: string
  readonly content: ColumnContent
  /** Null for the day of sending. */
  readonly field: Field | null
  readonly sortedBy: SortKey
  readonly comparedAs: ComparedAs
  readonly filters: readonly FilterHow[]
  /** Whether it has few enough different values to count them one by one. */
  readonly isSummed: boolean
}

/** The columns that a definition fills, in the order in which they are made and shown. */
export const columnsOf = ({ fields, table }: EventDefinition): readonly EventColumn[] => {
  const known = new Map(fields.map((field) => [field.column, fieldColumn(field)]))
  if (table.sentColumn !== null) known.set(table.sentColumn, dayColumn(table.sentColumn))
  return table.columns.flatMap((name) => known.get(name) ?? [])
}

const fieldColumn = (field: Field): EventColumn => {
  const type = fieldTypes[field.type]
  const isMasked = field.mask !== null
  return {
    name: field.column,
    content: isMasked ? 'mask' : field.type,
    field,
    sortedBy: isMasked ? 'text' : type.sortedBy,
    comparedAs: isMasked ? 'text' : type.comparedAs,
    filters: isMasked ? textFilters : type.filters,
    isSummed: field.summary,
  }
}

const dayColumn = (name: string): EventColumn => ({
  name,
  content: 'day',
  field: null,
  sortedBy: 'value',
  comparedAs: 'day',
  filters: timeFilters,
  isSummed: true,
})
