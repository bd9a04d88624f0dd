import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { failure, FailureError } from '../contract/failure.ts'
import type { KeyView } from '../contract/settings.ts'
import { keyCheckValue } from '../pipeline/mask.ts'
import { decodeKey, type Settings } from './config.ts'
import { makeDataFolder } from './data-folder.ts'

export interface Key {
  readonly bytes: Uint8Array
  /** Where it comes from, for people: `the environment`, or a path. */
  readonly origin: string
}

export interface KeyRing {
  readonly mask: Key
  readonly seal: Key
  /** Sentences about keys that were made just now. */
  readonly notices: readonly string[]
}

/** The keys that were given, and for the others those of the data folder, made at the first start. */
export const loadKeyRing = (settings: Settings): KeyRing => {
  const notices: string[] = []
  return {
    mask: loadKey('mask', settings.keys.mask, settings.dataFolder, notices),
    seal: loadKey('seal', settings.keys.seal, settings.dataFolder, notices),
    notices,
  }
}

const loadKey = (
  purpose: 'mask' | 'seal',
  given: Uint8Array | null,
  dataFolder: string,
  notices: string[],
): Key => {
  if (given !== null) return { bytes: given, origin: fromEnvironment }
  const path = join(dataFolder, 'keys', `${purpose}.key`)
  if (makeSecret(dataFolder, `${purpose}.key`)) {
    notices.push(
      `A ${purpose} key was made. It is kept in ${path}, readable by you alone; keep a copy of it.`,
    )
  }
  const bytes = decodeKey(readFileSync(path, 'utf8'))
  if (bytes === null) throw new FailureError(failure('key-unusable', { purpose, path }))
  return { bytes, origin: path }
}

/** Where the keys come from and by what they are known. Makes none. */
export const showKeys = (settings: Settings): readonly KeyView[] =>
  (['mask', 'seal'] as const).map((purpose) => {
    const given = settings.keys[purpose]
    if (given !== null) return { purpose, origin: fromEnvironment, checkValue: keyCheckValue(given) }
    const origin = join(settings.dataFolder, 'keys', `${purpose}.key`)
    const bytes = existsSync(origin) ? readKey(origin) : null
    return { purpose, origin, checkValue: bytes && keyCheckValue(bytes) }
  })

const fromEnvironment = 'the environment'

const readKey = (path: string): Uint8Array | null => {
  try {
    return decodeKey(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/** A secret of the data folder, made at the first call: base64 of 32 random bytes. */
export const loadSecret = (dataFolder: string, name: string): string => {
  makeSecret(dataFolder, name)
  return readFileSync(join(dataFolder, 'keys', name), 'utf8').trim()
}

/** Whether it was made now. Two copies that start at once end up with the same secret. */
const makeSecret = (dataFolder: string, name: string): boolean => {
  const folder = join(dataFolder, 'keys')
  const path = join(folder, name)
  if (existsSync(path)) return false
  makeDataFolder(dataFolder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
    return true
  } catch (error) {
    if (existsSync(path)) return false
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal'
    throw new FailureError(failure('data-folder-unusable', { path: folder, code }))
  }
}
