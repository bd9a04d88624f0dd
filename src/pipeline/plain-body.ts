import { pointerTo } from '../contract/field-pointer.ts'
import { hasPlainNumbers } from './number-scan.ts'
import type { Cell } from './ports.ts'
import type { ReadingNotes } from './reading-notes.ts'
import type { Shape } from './shape.ts'
import type { FieldTaker } from './take-field.ts'

/** Reads the values of a body that is plainly well formed into `cells`; returns false, with no reason, if it is not. */
export type ReadPlain = (body: string, cells: Cell[]) => boolean

/**
 * The fast path, for nearly all messages: JSON.parse, and each field's value by its name, without escapes. Without a
 * backslash every quote in the text delimits a name or a value, so counting quotes shows that no name is there twice
 * (`JSON.parse` would keep the last). Everything that does not depend on the message is settled here, once.
 */
export const compilePlain = (shape: Shape, unknown: Unknown): ReadPlain => {
  const readObject = compileObject(shape, unknown, '')
  const takesNumbers = hasNumbers(shape)
  return (body, cells) => {
    if (body.includes('\\') || !body.isWellFormed()) return false
    let value: unknown
    try {
      value = JSON.parse(body)
    } catch {
      return false
    }
    if (takesNumbers && !hasPlainNumbers(body)) return false
    const quotes = readObject(value, cells)
    return quotes !== refused && quotes === countQuotes(body)
  }
}

/**
 * Handles names that no field reads: either the message is not plain, or they are ignored, and noted if someone
 * listens.
 */
export interface Unknown {
  readonly isIgnored: boolean
  readonly notes: Pick<ReadingNotes, 'ignoredAt'> | null
}

const hasNumbers = ({ value: taker, inside }: Shape): boolean =>
  taker?.field.accept.includes('number') === true || [...inside.values()].some(hasNumbers)

/** In place of a value that is not plainly right. */
const refused = -1

/** Takes one value and returns the number of quotes it was written with, or `refused`. */
type ReadValue = (value: unknown, cells: Cell[]) => number

const compileObject = ({ inside }: Shape, unknown: Unknown, pointer: string): ReadValue => {
  const inner = [...inside].map(([name, shape]) => ({
    name,
    read: compileValue(shape, unknown, `${pointer}${pointerTo(name)}`),
  }))
  const note = unknown.notes?.ignoredAt(pointer) ?? noNote
  return (value, cells) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return refused
    const object = value as Readonly<Record<string, unknown>>
    const own = Object.keys(object)
    // An unknown name; seen before anything is masked.
    if (own.length > inner.length && !unknown.isIgnored) return refused
    let quotes = 0
    let present = 0
    for (const { name, read } of inner) {
      const value = object[name]
      const count = read(value, cells)
      if (count === refused) return refused
      quotes += count
      if (value !== undefined) present += 1
    }
    quotes += 2 * present
    if (own.length === present) return quotes
    return unknown.isIgnored ? quotes + unknownQuotes(object, own, inside, note) : refused
  }
}

const noNote = (): void => undefined

const unknownQuotes = (
  object: Readonly<Record<string, unknown>>,
  own: readonly string[],
  known: ReadonlyMap<string, unknown>,
  note: (name: string) => void,
): number => {
  let quotes = 0
  for (const name of own) {
    if (known.has(name)) continue
    note(name)
    quotes += 2 + quotesIn(object[name])
  }
  return quotes
}

const quotesIn = (value: unknown): number => {
  if (typeof value === 'string') return 2
  if (typeof value !== 'object' || value === null) return 0
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + quotesIn(item), 0)
  return Object.values(value).reduce<number>((sum, item) => sum + 2 + quotesIn(item), 0)
}

/** Takes a value by its shape; `undefined` means that it is missing. */
const compileValue = (shape: Shape, unknown: Unknown, pointer: string): ReadValue => {
  const { value: taker, inside } = shape
  if (taker !== null) return inside.size === 0 && !taker.readsSource ? compileTaker(taker) : () => refused
  // A value that distinguishes events, or leads to others. If it is missing they are too, and the body is not plain.
  return inside.size === 0 ? quotesIn : compileObject(shape, unknown, pointer)
}

const compileTaker = ({ index, take, takesNull, missing }: FieldTaker): ReadValue => {
  return (value, cells) => {
    // Nearly all values are texts.
    if (typeof value === 'string') {
      const cell = take(value, 'string')
      if (cell === undefined) return refused
      cells[index] = cell
      return 2
    }
    let cell: string | undefined
    switch (typeof value) {
      case 'number':
        cell = takeNumber(value, take)
        break
      case 'boolean':
        cell = take(String(value), 'boolean')
        break
      case 'undefined':
        if (missing !== null) return refused
        cells[index] = null
        return 0
      default:
        if (value !== null || !takesNull) return refused
        cells[index] = null
        return 0
    }
    if (cell === undefined) return refused
    cells[index] = cell
    return 0
  }
}

const takeNumber = (value: number, take: FieldTaker['take']): string | undefined => {
  const text = String(value)
  // JavaScript writes a small fraction with an exponent that it did not come with.
  return text.includes('e') ? undefined : take(text, 'number')
}

const countQuotes = (text: string): number => {
  let count = 0
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count += 1
  return count
}
