/** The language of all words, numbers and dates that Sluice shows, as a BCP 47 tag. */
const language = 'en'

const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const exact = new Intl.NumberFormat(language)

/** A whole number with thousands separators. */
export const formatCount = (value: number): string => whole.format(value)

/** A number of any kind with thousands separators and up to three decimals. */
export const formatNumber = (value: number): string => exact.format(value)

/** A count with its noun: `1 message`, `1,204 messages`. */
export const formatCountOf = (value: number, one: string, many = `${one}s`): string =>
  `${formatCount(value)} ${value === 1 ? one : many}`

/** Messages a second; slow rates keep a decimal. */
export const formatRate = (perSecond: number): string =>
  `${perSecond < 9.95 ? tenths.format(perSecond) : formatCount(perSecond)} messages/s`

/** The same if the context says what is counted: `2,259/s`. */
export const formatShortRate = (perSecond: number): string =>
  perSecond === 0 ? '0/s' : formatRate(perSecond).replace(' messages', '')

/** In bytes. */
export const mebibyte = 1_024 * 1_024

/**
 * A size in bytes, in the unit that people would choose. What was measured is in kB and MB (SI); a limit, which is a
 * power of two, in KiB and MiB (IEC 80000-13).
 */
export const formatSize = (bytes: number, kind: 'measured' | 'limit' = 'measured'): string => {
  if (kind === 'limit') {
    if (bytes < 1_024) return formatCountOf(bytes, 'byte')
    return bytes < mebibyte ? `${tenthsOf(bytes / 1_024)} KiB` : `${tenthsOf(bytes / mebibyte)} MiB`
  }
  if (bytes < 1_000) return formatCountOf(bytes, 'byte')
  if (bytes < 999_500) return `${bytes < 9_950 ? tenths.format(bytes / 1e3) : formatCount(bytes / 1e3)} kB`
  return `${tenths.format(bytes / 1e6)} MB`
}

const tenthsOf = (value: number): string =>
  Number.isInteger(value) ? formatCount(value) : tenths.format(value)

/** What a number that is out of its bounds must be. */
export const demandWhole = (least: string, most: string): string =>
  `Give a whole number from ${least} to ${most}.`
