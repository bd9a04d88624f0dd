import { X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'

/** `code` says what is wrong: the system's error code, or our own words. */
export type PemFile =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly code: string }

const block = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g

/** A file in PEM form. Only a plain file is opened, as a named pipe or a device could block forever. */
export const readPem = (path: string): PemFile => {
  try {
    if (!statSync(path).isFile()) return { ok: false, code: 'not a file' }
    const text = readFileSync(path, 'utf8')
    return /-----BEGIN [A-Z ]+-----/.test(text) ? { ok: true, text } : { ok: false, code: 'not PEM' }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unfit'
    return { ok: false, code }
  }
}

/** A file of certificates, all of them readable: Node would skip unreadable ones and trust nobody. */
export const readCertificates = (path: string): PemFile => {
  const file = readPem(path)
  if (!file.ok) return file
  const blocks = file.text.match(block) ?? []
  return blocks.length > 0 && blocks.every(isCertificate) ? file : { ok: false, code: 'unfit' }
}

const isCertificate = (text: string): boolean => {
  try {
    return new X509Certificate(text).subject !== undefined
  } catch {
    return false
  }
}
