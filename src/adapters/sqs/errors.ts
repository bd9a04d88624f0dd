import { failure, type FailureCode } from '../../contract/failure.ts'
import { PortError, type FaultKind } from '../../pipeline/ports.ts'
import { wayFault, type WayFault } from '../way-codes.ts'
import { answerFault, deniedAction } from './fault-codes.ts'

/** The queue in a sentence. */
export interface QueueNames {
  readonly queue: string
  readonly endpoint: string
}

/** What can be wrong with the way to the service. */
const ways: Readonly<Record<WayFault, readonly [FaultKind, FailureCode]>> = {
  'certificate-untrusted': ['permanent', 'certificate-untrusted'],
  'certificate-self-signed': ['permanent', 'certificate-self-signed'],
  'certificate-outdated': ['permanent', 'certificate-outdated'],
  'certificate-of-another': ['permanent', 'certificate-of-another'],
  'host-unknown': ['transient', 'queue-host-unknown'],
  'not-listening': ['transient', 'queue-not-listening'],
  'no-route': ['transient', 'queue-no-route'],
  silent: ['transient', 'queue-unreachable'],
  'tls-failed': ['permanent', 'queue-tls-failed'],
  cut: ['transient', 'queue-cut'],
}

/**
 * An error of the SDK as a `PortError`. Its message may quote a message body, so only its name, the HTTP status, the
 * socket's error code and the name of an action that was denied are passed on.
 *
 * @param asked the requested action, for services that do not say which they denied
 */
export const toPortError = (error: unknown, names: QueueNames, asked: string | null = null): PortError => {
  if (error instanceof PortError) return error
  const { name, code, status, message } = readError(error)
  const action = deniedAction(message) ?? asked
  const details = {
    ...{ queue: names.queue, endpoint: names.endpoint, code: familiar(code) ?? name },
    ...(action === null ? {} : { action }),
  }
  const answered = answerFault(name, status, message)
  if (answered !== null) return new PortError(answered[0], failure(answered[1], details))
  // The SDK could not read the answer: a server that speaks another protocol, or is not SQS at all.
  if (error instanceof SyntaxError || name === 'UnknownOperationException') {
    return new PortError('permanent', failure('queue-protocol', details))
  }
  if (code !== null) {
    const [kind, failureCode] = ways[wayFault(code)]
    return new PortError(kind, failure(failureCode, details))
  }
  if (name === 'TimeoutError' || name === 'AbortError') {
    return new PortError('transient', failure('queue-unreachable', details))
  }
  return new PortError(
    status !== null && status >= 400 ? 'permanent' : 'transient',
    failure('queue-failed', details),
  )
}

/** The HTTP client's own names for errors that the system has common names for. */
const familiar = (code: string | null): string | null => {
  if (code === null || !code.startsWith('UND_ERR_')) return code
  return code.endsWith('_TIMEOUT') ? 'ETIMEDOUT' : 'ECONNRESET'
}

interface ErrorParts {
  readonly name: string
  /** A socket's, a resolver's or the HTTP client's error code, such as ECONNREFUSED. */
  readonly code: string | null
  readonly status: number | null
  readonly message: string
}

const readError = (error: unknown): ErrorParts => {
  if (!(error instanceof Error)) return { name: 'Error', code: null, status: null, message: '' }
  const metadata =
    '$metadata' in error ? (error.$metadata as { httpStatusCode?: number } | undefined) : undefined
  const status = metadata?.httpStatusCode ?? responseStatus(error)
  return {
    name: error.name,
    // A service that answered has its own code, not a socket's.
    code: status === null ? (systemCode(error) ?? firstCode(error)) : null,
    status,
    message: error.message,
  }
}

/** If the SDK could not read the answer, it attaches it. */
const responseStatus = (error: Error): number | null => {
  const response = '$response' in error ? (error.$response as { statusCode?: number } | undefined) : undefined
  return response?.statusCode ?? null
}

/** Node and its HTTP client mark their errors this way; the SDK does not. */
const systemCode = (error: Error): string | null => {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  return code !== null && /^[A-Z][A-Z0-9_]+$/.test(code) ? code : null
}

/** Node collects the failures of several addresses of one host in an AggregateError; the SDK has the cause. */
const firstCode = (error: Error): string | null => {
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause
  return inner instanceof Error ? (systemCode(inner) ?? firstCode(inner)) : null
}
