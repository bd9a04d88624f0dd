import { formatCount } from '../../format/number.ts'

/** A limit as typed: none, a whole number, or what is wrong with it. */
export type TypedLimit =
  | { readonly kind: 'limit'; readonly value: number | null }
  | { readonly kind: 'mistake'; readonly words: string }

/** Reads a limit from 1 to `most`. Commas or spaces may separate thousands; nothing else is guessed. */
export const readLimit = (text: string, most: number): TypedLimit => {
  const typed = text.trim()
  if (typed === '') return { kind: 'limit', value: null }
  const isGrouped = /^\d{1,3}(?:[,\s]\d{3})+$/.test(typed)
  const digits = isGrouped ? typed.replace(/[,\s]/g, '') : typed
  const value = /^\d+$/.test(digits) ? Number(digits) : NaN
  return value >= 1 && value <= most
    ? { kind: 'limit', value }
    : { kind: 'mistake', words: `Give a whole number from 1 to ${formatCount(most)}, or nothing.` }
}
