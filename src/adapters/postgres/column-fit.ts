import type { ColumnContent, EventColumn } from '../../contract/event-columns.ts'
import type { Field } from '../../contract/event-definition.ts'
import { fieldTypes } from '../../contract/field-types.ts'
import type { Holds } from '../../pipeline/column-limit.ts'
import { describeType, holdsText, isInteger, leastOfInteger, mostOfInteger } from './column-type.ts'
import type { ColumnFacts } from './table-facts.ts'

/**
 * Whether a field's values survive in a column that someone else made: they come back as they went in, in the type's
 * own form, or the column is refused. PostgreSQL would silently round, pad, cut or shift the rest.
 */
export type ColumnFit =
  /** `holds` limits the field, if its definition does not. */
  | { readonly kind: 'fit'; readonly holds: Holds | null }
  /** It takes all values after a change of its type that loses nothing. */
  | { readonly kind: 'change'; readonly change: Widening; readonly problem: string }
  /** It holds some of the values: the others are rejected, or Sluice widens it if it may. */
  | {
      readonly kind: 'narrow'
      readonly holds: Holds
      readonly change: Widening | null
      readonly problem: string
    }
  | { readonly kind: 'unfit'; readonly problem: string }

export interface Widening {
  readonly to: string
  /** Follows a comma. */
  readonly why: string
}

const fit: ColumnFit = { kind: 'fit', holds: null }

/** A mask is the hexadecimal digits of 32 bytes. A shortened one would match none, and mean several values. */
const maskWidth = 64

/** The best type for each content, in PostgreSQL's spelling; sentences give it as the expected one. */
const expected: Readonly<Record<ColumnContent, string>> = {
  text: 'character varying',
  version: 'character varying',
  ip: 'character varying',
  email: 'character varying',
  mac: 'character varying',
  phone: 'character varying',
  mask: 'character varying',
  integer: 'bigint',
  decimal: 'numeric',
  boolean: 'boolean',
  date: 'date',
  day: 'date',
  timestamp: 'timestamp with time zone',
  uuid: 'uuid',
  json: 'json',
}

/** Types other than text that take a content completely, whatever their size. */
const alsoTaken: Readonly<Partial<Record<ColumnContent, readonly string[]>>> = {
  ip: ['inet'],
  mac: ['macaddr'],
  integer: ['bigint'],
  boolean: ['boolean'],
  date: ['date'],
  day: ['date'],
  uuid: ['uuid'],
  json: ['json', 'jsonb'],
}

/** Why types that look right are not. */
const losses: readonly (readonly [type: string, of: readonly ColumnContent[], why: string])[] = [
  ['character', ['text', 'version', 'ip', 'email', 'mac', 'phone', 'uuid', 'mask'], 'it pads with spaces'],
  ['name', ['text', 'version', 'ip', 'email', 'mac', 'phone', 'uuid', 'mask'], 'it cuts after 63 bytes'],
  ['timestamp without time zone', ['timestamp'], 'it drops the zone'],
  ['real', ['integer', 'decimal'], 'it keeps six digits'],
  ['double precision', ['integer', 'decimal'], 'it keeps fifteen digits'],
  ['money', ['integer', 'decimal'], 'it rounds to cents'],
  ['numeric', ['decimal'], 'it rounds'],
  ['cidr', ['ip'], 'it adds the length of a network'],
  ['macaddr8', ['mac'], 'it puts two bytes into the middle'],
]

/** How well a column of the table fits what the event puts into it. */
export const fitOf = (column: EventColumn, found: ColumnFacts): ColumnFit => {
  if (found.filledBy === 'generated') return unfit(column, 'is generated and takes no value')
  if (alsoTaken[column.content]?.includes(found.type) === true) return fit
  if (holdsText(found) && column.content !== 'day') return inText(column, found)
  if (isInteger(found)) return inInteger(column, found)
  if (found.type === 'numeric') return inNumeric(column, found)
  if (found.type === 'timestamp with time zone') return inTimestamp(column, found)
  return found.labels === null ? otherType(column, found) : inEnum(column, found, found.labels)
}

const unfit = ({ name }: EventColumn, words: string): ColumnFit => ({
  kind: 'unfit',
  problem: `${name} ${words}`,
})

const otherType = (column: EventColumn, found: ColumnFacts): ColumnFit => {
  const loss = losses.find(([type, of]) => type === found.type && of.includes(column.content))
  const wanted = expected[column.content]
  return unfit(column, `is ${describeType(found)}, not ${wanted}${loss === undefined ? '' : `: ${loss[2]}`}`)
}

/** How many characters the longest value has; null if nothing limits it. */
const mostCharacters = ({ content, field }: EventColumn): number | null => {
  if (content === 'mask') return maskWidth
  if (field === null) return null
  if (field.enum !== null) return Math.max(...field.enum.map((text) => [...text].length))
  const limits = [fieldTypes[field.type].widest, field.maxLength].filter((limit) => limit !== null)
  return limits.length === 0 ? null : Math.min(...limits)
}

/** How many characters the shortest value has: a shorter column holds none. */
const fewestCharacters = ({ field }: EventColumn): number => {
  if (field === null) return 0
  if (field.enum !== null) return Math.min(...field.enum.map((text) => [...text].length))
  return field.allowEmpty ? 0 : fieldTypes[field.type].shortest
}

