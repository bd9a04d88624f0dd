import pg from 'pg'
import { failure, type FailureCode } from '../../contract/failure.ts'
import { PortError, type FaultKind } from '../../pipeline/ports.ts'
import { pgFault, poolerFault, socketFault, stateFault, type Fault } from './fault-codes.ts'
import { classifyRefusal, refusalDetails } from './refusals.ts'

/** The database in a sentence. */
export interface DatabaseNames {
  /** Host and port. */
  readonly address: string
  readonly database: string
}

/**
 * An error of pg as a `PortError`. PostgreSQL's own message and detail quote row values, so only the five characters of
 * the SQLSTATE and the names that come with it, or the socket's error code, are passed on.
 *
 * @param feeds see `Statement`
 */
export const toPortError = (
  error: unknown,
  names: DatabaseNames,
  feeds: ReadonlySet<string> = feedsNothing,
): PortError => {
  if (error instanceof PortError) return error
  // A connection to several addresses of one host has the error of each.
  if (error instanceof AggregateError && error.errors.length > 0)
    return toPortError(error.errors[0], names, feeds)
  const refusal = toRefusal(error, names, feeds)
  if (refusal !== null) return refusal
  const code = readCode(error)
  const [kind, failureCode] = classify(error, code)
  return new PortError(kind, failure(failureCode, { ...names, ...(code === null ? {} : { code }) }))
}

const feedsNothing: ReadonlySet<string> = new Set()

/** Refusals of a statement that the server took; a fatal error ends the connection instead. */
const toRefusal = (error: unknown, names: DatabaseNames, feeds: ReadonlySet<string>): PortError | null => {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined || error.severity === 'FATAL')
    return null
  const details = refusalDetails(error)
  const classified = classifyRefusal(error.code, error.column, feeds)
  if (classified === null) return null
  const [kind, failureCode] = classified
  return new PortError(kind, failure(failureCode, { ...names, ...details, code: error.code }))
}

const classify = (error: unknown, code: string | null): Fault => {
  // A server or a pooler has answered, and said why not.
  if (error instanceof pg.DatabaseError) return fromServer(error)
  if (code !== null) return socketFault(code)
  return error instanceof Error ? pgFault(error.message) : bug
}

const bug: readonly [FaultKind, FailureCode] = ['permanent', 'database-failed']

const fromServer = (error: pg.DatabaseError): Fault => {
  const { code = '', routine, message } = error
  // A pooler's own errors share one code; its sentences are fixed and in English.
  return (code.startsWith('08') ? poolerFault(message) : null) ?? stateFault(code, routine, message)
}

const readCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
