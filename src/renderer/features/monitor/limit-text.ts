import { formatCount } from '../../../contract/amount.ts'
import { isWithin, readWhole } from '../../format/whole-number.ts'

/** A limit as typed: none, a whole number, or what is wrong with it. */
export type TypedLimit =
  | { readonly kind: 'limit'; readonly value: number | null }
  | { readonly kind: 'mistake'; readonly words: string }

/** Reads a limit from 1 to `most`, as `readWhole` does. */
export const readLimit = (text: string, most: number): TypedLimit => {
  const value = readWhole(text)
  return value === null || isWithin(value, { least: 1, most })
    ? { kind: 'limit', value }
    : { kind: 'mistake', words: `Give a whole number from 1 to ${formatCount(most)}, or nothing.` }
}
