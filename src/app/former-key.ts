import { isAbsolute } from 'node:path'
import type { FailureCode } from '../contract/failure.ts'
import type { KeyView } from '../contract/settings.ts'
import { keyCheckValue } from '../pipeline/mask.ts'
import { readNamedFile } from '../system/own-path.ts'
import { decodeKey } from './config.ts'
import { isZero, replaceSecret } from './secret-file.ts'

/** What keeps a connection from being made that another key mends. */
export const keyTroubles: ReadonlySet<FailureCode> = new Set([
  'key-mismatch',
  'key-unusable',
  'key-zero',
  'keys-equal',
])

/**
 * Puts the key of a file in the place of one of the data folder. The one that was there stays beside it, named by its check
 * value. Throws `FailureError` where the data folder cannot be written to.
 *
 * @param keys as `showKeys` has them
 * @returns what is wrong with the file, in a sentence; null where it is done
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
