import { failure, FailureError } from '../contract/failure.ts'
import type { KeyView } from '../contract/settings.ts'
import { keyCheckValue } from '../pipeline/mask.ts'
import { decodeKey, type Settings } from './config.ts'
import { makeDataFolder } from './data-folder.ts'
import { isZero, makeSecret, readSecret, secretPath } from './secret-file.ts'

export interface Key {
  readonly bytes: Uint8Array
  /** Its source, for people: `the environment`, or a path. */
  readonly origin: string
}

export interface KeyRing {
  readonly mask: Key
  readonly seal: Key
  /** Notices about keys that were just generated. */
  readonly notices: readonly string[]
}

/**
 * The keys that were given, and otherwise those of the data folder, generated at the first start. Throws `FailureError`
 * if a key cannot be used, is all zeros, or is given for both purposes.
 */
export const loadKeyRing = (settings: Settings): KeyRing => {
  const notices: string[] = []
  const mask = loadKey('mask', settings.keys.mask, settings.dataFolder, notices)
  const seal = loadKey('seal', settings.keys.seal, settings.dataFolder, notices)
  if (Buffer.from(mask.bytes).equals(seal.bytes))
    throw new FailureError(failure('keys-equal', { mask: mask.origin, seal: seal.origin }))
  return { mask, seal, notices }
}

type Purpose = KeyView['purpose']

const loadKey = (purpose: Purpose, given: Uint8Array | null, dataFolder: string, notices: string[]): Key => {
  const key =
    given === null ? loadKeptKey(purpose, dataFolder, notices) : { bytes: given, origin: fromEnvironment }
  if (isZero(key.bytes)) throw new FailureError(failure('key-zero', { purpose, origin: key.origin }))
  return key
}

const loadKeptKey = (purpose: Purpose, dataFolder: string, notices: string[]): Key => {
  const path = keyPath(dataFolder, purpose)
  makeDataFolder(dataFolder)
  if (makeSecret(path)) {
    notices.push(
      `A ${purpose} key was made. It is kept in ${path}, readable by you alone; keep a copy of it.`,
    )
  }
  const bytes = decodeKey(readSecret(path) ?? '')
  if (bytes === null) throw new FailureError(failure('key-unusable', { purpose, path }))
  return { bytes, origin: path }
}

/** The keys' sources and check values. Generates none. */
export const showKeys = (settings: Settings): readonly KeyView[] =>
  (['mask', 'seal'] as const).map((purpose) => {
    const given = settings.keys[purpose]
    if (given !== null) return { purpose, origin: fromEnvironment, checkValue: keyCheckValue(given) }
    const origin = keyPath(settings.dataFolder, purpose)
    const bytes = readKey(origin)
    return { purpose, origin, checkValue: bytes && keyCheckValue(bytes) }
  })

const fromEnvironment = 'the environment'

const keyPath = (dataFolder: string, purpose: Purpose): string => secretPath(dataFolder, `${purpose}.key`)

const readKey = (path: string): Uint8Array | null => {
  try {
    return decodeKey(readSecret(path) ?? '')
  } catch {
    return null
  }
}

/**
 * A password of the data folder, generated at the first call: base64 of 32 random bytes. Throws `FailureError` with
 * `secret-unusable` if the stored one is anything else: an empty one would let everyone in.
 */
export const loadSecret = (dataFolder: string, name: string): string => {
  const path = secretPath(dataFolder, name)
  makeDataFolder(dataFolder)
  makeSecret(path)
  const text = (readSecret(path) ?? '').trim()
  const bytes = decodeKey(text)
  if (bytes === null || isZero(bytes))
    throw new FailureError(failure('secret-unusable', { path, command: removal(path) }))
  return text
}

const removal = (path: string): string => `rm '${path.replaceAll("'", String.raw`'\''`)}'`
