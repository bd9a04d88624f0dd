import type { ComparedAs } from '../../src/contract/filter-how.ts'
import type { RowFilter } from '../../src/contract/row-filter.ts'

/** Whether a row matches a filter, computed from the texts that people see and not as the database does it. */
export const letsThrough = (filter: RowFilter, shown: string | null, comparedAs: ComparedAs): boolean => {
  switch (filter.how) {
    case 'empty':
      return shown === null || shown === ''
    case 'not-empty':
      return shown !== null && shown !== ''
    case 'contains':
      return shown?.toLowerCase().includes(filter.text.toLowerCase()) ?? false
    case 'begins':
      return shown?.toLowerCase().startsWith(filter.text.toLowerCase()) ?? false
    case 'is':
      return isEqual(shown, filter.text, comparedAs)
    case 'is-not':
      return !isEqual(shown, filter.text, comparedAs)
    case 'one-of':
      return filter.texts.some((text) => isEqual(shown, text, comparedAs))
    case 'before':
      return inOrder(shown, comparedAs, (value) => value < spanOf(filter.text, comparedAs)[0])
    case 'after':
      return inOrder(shown, comparedAs, (value) => value > spanOf(filter.text, comparedAs)[1])
    case 'at-least':
      return inOrder(shown, comparedAs, (value) => value >= spanOf(filter.text, comparedAs)[0])
    case 'at-most':
      return inOrder(shown, comparedAs, (value) => value <= spanOf(filter.text, comparedAs)[1])
    case 'between': {
      const ends = [...spanOf(filter.from, comparedAs), ...spanOf(filter.to, comparedAs)]
      const [least, most] = [ends.reduce((a, b) => (b < a ? b : a)), ends.reduce((a, b) => (b > a ? b : a))]
      return inOrder(shown, comparedAs, (value) => value >= least && value <= most)
    }
  }
}

const isEqual = (shown: string | null, text: string, comparedAs: ComparedAs): boolean => {
  if (shown === null) return false
  switch (comparedAs) {
    case 'text':
    case 'version':
      return shown === text
    case 'any-case':
      return shown.toLowerCase() === text.toLowerCase()
    case 'number':
    case 'day':
    case 'moment': {
      if (place(text, comparedAs, true) === null) return shown === text
      const [least, most] = spanOf(text, comparedAs)
      return inOrder(shown, comparedAs, (value) => value >= least && value <= most)
    }
  }
}

const inOrder = (
  shown: string | null,
  comparedAs: ComparedAs,
  holds: (value: bigint) => boolean,
): boolean => {
  const value = shown === null ? null : place(shown, comparedAs, false)
  return value !== null && holds(value)
}

/** The first and the last place that a text covers. */
const spanOf = (text: string, comparedAs: ComparedAs): readonly [bigint, bigint] => {
  const value = place(text, comparedAs, true)
  if (value === null) throw new Error(`${text} has no place`)
  return comparedAs === 'moment' && !text.includes('T') ? [value, value + endOfDay] : [value, value]
}

/** 23:59:59.999999, as `momentPlace` writes times. */
const endOfDay = 235_959_999_999n

/** Beyond everything that is in these tests. */
const endless = 10n ** 400n

/** The place of a value among those of its kind, as a number; null if it is none of them. */
const place = (text: string, comparedAs: ComparedAs, isTyped: boolean): bigint | null => {
  switch (comparedAs) {
    case 'text':
    case 'any-case':
      return null
    case 'number':
      return numberPlace(text)
    case 'day':
      return dayPlace(text, isTyped)
    case 'moment':
      return momentPlace(text, isTyped)
    case 'version':
      return versionPlace(text)
  }
}

/** The decimals that these tests use. */
const behind = 120

/** The most digits in the exponent of a number that Sluice stores. */
const numberPlace = (text: string): bigint | null => {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text)
  if (parts === null) return null
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
  const shift = behind - fraction.length + Number(exponent)
  const digits = BigInt(whole + fraction) * 10n ** BigInt(shift)
  return sign === '-' ? -digits : digits
}

const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** A day as its digits, year before month before day; in a column of texts it may be one that does not exist. */
const dayPlace = (text: string, isTyped: boolean): bigint | null => {
  if (/^-?infinity$/.test(text)) return isTyped ? null : text === 'infinity' ? endless : -endless
  const parts = /^(\d{4,6})-(\d{2})-(\d{2})( BC)?$/.exec(text)
  if (parts === null || (isTyped && !isDay(text))) return null
  const [, year = '', month = '', day = '', era] = parts
  const years = era === undefined ? BigInt(year) : 1n - BigInt(year)
  return years * 10_000n + BigInt(month) * 100n + BigInt(day)
}

/** A moment as its digits in UTC, down to the microsecond. */
const momentPlace = (text: string, isTyped: boolean): bigint | null => {
  if (!text.includes('T')) {
    const day = isTyped || text.endsWith('infinity') ? dayPlace(text, isTyped) : null
    return day === null || day === endless || day === -endless ? day : day * 10n ** 12n
  }
  const parts = /^(.+)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:Z|[+-]\d\d:\d\d)$/.exec(text)
  if (parts === null) return null
  const [, , , , , fraction = ''] = parts
  if (isTyped) {
    const at = new Date(text.replace(/\.\d+/, ''))
    if (Number.isNaN(at.getTime()) || !isDay(text.slice(0, 10))) return null
    return momentPlace(`${at.toISOString().slice(0, 19)}.${fraction.padEnd(6, '0')}Z`, false)
  }
  const [, day = '', hour = '', minute = '', second = ''] = parts
  const days = text.endsWith('Z') ? dayPlace(day, false) : null
  return days === null ? null : days * 10n ** 12n + BigInt(hour + minute + second + fraction.padEnd(6, '0'))
}

/** The parts of a version that these tests use, and a number above each of them. */
const [mostParts, base] = [8, 10n ** 30n]

const versionPlace = (text: string): bigint | null => {
  const numbers = /^\d+(?:\.\d+)*/.exec(text)?.[0].split('.').map(BigInt)
  if (numbers === undefined) return null
  return Array.from({ length: mostParts }, (_, at) => numbers[at] ?? 0n).reduce(
    (sum, part) => sum * base + part,
    0n,
  )
}
