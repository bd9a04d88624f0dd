import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A form in which a personal value might leak, by name. */
interface Form {
  readonly name: string
  readonly bytes: Buffer
}

/**
 * A value in all forms in which it might be stored: as it is, in the usual encodings, at any offset of an encoded
 * longer text, and as a bare digest, which a search of all addresses would undo.
 */
export const formsOf = (value: string): readonly Form[] => {
  const utf8 = Buffer.from(value, 'utf8')
  const wide = Buffer.from(value, 'utf16le')
  const digests = ['sha256', 'sha1', 'md5', 'sha512'].flatMap((kind) => {
    const digest = createHash(kind).update(value).digest()
    return [
      { name: `${kind} in hex`, text: digest.toString('hex') },
      { name: `${kind} in HEX`, text: digest.toString('hex').toUpperCase() },
      { name: `${kind} in base64url`, text: digest.toString('base64url') },
      { name: `${kind} in base64`, text: digest.toString('base64').replace(/=+$/, '') },
      { name: kind, text: digest },
    ]
  })
  const texts = [
    { name: 'clear', text: value },
    { name: 'hex', text: utf8.toString('hex') },
    { name: 'HEX', text: utf8.toString('hex').toUpperCase() },
    { name: 'UTF-16, low byte first', text: wide },
    { name: 'UTF-16, high byte first', text: Buffer.from(wide).swap16() },
    { name: 'each character for a URL', text: Array.from(utf8, (byte) => `%${byte.toString(16)}`).join('') },
    { name: 'for a URL', text: encodeURIComponent(value) },
    { name: 'backwards', text: Array.from(value).reverse().join('') },
    ...[0, 1, 2].flatMap((before) => [
      { name: `base64 after ${before} bytes`, text: base64Within(utf8, before) },
      { name: `base64url after ${before} bytes`, text: toUrlAlphabet(base64Within(utf8, before)) },
      { name: `UTF-16 in base64 after ${before} bytes`, text: base64Within(wide, before) },
    ]),
    ...digests,
  ]
  return texts.map(({ name, text }) => ({ name, bytes: Buffer.from(text as string) }))
}

/** The part of a value's base64 that does not depend on what follows, with this many bytes before it. */
const base64Within = (bytes: Buffer, before: number): string => {
  const padded = Buffer.concat([Buffer.alloc(before), bytes])
  const whole = Math.floor(padded.length / 3) * 3
  return padded
    .subarray(0, whole)
    .toString('base64')
    .slice(before === 0 ? 0 : 4)
}

const toUrlAlphabet = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_')

/** The places of any of the values in any form: `place: form`. */
export const findForms = (
  places: Readonly<Record<string, Buffer>>,
  values: readonly string[],
): readonly string[] => {
  const forms = values.flatMap(formsOf)
  return Object.entries(places).flatMap(([place, bytes]) =>
    forms.filter((form) => bytes.includes(form.bytes)).map(({ name }) => `${place}: ${name}`),
  )
}

/** All files under a folder, by path. */
export const readFilesUnder = async (folder: string): Promise<Readonly<Record<string, Buffer>>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    await Promise.all(files.map(async (path) => [path, await readFile(path)] as const)),
  )
}
