import { failure } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'

/** What stands for the queue in a sentence. */
export interface QueueNames {
  readonly queue: string
  readonly endpoint: string
}

/** Names of errors that the SDK's service exceptions and AWS's services give, by what they mean. */
const missing = new Set([
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
  'QueueDeletedRecently',
])
const refused = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'MissingAuthenticationToken',
  'CredentialsProviderError',
  'TokenProviderError',
  'OptInRequired',
])

/** The clock of this machine has jumped; the SDK learns the difference from this very answer, and the next call is right. */
const skewed = new Set(['InvalidSignatureException', 'RequestTimeTooSkewed', 'RequestExpired'])

/**
 * An error of the SDK as a `PortError`. Its message may quote a message body, so only its name, the HTTP status and the
 * socket's error code are passed on.
 */
export const toPortError = (error: unknown, names: QueueNames): PortError => {
  if (error instanceof PortError) return error
  const { name, code, status } = readError(error)
  const details = { queue: names.queue, endpoint: names.endpoint, code: familiar(code) ?? name }
  if (missing.has(name)) return new PortError('permanent', failure('queue-missing', details))
  // First, as throttling comes under 403 too, and a gateway's page of HTML cannot be read as an answer.
  if (isThrottling(name, status) || (status !== null && status >= 500)) {
    return new PortError('transient', failure('queue-busy', details))
  }
  if (skewed.has(name)) return new PortError('transient', failure('queue-refused', details))
  if (refused.has(name) || status === 403 || status === 401) {
    return new PortError('permanent', failure('queue-refused', details))
  }
  // The SDK could not read the answer: a server that speaks another protocol, or that is none of SQS at all.
  if (error instanceof SyntaxError || name === 'UnknownOperationException') {
    return new PortError('permanent', failure('queue-protocol', details))
  }
  if (code !== null || name === 'TimeoutError' || name === 'AbortError') {
    return new PortError('transient', failure('queue-unreachable', details))
  }
  return new PortError(
    status !== null && status >= 400 ? 'permanent' : 'transient',
    failure('queue-failed', details),
  )
}

/** The HTTP client has names of its own for what everybody knows by the system's. */
const familiar = (code: string | null): string | null => {
  if (code === null || !code.startsWith('UND_ERR_')) return code
  return code.endsWith('_TIMEOUT') ? 'ETIMEDOUT' : 'ECONNRESET'
}

const isThrottling = (name: string, status: number | null): boolean =>
  status === 429 || /throttl|toomanyrequests|requestlimit|overlimit/i.test(name)

interface ErrorParts {
  readonly name: string
  /** A socket's, a resolver's or the HTTP client's error code, such as ECONNREFUSED. */
  readonly code: string | null
  readonly status: number | null
}

const readError = (error: unknown): ErrorParts => {
  if (!(error instanceof Error)) return { name: 'Error', code: null, status: null }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  const cause = firstCode(error)
  const metadata =
    '$metadata' in error ? (error.$metadata as { httpStatusCode?: number } | undefined) : undefined
  return {
    name: error.name,
    code: isSocketCode(code) ? code : cause,
    status: metadata?.httpStatusCode ?? responseStatus(error),
  }
}

/** Where the SDK could not read the answer, it hands the answer itself along. */
const responseStatus = (error: Error): number | null => {
  const response = '$response' in error ? (error.$response as { statusCode?: number } | undefined) : undefined
  return response?.statusCode ?? null
}

const isSocketCode = (code: string | null): code is string =>
  code !== null && /^(?:E|UND_ERR_)[A-Z_]+$/.test(code)

/** Node gathers the failures of several addresses of one host in an AggregateError. */
const firstCode = (error: Error): string | null => {
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause
  if (!(inner instanceof Error) || !('code' in inner) || typeof inner.code !== 'string') return null
  return isSocketCode(inner.code) ? inner.code : null
}
