import { formatSize } from '../../contract/amount.ts'
import { gunzipSync, gzipSync } from 'node:zlib'
import { applyEdits } from '../text-edit.ts'
import { closed, opened, type OpenEnvelope } from './layer.ts'

/** RFC 4648, 4 and 5: either alphabet, with or without padding; MIME's line feeds are allowed. */
const alphabet = /^[A-Za-z0-9+/_-]+$/

const decode = (text: string): Buffer | null => {
  const padded = text.replaceAll(/[\r\n]/g, '').trim()
  const plain = padded.endsWith('==')
    ? padded.slice(0, -2)
    : padded.endsWith('=')
      ? padded.slice(0, -1)
      : padded
  // Node reads both alphabets.
  return plain.length % 4 !== 1 && alphabet.test(plain) ? Buffer.from(plain, 'base64') : null
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const asText = (bytes: Uint8Array): string | null => {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

/** A text in base64. Its characters have no places in the body, so a fault covers the whole text. */
export const openBase64: OpenEnvelope = (text) => {
  const bytes = decode(text)
  if (bytes === null) return closed('not-base64', [0, text.length])
  const inner = asText(bytes)
  return inner === null
    ? closed('not-utf8', [0, text.length])
    : opened({
        ...{ text: inner, toOuter: () => [0, text.length] },
        putOuter: (edits) => [
          { range: [0, text.length], text: encode(Buffer.from(applyEdits(inner, edits)), text) },
        ],
      })
}

/** Uses the alphabet and the padding of the text that it replaces. */
const encode = (bytes: Uint8Array, former: string): string => {
  const [isUrl, isPadded] = [/[-_]/.test(former), former.trimEnd().endsWith('=')]
  const plain = Buffer.from(bytes).toString(isUrl ? 'base64url' : 'base64')
  if (isUrl && isPadded) return plain.padEnd(Math.ceil(plain.length / 4) * 4, '=')
  const length = former.replaceAll(/\s/g, '').length
  return isPadded || length % 4 === 0 ? plain : plain.replaceAll('=', '')
}

/** The most that a message can unpack to, in bytes; a kilobyte could become a gigabyte. */
const mostInflated = 8 * 1024 * 1024

/** A text in gzip (RFC 1952) in base64. Unpacking stops at the limit, so it never takes more memory. */
export const openGzip: OpenEnvelope = (text) => {
  const whole = [0, text.length] as const
  const packed = decode(text)
  if (packed === null) return closed('not-base64', whole)
  try {
    const inner = asText(gunzipSync(packed, { maxOutputLength: mostInflated }))
    if (inner === null) return closed('not-utf8', whole)
    return opened({
      ...{ text: inner, toOuter: () => whole },
      putOuter: (edits) => [{ range: whole, text: encode(gzipSync(applyEdits(inner, edits)), text) }],
    })
  } catch (error) {
    const isTooMuch = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    return isTooMuch
      ? closed('inflates-too-far', whole, formatSize(mostInflated, 'limit'))
      : closed('not-gzip', whole)
  }
}
