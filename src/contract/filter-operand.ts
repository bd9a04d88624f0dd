import { decimalType } from './field-types/decimal.ts'
import { dateType } from './field-types/date.ts'
import { timestampType } from './field-types/timestamp.ts'
import type { ComparedAs } from './filter-how.ts'

/**
 * What a filter compares with, as the canonical texts of the first and the last value that it covers. They are the
 * same, except for a day, which covers all its moments. PostgreSQL counts microseconds, so a day has a last one.
 */
export interface Operand {
  readonly first: string
  readonly last: string
}

/** No limits: a filter can ask for what no column holds. */
const unlimited = { maxLength: null, form: null, precision: null, scale: null } as const

const one = (value: string): Operand => ({ first: value, last: value })

/** The numbers that a version begins with; what follows does not affect its order. */
const numbers = /^\d+(?:\.\d+)*/

/** Without zeros at the end, which say nothing: 2.3 and 2.3.0 have the same place. */
const withoutZeros = (version: string): string => {
  const parts = version.split('.')
  const last = parts.findLastIndex((part) => /[1-9]/.test(part))
  return parts.slice(0, Math.max(1, last + 1)).join('.')
}

const readMoment = (text: string): Operand | null => {
  const day = dateType.read(text)
  if (typeof day === 'string') return { first: `${day}T00:00:00Z`, last: `${day}T23:59:59.999999Z` }
  const moment = timestampType.read(text, unlimited)
  return typeof moment === 'string' ? one(moment) : null
}

/**
 * Reads what someone typed as a value of the order in which a column is compared. Null if it is not such a value, and
 * for texts, which are compared as they are.
 */
export const readOperand = (comparedAs: ComparedAs, typed: string): Operand | null => {
  const text = typed.trim()
  switch (comparedAs) {
    case 'text':
    case 'any-case':
      return null
    case 'number': {
      const value = decimalType.canonical(text, unlimited)
      return typeof value === 'string' ? one(value) : null
    }
    case 'day': {
      const day = dateType.read(text)
      return typeof day === 'string' ? one(day) : null
    }
    case 'moment':
      return readMoment(text)
    case 'version': {
      const found = numbers.exec(text)
      return found === null ? null : one(withoutZeros(found[0]))
    }
  }
}

/** What is accepted, in words: `needs a number`. */
export const operandWords: Readonly<Record<ComparedAs, string>> = {
  text: 'a way to compare texts',
  'any-case': 'a way to compare texts',
  number: 'a number such as 12.5',
  day: 'a day such as 2026-01-31',
  moment: 'a day such as 2026-01-31, or a time with its zone such as 2026-01-31T09:30:00Z',
  version: 'a version such as 2.3.0',
}
