import type { Failure } from './failure.ts'

/**
 * The answer to every command: a value, or a failure that a person can act on. Commands never throw across a
 * boundary.
 */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const failed = <T = never>(failure: Failure): Result<T> => ({ ok: false, failure })

/** Makes the compiler prove that a switch covers its whole union. */
export const assertNever = (value: never): never => {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
