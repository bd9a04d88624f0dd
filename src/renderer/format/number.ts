import { locale } from './locale.ts'

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** A whole number with thousands separators. */
export const formatCount = (value: number): string => whole.format(value)

/** A count with its noun: `1 message`, `1,204 messages`. */
export const formatCountOf = (value: number, one: string, many = `${one}s`): string =>
  `${formatCount(value)} ${value === 1 ? one : many}`

/** Messages a second; slow rates keep a decimal. */
export const formatRate = (perSecond: number): string =>
  `${perSecond < 9.95 ? tenths.format(perSecond) : formatCount(perSecond)} messages/s`

/** The same if the context says what is counted: `2,259/s`. */
export const formatShortRate = (perSecond: number): string =>
  perSecond === 0 ? '0/s' : formatRate(perSecond).replace(' messages', '')

/** A size in bytes, in the unit that people would choose. */
export const formatBytes = (bytes: number): string => {
  if (bytes < 1_000) return formatCountOf(bytes, 'byte')
  if (bytes < 999_500) return `${bytes < 9_950 ? tenths.format(bytes / 1e3) : formatCount(bytes / 1e3)} kB`
  return `${tenths.format(bytes / 1e6)} MB`
}
