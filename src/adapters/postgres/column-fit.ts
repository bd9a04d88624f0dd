import type { ColumnContent, EventColumn } from '../../contract/event-columns.ts'
import { fieldTypes } from '../../contract/field-types.ts'
import { describeType, holdsText, isInteger } from './column-type.ts'
import type { ColumnFacts } from './table-facts.ts'

/**
 * What becomes of the values of a field in a column that somebody else made: they come back as they went in, up to the form
 * that the type has for them, or the column is refused. PostgreSQL would round, pad, cut or shift the rest without a word.
 */
export type ColumnFit =
  | { readonly kind: 'fit' }
  /** All values are taken once its type is another, which loses nothing that it holds. */
  | { readonly kind: 'change'; readonly to: string; readonly why: string; readonly problem: string }
  | { readonly kind: 'unfit'; readonly problem: string }

const fit: ColumnFit = { kind: 'fit' }

/** A mask is the hexadecimal digits of 32 bytes. Cut short it would match none, and stand for several values. */
const maskWidth = 64

/** What each content is best kept in, as PostgreSQL calls it, and is said to be expected. */
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

/** Types beside those of text that take a content whole, whatever their size. */
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

/** How a column of the table suits what the event puts into it. */
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

/** How many characters the longest value has; null where nothing limits it. */
const mostCharacters = ({ content, field }: EventColumn): number | null => {
  if (content === 'mask') return maskWidth
  if (field === null) return null
  if (field.enum !== null) return Math.max(...field.enum.map((text) => [...text].length))
  const limits = [fieldTypes[field.type].widest, field.maxLength].filter((limit) => limit !== null)
  return limits.length === 0 ? null : Math.min(...limits)
}

const inText = (column: EventColumn, found: ColumnFacts): ColumnFit => {
  const most = mostCharacters(column)
  if (found.width === null || (most !== null && found.width >= most)) return fit
  const words = `holds ${found.width} characters, not ${most ?? 'any number'}`
  const to = most === null ? 'text' : `varchar(${most})`
  const why = `since ${found.width} characters cannot hold every value of its field`
  // Nobody widens a domain for one of the tables that use it; and what masks were cut to is nobody's guess.
  return found.isDomain || column.content === 'mask'
    ? unfit(column, words)
    : { kind: 'change', to, why, problem: `${column.name} ${words}` }
}

/** What an integer cannot hold, of the types whose texts people take for numbers. */
const noInteger: Readonly<Partial<Record<ColumnContent, string>>> = { version: '2.3.0', text: 'every text' }

const inInteger = (column: EventColumn, found: ColumnFacts): ColumnFit => {
  const problem = `${column.name} is ${found.type}, not ${expected[column.content]}`
  const example = noInteger[column.content]
  if (found.isDomain || (example === undefined && column.content !== 'integer'))
    return { kind: 'unfit', problem }
  if (example === undefined) {
    const why = `since ${found.type} cannot hold every whole number of 64 bits`
    return { kind: 'change', to: 'bigint', why, problem }
  }
  const most = mostCharacters(column)
  const to = most === null ? 'text' : `varchar(${most})`
  return { kind: 'change', to, why: `since an integer cannot hold ${example}`, problem }
}

/** Digits of the longest whole number of 64 bits. */
const integerDigits = 19

/** With a precision it rounds to its scale, unless no value has more digits. */
const inNumeric = (column: EventColumn, found: ColumnFacts): ColumnFit => {
  const { precision, scale } = found
  const { content, field } = column
  if (field === null || (content !== 'integer' && content !== 'decimal')) return otherType(column, found)
  if (precision === null || scale === null) return fit
  // A whole number is shown without a point, so it is read back only where the column has no fraction.
  if (content === 'integer') return scale === 0 && precision >= integerDigits ? fit : otherType(column, found)
  const behind = field.scale ?? 0
  const holdsAll =
    field.precision !== null && behind <= scale && field.precision - behind <= precision - scale
  return holdsAll ? fit : otherType(column, found)
}

/** Digits of a second in a timestamp without a size. */
const allDigits = 6

const inTimestamp = (column: EventColumn, found: ColumnFacts): ColumnFit => {
  if (column.content !== 'timestamp') return otherType(column, found)
  const { precision } = found
  if (precision === null || precision === allDigits) return fit
  return unfit(column, `is ${describeType(found)}: it rounds to ${precision} digits of a second`)
}

/** An enum takes the texts that it lists, so the field must list no other. */
const inEnum = (column: EventColumn, found: ColumnFacts, labels: readonly string[]): ColumnFit => {
  if (column.content !== 'text') return otherType(column, found)
  const listed = column.field?.enum ?? null
  if (listed === null)
    return unfit(column, `is the enum ${found.type}, so its field must list what it may be (enum)`)
  const others = listed.filter((text) => !labels.includes(text))
  return others.length === 0
    ? fit
    : unfit(column, `is the enum ${found.type}, which does not have ${others.join(', ')}`)
}
