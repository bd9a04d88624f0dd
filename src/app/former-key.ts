import { isAbsolute } from 'node:path'
import type { FailureCode } from '../contract/failure.ts'
import type { KeyView } from '../contract/settings.ts'
import { keyCheckValue } from '../pipeline/mask.ts'
import { readNamedFile } from '../system/own-path.ts'
import { decodeKey } from './config.ts'
import { isZero, replaceSecret } from './secret-file.ts'

/** What prevents a connection and another key would mend. */
export const keyTroubles: ReadonlySet<FailureCode> = new Set([
  'key-mismatch',
  'key-unusable',
  'key-zero',
  'keys-equal',
])

/**
 * Replaces a key of the data folder by that of a file. The old one stays beside it, named by its check
 * value. Throws `FailureError` if the data folder cannot be written to.
 *
 * @param keys as `showKeys` returns them
 * @returns what is wrong with the file, in a sentence; null if it was done
 */
export const takeFormerKey = (
  keys: readonly KeyView[],
  purpose: KeyView['purpose'],
  path: string,
): string | null => {
  const [own, other] = [
    keys.find((key) => key.purpose === purpose),
    keys.find((key) => key.purpose !== purpose),
  ]
  if (own === undefined) return 'There is no such key.'
  if (!isAbsolute(path)) return 'Give the whole path of the file.'
  const text = readText(path)
  if (text === null) return 'No file can be read at this path.'
  const bytes = decodeKey(text)
  if (bytes === null) return 'This file holds no key: a key is base64 of exactly 32 bytes.'
  if (isZero(bytes)) return 'This key is nothing but zeros, which anybody can guess.'
  const checkValue = keyCheckValue(bytes)
  if (checkValue === own.checkValue) return 'This is the key that does not fit.'
  if (checkValue === other?.checkValue)
    return `This is the ${other.purpose} key. Each purpose needs a key of its own.`
  replaceSecret(own.origin, `${text.trim()}\n`, `${purpose}.key.${own.checkValue ?? 'unusable'}`)
  return null
}

const readText = (path: string): string | null => {
  try {
    return readNamedFile(path)
  } catch {
    return null
  }
}