const inText = (column: EventColumn, found: ColumnFacts): ColumnFit => {
  const { width } = found
  const most = mostCharacters(column)
  if (width === null || (most !== null && width >= most)) return fit
  const words = `holds ${width} characters, not ${most ?? 'any number'}`
  // How masks were cut cannot be known.
  if (column.content === 'mask') return unfit(column, words)
  const to = most === null ? 'text' : `varchar(${most})`
  const why = `since ${width} characters cannot hold every value of its field`
  return narrow(column, found, { words, change: { to, why } }, () =>
    width < fewestCharacters(column) ? null : { kind: 'characters', most: width },
  )
}

/** @param holding returns null if it holds no value */
const narrow = (
  column: EventColumn,
  { isDomain }: ColumnFacts,
  { words, change }: { readonly words: string; readonly change: Widening },
  holding: () => Holds | null,
): ColumnFit => {
  const problem = `${column.name} ${words}`
  const holds = holding()
  // A domain cannot be widened for just one of its tables.
  if (holds !== null) return { kind: 'narrow', holds, change: isDomain ? null : change, problem }
  return isDomain ? { kind: 'unfit', problem } : { kind: 'change', change, problem }
}

/** Why an integer cannot hold types whose texts look like numbers. */
const noInteger: Readonly<Partial<Record<ColumnContent, string>>> = { version: '2.3.0', text: 'every text' }

const inInteger = (column: EventColumn, found: ColumnFacts): ColumnFit => {
  const problem = `${column.name} is ${found.type}, not ${expected[column.content]}`
  if (column.content === 'integer') return inNarrowInteger(column, found)
  const example = noInteger[column.content]
  if (found.isDomain || example === undefined) return { kind: 'unfit', problem }
  const most = mostCharacters(column)
  const to = most === null ? 'text' : `varchar(${most})`
  return { kind: 'change', change: { to, why: `since an integer cannot hold ${example}` }, problem }
}

const inNarrowInteger = (column: EventColumn, found: ColumnFacts): ColumnFit => {
  const { type } = found
  const why = `since ${type} cannot hold every whole number of 64 bits`
  return narrow(
    column,
    found,
    { words: `is ${type}, not ${expected.integer}`, change: { to: 'bigint', why } },
    () => ({ kind: 'range', type, least: leastOfInteger(type), most: mostOfInteger[type] ?? 0n }),
  )
}

/** Digits of the longest whole number of 64 bits. */
const integerDigits = 19

/** With a precision it rounds to its scale, unless no value has more digits. */
const inNumeric = (column: EventColumn, found: ColumnFacts): ColumnFit => {
  const { precision, scale } = found
  const { content, field } = column
  if (field === null || (content !== 'integer' && content !== 'decimal')) return otherType(column, found)
  if (precision === null || scale === null) return fit
  // From PostgreSQL 15 on it may round before the point, or have zeros after it that it does not keep.
  if (scale < 0 || scale > precision) return otherType(column, found)
  const before = precision - scale
  // A whole number is shown without a point, so it comes back unchanged only if the column has no fraction.
  if (content === 'integer' && scale > 0) return otherType(column, found)
  const asked = digitsAskedFor(field)
  if (asked !== null && asked.behind <= scale && asked.before <= before) return fit
  const to =
    asked === null
      ? 'numeric'
      : `numeric(${Math.max(asked.before, before) + Math.max(asked.behind, scale)},${Math.max(asked.behind, scale)})`
  const type = describeType(found)
  const why = `since ${type} cannot hold every value of its field`
  return narrow(
    column,
    found,
    { words: `is ${type}, not ${asked === null ? 'numeric' : to}`, change: { to, why } },
    () => ({
      ...{ kind: 'digits', type },
      ...{ before, behind: scale },
    }),
  )
}

/** Null for any number of them. */
const digitsAskedFor = ({ type, precision, scale }: Field): { before: number; behind: number } | null => {
  if (type === 'integer') return { before: integerDigits, behind: 0 }
  return precision === null ? null : { before: precision - (scale ?? 0), behind: scale ?? 0 }
}

/** Digits of a second in a timestamp without a size. */
const allDigits = 6

const inTimestamp = (column: EventColumn, found: ColumnFacts): ColumnFit => {
  if (column.content !== 'timestamp') return otherType(column, found)
  const { precision } = found
  if (precision === null || precision === allDigits) return fit
  const type = describeType(found)
  return narrow(
    column,
    found,
    {
      words: `is ${type}: it keeps ${precision} digits of a second`,
      change: { to: expected.timestamp, why: `since ${type} rounds what is finer` },
    },
    () => ({ kind: 'fraction', digits: precision }),
  )
}

/**
 * An enum takes the texts that it lists. They limit the field if it lists none itself; if it lists others, the owner
 * must add them.
 */
const inEnum = (column: EventColumn, found: ColumnFacts, labels: readonly string[]): ColumnFit => {
  if (column.content !== 'text') return otherType(column, found)
  const { type } = found
  const listed = column.field?.enum ?? null
  if (listed === null) return { kind: 'fit', holds: { kind: 'list', labels } }
  const others = listed.filter((text) => !labels.includes(text))
  if (others.length === 0 && column.field?.allowEmpty !== true) return fit
  if (others.length === 0 && labels.includes('')) return fit
  const words = `is the enum ${type}, which does not have ${others.join(', ') || 'an empty text'}`
  if (others.length === listed.length) return unfit(column, words)
  return {
    kind: 'narrow',
    holds: { kind: 'labels', type, labels },
    change: null,
    problem: `${column.name} ${words}`,
  }
}
