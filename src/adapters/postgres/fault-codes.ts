import type { FailureCode } from '../../contract/failure.ts'
import type { FaultKind } from '../../pipeline/ports.ts'
import { wayFault, type WayFault } from '../way-codes.ts'

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
 * Without a password one code covers everything that can be wrong (28000); the name of the server's routine
 * distinguishes the cases, in every language.
 */
const admission: Readonly<Record<string, FailureCode>> = {
  ClientAuthentication: 'database-not-admitted',
  InitializeSessionUserId: 'database-role-unknown',
}

/** @param routine where in the server's source the error comes from, which is never translated */
export const stateFault = (state: string, routine: string | undefined, message: string): Fault => {
  if (state === '28000') {
    // PostgreSQL's two wordings, since 12 and before; in another language the answer is "not admitted".
    if (/\b(?:no encryption|SSL off)\b/.test(message)) return ['permanent', 'database-tls-required']
    return ['permanent', admission[routine ?? ''] ?? 'database-refused']
  }
  // This code has many meanings; this one is "the database takes no connections".
  if (state === '55000' && routine === 'CheckMyDatabase') return ['transient', 'database-closed']
  if (state === '42501' && routine === 'CheckMyDatabase') return ['permanent', 'database-connect-denied']
  return states[state] ?? classes[state.slice(0, 2)] ?? ['permanent', 'database-failed']
}

/** PgBouncer's own errors, all under 08P01, by the words that versions from 1.12 on share. */
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

/** Null if it is not a pooler's sentence. */
export const poolerFault = (message: string): Fault | null =>
  poolerSentences.find(([pattern]) => pattern.test(message))?.[1] ?? null

/** What can be wrong with the way to PostgreSQL. */
const ways: Readonly<Record<WayFault, Fault>> = {
  'certificate-untrusted': ['permanent', 'certificate-untrusted'],
  'certificate-self-signed': ['permanent', 'certificate-self-signed'],
  'certificate-outdated': ['permanent', 'certificate-outdated'],
  'certificate-of-another': ['permanent', 'certificate-of-another'],
  'host-unknown': ['transient', 'database-host-unknown'],
  'not-listening': ['transient', 'database-not-listening'],
  'no-route': ['transient', 'database-no-route'],
  silent: ['transient', 'database-unreachable'],
  'tls-failed': ['permanent', 'database-tls-failed'],
  cut: ['transient', 'database-cut'],
}

export const socketFault = (code: string): Fault => ways[wayFault(code)]

/** Errors of pg and its pool themselves, without a code. Their versions are pinned. */
const sentences: readonly (readonly [RegExp, Fault])[] = [
  [/does not support SSL/, ['permanent', 'database-without-tls']],
  [/establishing an SSL connection/, ['permanent', 'database-tls-failed']],
  [/^timeout exceeded when trying to connect$/, ['transient', 'database-crowded']],
  [/^Query read timeout$|connection timeout$|^timeout expired$/, ['transient', 'database-unreachable']],
  [/^SASL: /, ['permanent', 'database-refused']],
]

export const pgFault = (message: string): Fault =>
  sentences.find(([pattern]) => pattern.test(message))?.[1] ?? ['transient', 'database-cut']
