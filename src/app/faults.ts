import { failure, FailureError, type Failure } from '../contract/failure.ts'
import { PortError } from '../pipeline/ports.ts'

/** Any error as a failure that may be shown. */
export const toFailure = (error: unknown): Failure => {
  if (error instanceof FailureError || error instanceof PortError) return error.failure
  reportBug(error)
  return failure('internal', { code: error instanceof Error ? error.name : 'unknown' })
}

/** Writes where a bug is to standard error. Its message is left out: it may quote a message body. */
const reportBug = (error: unknown): void => {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const places = stack.split('\n').filter((line) => line.startsWith('    at '))
  process.stderr.write(
    `sluice: internal error ${error instanceof Error ? error.name : ''}\n${places.join('\n')}\n`,
  )
}
