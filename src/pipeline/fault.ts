import { FailureError, type Failure, type FailureCode } from '../contract/failure.ts'
import { PortError } from './ports.ts'

/** The first fault of a run that no retry mends; it ends the run. */
export interface Fault {
  readonly set: (error: unknown) => void
  readonly get: () => { readonly error: unknown } | null
}

export const createFault = (stop: AbortController): Fault => {
  let fault: { readonly error: unknown } | null = null
  return {
    set: (error) => {
      fault ??= { error }
      stop.abort()
    },
    get: () => fault,
  }
}

/** What to record of an error; null if it has no words that are safe to keep. */
export const failureOf = (error: unknown): Failure | null =>
  error instanceof PortError || error instanceof FailureError ? error.failure : null

/** These failures say how many messages went back to the queue because of them. */
const sayReleased: readonly FailureCode[] = [
  'table-refuses',
  'refused-alone',
  'rows-swallowed',
  'numbers-behind',
  'too-many-rejected',
]

/** The error, with the number of messages that its run gave back: each was received once for nothing. */
export const withReleased = (error: unknown, released: number): unknown => {
  const failure = failureOf(error)
  if (failure === null || !sayReleased.includes(failure.code)) return error
  const told = { ...failure, details: { ...failure.details, released: String(released) } }
  return error instanceof PortError ? new PortError(error.kind, told) : new FailureError(told)
}
