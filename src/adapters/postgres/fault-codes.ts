import type { FailureCode } from '../../contract/failure.ts'
import type { FaultKind } from '../../pipeline/ports.ts'

export type Fault = readonly [kind: FaultKind, failure: FailureCode]

/** What a SQLSTATE of five characters means (PostgreSQL manual, appendix A). */
const states: Readonly<Record<string, Fault>> = {
  '25006': ['transient', 'database-standby'],
  '25P03': ['transient', 'database-idle-timeout'],
  '25P04': ['transient', 'database-slow'],
  '28P01': ['permanent', 'database-refused'],
  '3D000': ['permanent', 'database-missing'],
  '42501': ['permanent', 'database-denied'],
  '53100': ['transient', 'database-disk-full'],
  '53300': ['transient', 'database-full'],
  '55P03': ['transient', 'database-locked'],
  '57014': ['transient', 'database-slow'],
  '57P01': ['transient', 'database-stopping'],
  '57P02': ['transient', 'database-stopping'],
  '57P03': ['transient', 'database-starting'],
  '57P04': ['permanent', 'database-missing'],
  '57P05': ['transient', 'database-idle-timeout'],
}

/** What the other codes of a class mean. */
const classes: Readonly<Record<string, Fault>> = {
  '08': ['transient', 'database-cut'],
  '22': ['data', 'database-failed'],
  '23': ['data', 'database-failed'],
  '28': ['permanent', 'database-refused'],
  '40': ['transient', 'database-failed'],
  '53': ['transient', 'database-exhausted'],
  '55': ['transient', 'database-failed'],
  '57': ['transient', 'database-cut'],
  '58': ['transient', 'database-failed'],
}

/**
 * Without a password there is one code for all that may be wrong (28000); which it is, the name of the server's routine
 * says, in every language.
 */
const admission: Readonly<Record<string, FailureCode>> = {
  ClientAuthentication: 'database-not-admitted',
  InitializeSessionUserId: 'database-role-unknown',
}

/** @param routine where in the server's source the error comes from, which is never translated */
export const stateFault = (state: string, routine: string | undefined, message: string): Fault => {
  if (state === '28000') {
    // PostgreSQL has said it in these two ways, since 12 and before; in another language it is "not admitted".
    if (/\b(?:no encryption|SSL off)\b/.test(message)) return ['permanent', 'database-tls-required']
    return ['permanent', admission[routine ?? ''] ?? 'database-refused']
  }
  // This code has many meanings; this one is "the database takes no connections".
  if (state === '55000' && routine === 'CheckMyDatabase') return ['transient', 'database-closed']
  return states[state] ?? classes[state.slice(0, 2)] ?? ['permanent', 'database-failed']
}

/** What PgBouncer says by itself, all of it under 08P01; by the words that its versions from 1.12 on have in common. */
const poolerSentences: readonly (readonly [RegExp, Fault])[] = [
  [/unsupported startup parameter/i, ['permanent', 'pooler-start-parameter']],
  [/statement pooling mode/i, ['permanent', 'pooler-statement-mode']],
  [/no more connections allowed|too many connections/i, ['transient', 'database-full']],
  [/SSL required|TLS required/i, ['permanent', 'database-tls-required']],
  [/no such database/i, ['permanent', 'database-missing']],
  [/no such user/i, ['permanent', 'database-role-unknown']],
  [/auth(?:entication)? failed|login rejected|not allowed/i, ['permanent', 'database-refused']],
  [
    /query_wait_timeout|server_login_retry|cannot connect to server|server login|connect failed|server conn|shutting down/i,
    ['transient', 'pooler-waiting'],
  ],
  [/idle[_ ]transaction[_ ]timeout|client_idle_timeout/i, ['transient', 'database-idle-timeout']],
  [/query[_ ]timeout|transaction[_ ]timeout/i, ['transient', 'database-slow']],
]

/** Null where it is none of a pooler's sentences. */
export const poolerFault = (message: string): Fault | null =>
  poolerSentences.find(([pattern]) => pattern.test(message))?.[1] ?? null

const untrusted: Fault = ['permanent', 'certificate-untrusted']
const selfSigned: Fault = ['permanent', 'certificate-self-signed']
const outdated: Fault = ['permanent', 'certificate-outdated']
const foreign: Fault = ['permanent', 'certificate-of-another']
const unknownHost: Fault = ['transient', 'database-host-unknown']
const unreachable: Fault = ['transient', 'database-no-route']

/** Codes of Node's sockets, resolver and TLS (Node's manual, "Errors" and "TLS: X509 certificate error codes"). */
const sockets: Readonly<Record<string, Fault>> = {
  ...{ ENOTFOUND: unknownHost, EAI_AGAIN: unknownHost, EAI_NONAME: unknownHost, EAI_NODATA: unknownHost },
  ...{
    ECONNREFUSED: ['transient', 'database-not-listening'],
    ENOENT: ['transient', 'database-not-listening'],
  },
  ...{ EHOSTUNREACH: unreachable, ENETUNREACH: unreachable, EHOSTDOWN: unreachable, ENETDOWN: unreachable },
  ...{ EADDRNOTAVAIL: unreachable, EACCES: unreachable, EPERM: unreachable },
  ETIMEDOUT: ['transient', 'database-unreachable'],
  ...{ DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned, SELF_SIGNED_CERT_IN_CHAIN: selfSigned },
  ...{ UNABLE_TO_GET_ISSUER_CERT: untrusted, UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted },
  ...{ UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted, CERT_UNTRUSTED: untrusted, CERT_REJECTED: untrusted },
  ...{ INVALID_CA: untrusted, INVALID_PURPOSE: untrusted, CERT_SIGNATURE_FAILURE: untrusted },
  ...{ CERT_CHAIN_TOO_LONG: untrusted, PATH_LENGTH_EXCEEDED: untrusted, CERT_REVOKED: untrusted },
  ...{ CERT_HAS_EXPIRED: outdated, CERT_NOT_YET_VALID: outdated },
  ...{ ERR_TLS_CERT_ALTNAME_INVALID: foreign, HOSTNAME_MISMATCH: foreign },
}

/** Any other code of a socket means that the connection broke, and may be made again. */
export const socketFault = (code: string): Fault => {
  const known = sockets[code]
  if (known !== undefined) return known
  return /^ERR_(?:SSL|TLS)_|^EPROTO$/.test(code)
    ? ['permanent', 'database-tls-failed']
    : ['transient', 'database-cut']
}

/** What pg and its pool say by themselves, without a code. Their versions are pinned. */
const sentences: readonly (readonly [RegExp, Fault])[] = [
  [/does not support SSL/, ['permanent', 'database-without-tls']],
  [/establishing an SSL connection/, ['permanent', 'database-tls-failed']],
  [/^timeout exceeded when trying to connect$/, ['transient', 'database-crowded']],
  [/^Query read timeout$|connection timeout$|^timeout expired$/, ['transient', 'database-unreachable']],
  [/^SASL: /, ['permanent', 'database-refused']],
]

export const pgFault = (message: string): Fault =>
  sentences.find(([pattern]) => pattern.test(message))?.[1] ?? ['transient', 'database-cut']
