import { createHash } from 'node:crypto'
import { longestIdentifier } from '../../contract/event-file.ts'

/** Digits of a hash that replace what was cut off. */
const hashDigits = 12

/** A name of these parts joined by `_`, unchanged if PostgreSQL would not cut it. */
export const madeName = (...parts: readonly string[]): string => {
  const name = parts.join('_')
  return Buffer.byteLength(name) <= longestIdentifier ? name : hashedName(...parts)
}

/** The same with a hash at its end, which distinguishes it from names with the same beginning. */
export const hashedName = (...parts: readonly string[]): string => {
  const hash = createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, hashDigits)
  return `${cut(parts.join('_'), longestIdentifier - hashDigits - 1)}_${hash}`
}

/** As many whole characters as fit into this many bytes of UTF-8. */
const cut = (text: string, bytes: number): string => {
  let [kept, length] = ['', 0]
  for (const character of text) {
    length += Buffer.byteLength(character)
    if (length > bytes) break
    kept += character
  }
  return kept
}
