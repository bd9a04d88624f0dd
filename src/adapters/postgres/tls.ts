import { createSecureContext, getCACertificates, type ConnectionOptions } from 'node:tls'
import { failure } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'
import { readCertificates, readPem, type PemFile } from '../pem-file.ts'
import type { Security, Tls } from './tls-mode.ts'

/** `ssl` is false for clear text. */
export interface TlsOptions {
  readonly ssl: ConnectionOptions | false
  readonly isDirect: boolean
}

/**
 * pg's options for TLS, or for clear text. Always explicit, since pg changes the meaning of the words of `sslmode`
 * between major versions. Throws `PortError` with `database-tls-file` if a file cannot be used.
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
      ? { ca: textOf('sslrootcert', rootCertificate, readCertificates(rootCertificate)) }
      : {}),
    ...(tls.certificate === null
      ? {}
      : { cert: textOf('sslcert', tls.certificate, readCertificates(tls.certificate)) }),
    ...(tls.key === null ? {} : { key: textOf('sslkey', tls.key, readPem(tls.key)) }),
    ...(tls.keyPassword === null ? {} : { passphrase: tls.keyPassword }),
  }
  check(tls, options)
  return { ssl: options, isDirect: tls.isDirect }
}

/** PEM that looks right may still be nonsense, the key of another certificate, or encrypted. */
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

const textOf = (what: string, path: string, file: PemFile): string => {
  if (!file.ok) throw unusable(what, path, file.code)
  return file.text
}

const unusable = (what: string, path: string, code: string): PortError =>
  new PortError('permanent', failure('database-tls-file', { what, path, code }))
