import { holdsNumber } from '../../contract/field-types/personal.ts'

/** Letters, few digits and nothing else: a name from a program, not an id or a sentence. */
const plain = /^[A-Za-z_][\w-]{0,39}$/

/** More digits than in `address_line2` or `sha256` suggest a value. */
const mostDigits = 3

/** Whether a name of a message may be shown, and can name a field. Any other could be personal data. */
export const isPlainName = (name: string): boolean =>
  plain.test(name) && name.replace(/\D/g, '').length <= mostDigits && !holdsNumber(name)

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
  wordsOf(name).some((word) => ['version', 'versions', 'ver', 'release', 'build', 'firmware'].includes(word))

/** Whether a name says that its values are moments. */
export const isTimeName = (name: string): boolean => {
  const words = wordsOf(name)
  return (
    ['at', 'on', 'ms', 'epoch'].includes(words.at(-1) ?? '') ||
    words.some((word) => ['time', 'timestamp', 'ts', 'date', 'datetime'].includes(word))
  )
}
