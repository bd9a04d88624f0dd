import type { FailureCode } from '../../contract/failure.ts'
import { isLoopback, isSocket } from './database-host.ts'

/** The words of `sslmode`, and `usual` if none is given. */
export const tlsModeWords = [
  'disable',
  'allow',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
  'no-verify',
] as const

export type TlsMode = (typeof tlsModeWords)[number] | 'usual'

/** The TLS settings of a connection. Files are read when a connection is made. */
export interface Tls {
  readonly mode: TlsMode
  /** The authorities to trust: a file of certificates, `system`, or null for those that Node knows. */
  readonly rootCertificate: string | null
  /** Our own certificate and key, a file each. */
  readonly certificate: string | null
  readonly key: string | null
  readonly keyPassword: string | null
  readonly least: 'TLSv1.2' | 'TLSv1.3'
  /** Whether TLS begins at once, without asking for it in the protocol of PostgreSQL. */
  readonly isDirect: boolean
}

/**
 * - `clear`: no TLS.
 * - `unchecked`: TLS without checks.
 * - `signed`: the certificate must be signed by someone we trust, whatever host it names.
 * - `checked`: and it must name the host.
 */
export type Security = 'clear' | 'unchecked' | 'signed' | 'checked'

/** A way of connecting. The second and later ones are tried if the previous one failed with one of `after`. */
export interface Approach {
  readonly security: Security
  readonly after: readonly FailureCode[]
}

const solely = (security: Security): readonly Approach[] => [{ security, after: [] }]

/** The server requires TLS, or has no rule for connections without. */
const wantsTls: readonly FailureCode[] = ['database-tls-required', 'database-not-admitted']

const clearThenTls: readonly Approach[] = [...solely('clear'), { security: 'unchecked', after: wantsTls }]
const tlsThenClear: readonly Approach[] = [
  ...solely('unchecked'),
  { security: 'clear', after: ['database-without-tls'] },
]

/**
 * The meaning of each word here, which is stricter than in psql: over a network nothing falls back to clear text, and
 * TLS always checks the certificate, unless `disable` or `no-verify` says otherwise.
 */
const approaches: Record<TlsMode, (isNear: boolean) => readonly Approach[]> = {
  usual: (isNear) => (isNear ? clearThenTls : solely('checked')),
  disable: () => solely('clear'),
  allow: (isNear) => (isNear ? clearThenTls : solely('checked')),
  prefer: (isNear) => (isNear ? tlsThenClear : solely('checked')),
  require: () => solely('checked'),
  'verify-ca': () => solely('signed'),
  'verify-full': () => solely('checked'),
  'no-verify': () => solely('unchecked'),
}

/** The ways of connecting to this host, in the order in which they are tried. A socket has no TLS. */
export const approachesTo = (mode: TlsMode, host: string): readonly Approach[] =>
  isSocket(host) ? solely('clear') : approaches[mode](isLoopback(host))

/** Whether every way of connecting is TLS. */
export const isAlwaysTls = (mode: TlsMode, host: string): boolean =>
  approachesTo(mode, host).every(({ security }) => security !== 'clear')

/** Whether every way of connecting checks the certificate and the host's name in it. */
export const isAlwaysChecked = (mode: TlsMode, host: string): boolean =>
  approachesTo(mode, host).every(({ security }) => security === 'checked')
