import { readFileSync, statSync } from 'node:fs'
import { createSecureContext, getCACertificates, type ConnectionOptions } from 'node:tls'
import { failure } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'
import type { Security, Tls } from './tls-mode.ts'

/** `ssl` is false for clear text. */
export interface TlsOptions {
  readonly ssl: ConnectionOptions | false
  readonly isDirect: boolean
}

/**
 * What pg needs to speak TLS this way; for clear text, that too. It is always spelt out, since pg means other things by the
 * words of `sslmode` from one major version to the next. Throws `PortError` with `database-tls-file` where a file
 * cannot be used.
 */
export const tlsOptions = (tls: Tls, security: Security): TlsOptions => {
  if (security === 'clear') return { ssl: false, isDirect: false }
  const { rootCertificate } = tls
  const isChecked = security !== 'unchecked'
  const options: ConnectionOptions = {
    rejectUnauthorized: isChecked,
    minVersion: tls.least,
    ...(security === 'signed' ? { checkServerIdentity: () => undefined } : {}),
    ...(isChecked && rootCertificate === 'system'
      ? { ca: [...getCACertificates('default'), ...getCACertificates('system')] }
      : {}),
    ...(isChecked && rootCertificate !== null && rootCertificate !== 'system'
      ? { ca: readPem('sslrootcert', rootCertificate) }
      : {}),
    ...(tls.certificate === null ? {} : { cert: readPem('sslcert', tls.certificate) }),
    ...(tls.key === null ? {} : { key: readPem('sslkey', tls.key) }),
    ...(tls.keyPassword === null ? {} : { passphrase: tls.keyPassword }),
  }
  check(tls, options)
  return { ssl: options, isDirect: tls.isDirect }
}

/** PEM that looks right may still hold nonsense, a key of another certificate, or be locked. */
const check = (tls: Tls, { ca, cert, key, passphrase, minVersion }: ConnectionOptions): void => {
  const mine = { ca, cert, key, passphrase, minVersion }
  const given = Object.fromEntries(Object.entries(mine).filter(([, value]) => value !== undefined))
  try {
    createSecureContext(given)
  } catch {
    const [what, path] = key === undefined ? ['sslrootcert', tls.rootCertificate] : ['sslkey', tls.key]
    throw unusable(what ?? '', path ?? '', 'unfit')
  }
}

/** A named pipe or a device would be waited for without end, so nothing but a plain file is opened. */
const readPem = (what: string, path: string): string => {
  let text: string
  try {
    if (!statSync(path).isFile()) throw unusable(what, path, 'not a file')
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof PortError) throw error
    throw unusable(what, path, error instanceof Error && 'code' in error ? String(error.code) : 'unfit')
  }
  if (!/-----BEGIN [A-Z ]+-----/.test(text)) throw unusable(what, path, 'not PEM')
  return text
}

const unusable = (what: string, path: string, code: string): PortError =>
  new PortError('permanent', failure('database-tls-file', { what, path, code }))
