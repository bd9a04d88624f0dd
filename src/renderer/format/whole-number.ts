/** A whole number as it was typed: null for nothing, NaN for anything that is none. Thousands may be set apart; nothing else is guessed. */
export const readWhole = (text: string): number | null => {
  const typed = text.trim()
  if (typed === '') return null
  const isGrouped = /^\d{1,3}(?:[,\s]\d{3})+$/.test(typed)
  const digits = isGrouped ? typed.replace(/[,\s]/g, '') : typed
  return /^\d+$/.test(digits) ? Number(digits) : Number.NaN
}

export interface Bounds {
  readonly least: number
  readonly most: number
}

/** Whether a number was given, and is a whole one within its bounds. */
export const isWithin = (value: number | null, { least, most }: Bounds): value is number =>
  value !== null && Number.isSafeInteger(value) && value >= least && value <= most
