import { demandWhole, formatCount } from '../../contract/amount.ts'

/** The minimum and the maximum of a number. */
export interface Bounds {
  readonly least: number
  readonly most: number
}

/**
 * Reads a whole number as it was typed: null for nothing, NaN for what is none. Thousands may be set apart by commas
 * or spaces; nothing else is guessed.
 */
export const readWhole = (text: string): number | null => {
  const typed = text.trim()
  if (typed === '') return null
  const isGrouped = /^\d{1,3}(?:[,\s]\d{3})+$/.test(typed)
  const digits = isGrouped ? typed.replace(/[,\s]/g, '') : typed
  return /^\d+$/.test(digits) ? Number(digits) : Number.NaN
}

/** Whether it is a whole number within its bounds. */
export const isWithin = (value: number | null, { least, most }: Bounds): value is number =>
  Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most

/** What it must be, in a sentence. */
export const wholeMistake = ({ least, most }: Bounds): string =>
  demandWhole(formatCount(least), formatCount(most))

/** The bounds where there is room for little: `1–200`. */
export const boundsText = ({ least, most }: Bounds): string => `${formatCount(least)}–${formatCount(most)}`
