import { z } from 'zod'
import { longestIdentifier } from './event-file.ts'
import { text } from './input.ts'

/** The longest text that a filter compares with, in UTF-16 units, and the most that `one-of` lists. */
export const longestFilterText = 256
export const mostListed = 100

/** The name of a column; the engine checks whether the event in force has it. */
export const columnName = text(1, longestIdentifier)

const column = columnName
const some = text(1, longestFilterText)
const any = text(0, longestFilterText)

/**
 * How a column is compared; see `FilterHow`. `is-not` also matches rows without a value. `between` takes its two ends
 * in either order and includes both. For times, a day means all its moments.
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
