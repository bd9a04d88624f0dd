import { z } from 'zod'
import { longestIdentifier } from './event-file.ts'
import { text } from './input.ts'

/** The longest text that a filter compares with, in UTF-16 units, and the most that `one-of` lists. */
export const longestFilterText = 256
export const mostListed = 100

/** The name of a column; whether the event in force has it is checked where it is known. */
export const columnName = text(1, longestIdentifier)

const column = columnName
const some = text(1, longestFilterText)
const any = text(0, longestFilterText)

/**
 * How a column is compared; see `FilterHow`. `is-not` also lets through what has no value. `between` takes its two ends in
 * either order, and both belong to it. A day stands for all its moments where times are compared.
 */
export const rowFilter = z.discriminatedUnion('how', [
  z.strictObject({ column, how: z.literal('contains'), text: some }),
  z.strictObject({ column, how: z.literal('begins'), text: some }),
  z.strictObject({ column, how: z.literal('is'), text: any }),
  z.strictObject({ column, how: z.literal('is-not'), text: any }),
  z.strictObject({ column, how: z.literal('one-of'), texts: z.array(any).min(1).max(mostListed) }),
  z.strictObject({ column, how: z.literal('before'), text: some }),
  z.strictObject({ column, how: z.literal('after'), text: some }),
  z.strictObject({ column, how: z.literal('at-least'), text: some }),
  z.strictObject({ column, how: z.literal('at-most'), text: some }),
  z.strictObject({ column, how: z.literal('between'), from: some, to: some }),
  z.strictObject({ column, how: z.literal('empty') }),
  z.strictObject({ column, how: z.literal('not-empty') }),
])

export type RowFilter = z.output<typeof rowFilter>
