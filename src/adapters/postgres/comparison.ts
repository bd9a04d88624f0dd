import type { ComparedAs } from '../../contract/filter-how.ts'
import { isInteger, textOf, type ColumnType } from './column-type.ts'

/** How filters compare a column's values by order. Anything else is null and so matches nothing. */
export interface Comparison {
  /** @param column the column, quoted */
  readonly ofColumn: (column: string) => string
  /** @param text a parameter of type `text`, with a value from `readOperand` */
  readonly ofText: (text: string) => string
}

/** Null for texts, whose order nobody asks for. */
export const comparisonOf = (comparedAs: ComparedAs, type: ColumnType): Comparison | null => {
  switch (comparedAs) {
    case 'text':
    case 'any-case':
      return null
    case 'number':
      return numbers(type)
    case 'day':
      return type.type === 'date' ? values('date') : texts(type, day, (text) => text)
    case 'moment':
      return type.type === 'timestamp with time zone'
        ? values('timestamptz')
        : // Without the `Z`, which would follow the digits of a second.
          texts(type, moment, (text) => `rtrim(${text}, 'Z')`)
    case 'version':
      return {
        ofColumn: (column) => versionKey(textOf(type, column)),
        ofText: (text) => versionKey(`${text}::text`),
      }
  }
}

const values = (name: string): Comparison => ({
  ofColumn: (column) => column,
  ofText: (text) => `${text}::${name}`,
})

/** Texts that are not values of the field are left out before they are read as such. */
const texts = (type: ColumnType, form: string, key: (text: string) => string): Comparison => ({
  ofColumn: (column) => {
    const text = textOf(type, column)
    return `case when ${text} ~ '${form}' then ${key(text)} end collate "C"`
  },
  ofText: (text) => `${key(`${text}::text`)} collate "C"`,
})

const day = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
const moment = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?Z$'
const number = '^-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]{1,4})?$'

/** Longer texts are not numbers that Sluice stored, and PostgreSQL might not hold them. */
const longestNumber = 2_100

const numbers = (type: ColumnType): Comparison => ({
  ofColumn: (column) => {
    if (isInteger(type)) return `${column}::numeric`
    // PostgreSQL puts it above every number; for people it has no place.
    if (type.type === 'numeric') return `nullif(${column}::numeric, 'NaN')`
    const text = textOf(type, column)
    return `case when length(${text}) <= ${longestNumber} and ${text} ~ '${number}' then (${text})::numeric end`
  },
  ofText: (text) => `${text}::numeric`,
})

/** As `sluice.version_key`, without zeros at the end: 2.3 equals 2.3.0 here, although the texts differ. */
const versionKey = (text: string): string =>
  `sluice.version_key(regexp_replace(substring(left(${text}, 1000) from '^[0-9]+(?:[.][0-9]+)*'), '(?:[.]0+)+$', ''))`
