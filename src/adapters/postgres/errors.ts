import pg from 'pg'
import { failure, type Failure } from '../../contract/failure.ts'
import { PortError, type FaultKind } from '../../pipeline/ports.ts'
import { classifyRefusal, refusalDetails } from './refusals.ts'

/** What stands for the database in a sentence. */
export interface DatabaseNames {
  /** Host and port. */
  readonly address: string
  readonly database: string
}

/**
 * An error of pg as a `PortError`. PostgreSQL's own message and detail quote row values, so only the five characters of
 * the SQLSTATE and the names that come with it, or the socket's error code, are passed on.
 */
export const toPortError = (error: unknown, names: DatabaseNames): PortError => {
  if (error instanceof PortError) return error
  const refusal = toRefusal(error, names)
  if (refusal !== null) return refusal
  const code = readCode(error)
  const [kind, failureCode] = classify(code)
  return new PortError(kind, failure(failureCode, { ...names, code: code ?? 'no answer' }))
}

/** What the server refuses of a statement that it took; a fatal error ends the connection and is about that. */
const toRefusal = (error: unknown, names: DatabaseNames): PortError | null => {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined || error.severity === 'FATAL')
    return null
  const details = refusalDetails(error)
  const classified = classifyRefusal(error.code, details.column)
  if (classified === null) return null
  const [kind, failureCode] = classified
  return new PortError(kind, failure(failureCode, { ...names, ...details, code: error.code }))
}

/** By SQLSTATE class (PostgreSQL manual, appendix A); no code at all means that the connection broke. */
const classify = (code: string | null): readonly [FaultKind, Failure['code']] => {
  if (code === null || !/^[0-9A-Z]{5}$/.test(code)) return ['transient', 'database-unreachable']
  if (code === '3D000') return ['permanent', 'database-missing']
  if (code === '28000' || code === '28P01') return ['permanent', 'database-refused']
  if (code === '42501') return ['permanent', 'database-denied']
  // A standby that takes no writes: the primary has moved, and its name will follow.
  if (code === '25006') return ['transient', 'database-unreachable']
  switch (code.slice(0, 2)) {
    case '08':
    case '53':
    case '55':
    case '57':
      return ['transient', 'database-unreachable']
    case '40':
    case '58':
      return ['transient', 'database-failed']
    default:
      return ['permanent', 'database-failed']
  }
}

const readCode = (error: unknown): string | null => {
  if (error instanceof pg.DatabaseError) return error.code ?? null
  if (error instanceof AggregateError) return readCode(error.errors[0])
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return null
}
