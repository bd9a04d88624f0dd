import { holdsNumber } from '../../contract/field-types/personal.ts'

/** Letters, few digits and nothing else: a name from a program, not an id or a sentence. */
const plain = /^[A-Za-z_][\w-]{0,39}$/

/** More digits than in `address_line2` or `sha256` suggest a value. */
const mostDigits = 3

/** Whether a name of a message may be shown, and can name a field. Any other could be personal data. */
export const isPlainName = (name: string): boolean =>
  plain.test(name) && name.replace(/\D/g, '').length <= mostDigits && !holdsNumber(name)

/** Names in a row with points or colons between, as flat events have them, or one with a mark before it: `$ip`. */
const flat = /^[$@]?[A-Za-z_][\w-]*(?:[.:][A-Za-z_][\w-]*)*$/

/** The longest flat name. */
const longestFlat = 80

/**
 * Whether a name can become a field's. Every object has a `__proto__`, and no field reads it. In objects of the
 * message a name with a point is more often somebody's than a program's, and so is any long one.
 */
export const isFieldName = (name: string, isOutermost: boolean): boolean =>
  name !== '__proto__' &&
  (isPlainName(name) ||
    (isOutermost &&
      name.length <= longestFlat &&
      flat.test(name) &&
      name.replace(/^[$@]/, '').split(/[.:]/).every(isPlainName)))

/** The words of a name in lower case: `clientIPAddress`, `client-ip_address` and `ClientIpAddress` have the same. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .slice(0, 128)
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '')

/** Whether a name says that its values are versions. */
export const isVersionName = (name: string): boolean =>
  wordsOf(name).some((word) =>
    ['version', 'versions', 'ver', 'release', 'build', 'firmware', 'fw', 'sw'].includes(word),
  )

/** Whether a name says that its values are moments. */
export const isTimeName = (name: string): boolean => {
  const words = wordsOf(name)
  return (
    ['at', 'on', 'ms', 'epoch'].includes(words.at(-1) ?? '') ||
    words.some((word) => ['time', 'timestamp', 'ts', 'date', 'datetime'].includes(word))
  )
}
