import type { EventColumn } from '../../contract/event-columns.ts'
import { textOf, type ColumnType } from './column-type.ts'

/**
 * The sort key of a column, and of a cursor's value given as text. Pages and indexes must use exactly the same
 * expression, or PostgreSQL sorts the whole table for each page; for an index it must be immutable. A key is never
 * null, so that rows can be compared by it: missing values come first.
 */
export interface SortKeys {
  /** @param column the column, quoted */
  readonly ofColumn: (column: string) => string
  /** @param text a parameter of type `text` */
  readonly ofText: (text: string) => string
}

export const sortKeysOf = ({ sortedBy }: Pick<EventColumn, 'sortedBy'>, type: ColumnType): SortKeys => {
  const byType = typeKeys(type)
  if (byType !== null && (sortedBy === 'value' || hasNoFixedText(type)))
    return { ofColumn: byType, ofText: (text) => byType(`${text}::${type.typeName}`) }
  const key = sortedBy === 'version' ? versionKey : textKey
  return { ofColumn: (column) => key(textOf(type, column)), ofText: (text) => key(`${text}::text`) }
}

const textKey = (text: string): string => `coalesce(${text}, '') collate "C"`

const versionKey = (text: string): string => `coalesce(sluice.version_key(${text}), '{}')`

/** Their texts depend on settings or can change, so they cannot be indexed. */
const hasNoFixedText = ({ type, typeName }: ColumnType): boolean =>
  ['date', 'timestamp with time zone'].includes(type) || !typeName.startsWith('"pg_catalog".')

/** By the value; null for types whose text sorts as they do, or that have no order. */
const typeKeys = (type: ColumnType): ((value: string) => string) | null => {
  switch (type.type) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      return (value) => `coalesce(${value}::bigint, '${-(2n ** 63n)}')`
    case 'boolean':
      return (value) => `coalesce(${value}::integer, -1)`
    case 'date':
      return (value) => `coalesce(${value}::date, '-infinity')`
    case 'timestamp with time zone':
      return (value) => `coalesce(${value}::timestamptz, '-infinity')`
    case 'character varying':
    case 'text':
    case 'citext':
    case 'uuid':
    case 'inet':
    case 'macaddr':
    case 'json':
    case 'jsonb':
      return null
    // No value is below every number or before an enum's first value; an empty array is.
    default:
      return (value) => `case when ${value} is null then '{}' else array[${value}] end`
  }
}
