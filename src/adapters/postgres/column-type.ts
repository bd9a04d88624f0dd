import { dayText, momentText } from './time-text.ts'
import type { ColumnFacts } from './table-facts.ts'

/** What statements need to know of a column's type, beneath any domain. */
export interface ColumnType {
  /** As `format_type` returns it, without its size; `citext` whatever schema it is in. */
  readonly type: string
  /** Its name with its schema, quoted. */
  readonly typeName: string
}

/** Types that take a text as it is. PostgreSQL does not change its form. */
const textTypes: ReadonlySet<string> = new Set(['text', 'character varying', 'citext'])

export const holdsText = ({ type }: Pick<ColumnType, 'type'>): boolean => textTypes.has(type)

/** The whole numbers, with the highest that each holds. The lowest is one further from zero. */
export const mostOfInteger: Readonly<Record<string, bigint>> = {
  smallint: 2n ** 15n - 1n,
  integer: 2n ** 31n - 1n,
  bigint: 2n ** 63n - 1n,
}

export const leastOfInteger = (type: string): bigint => -(mostOfInteger[type] ?? 0n) - 1n

export const isInteger = ({ type }: Pick<ColumnType, 'type'>): boolean => Object.hasOwn(mostOfInteger, type)

/** A value of the column as the text that people see, and that filters, summaries and exports work with. */
export const textOf = ({ type }: ColumnType, expression: string): string => {
  switch (type) {
    case 'date':
      return dayText(expression)
    case 'timestamp with time zone':
      return momentText(expression)
    // Without the `/32` that a cast adds to an address.
    case 'inet':
      return `abbrev(${expression})`
    default:
      return `${expression}::text`
  }
}

/**
 * A parameter of type `text` as a value of the column. The insert checks the size: a cast would silently cut or
 * round.
 */
export const valueOf = (column: ColumnType, text: string): string =>
  holdsText(column) ? text : `${text}::${column.typeName}`

/** A type by its name in `pg_catalog`, for a column to be made. */
const typesToBe: Readonly<Record<string, ColumnType>> = {
  varchar: builtIn('character varying', 'varchar'),
  text: builtIn('text', 'text'),
  bigint: builtIn('bigint', 'int8'),
  numeric: builtIn('numeric', 'numeric'),
  boolean: builtIn('boolean', 'bool'),
  date: builtIn('date', 'date'),
  'timestamp with time zone': builtIn('timestamp with time zone', 'timestamptz'),
  uuid: builtIn('uuid', 'uuid'),
  json: builtIn('json', 'json'),
}

function builtIn(type: string, name: string): ColumnType {
  return { type, typeName: `"pg_catalog"."${name}"` }
}

/** @param sqlType as a type of field has it: `varchar(32)` */
export const typeToBe = (sqlType: string): ColumnType => {
  const type = typesToBe[sqlType.split('(', 1)[0] ?? '']
  if (type === undefined) throw new Error(`No column is made with the type ${sqlType}`)
  return type
}

/** The type as people read it, with its size if that matters. */
export const describeType = ({ type, precision, scale }: ColumnFacts): string => {
  if (precision === null) return type
  return type === 'numeric'
    ? `numeric(${precision},${scale ?? 0})`
    : type.replace(/^(?:timestamp|time)\b/, `$&(${precision})`)
}
