import type { FailureCode } from '../../contract/failure.ts'
import type { FaultKind } from '../../pipeline/ports.ts'

export type Fault = readonly [kind: FaultKind, failure: FailureCode]

/** Names of errors that the SDK and AWS's services give, by what they mean; a prefix such as `KMS.` may come first. */
const names: readonly (readonly [Fault, readonly string[]])[] = [
  [
    ['permanent', 'queue-missing'],
    [
      ...['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue', 'QueueDeletedRecently'],
      'ResourceNotFoundException',
    ],
  ],
  [
    ['permanent', 'queue-key-denied'],
    [
      ...[
        'KmsAccessDenied',
        'KmsDisabled',
        'KmsInvalidState',
        'KmsInvalidKeyUsage',
        'KmsNotFound',
        'KmsOptInRequired',
      ],
      ...['KMS.AccessDeniedException', 'KMS.DisabledException', 'KMS.InvalidStateException'],
      ...['KMS.NotFoundException', 'KMS.OptInRequired', 'KMS.InvalidKeyUsageException'],
    ],
  ],
  [
    ['transient', 'queue-throttled'],
    ['KmsThrottled', 'KMS.ThrottlingException', 'RequestThrottled', 'OverLimit', 'RequestLimitExceeded'],
  ],
  [
    ['permanent', 'queue-token-expired'],
    ['ExpiredToken', 'ExpiredTokenException', 'TokenProviderError', 'TokenRefreshRequired'],
  ],
  // The SDK learns the difference of the clocks from this very answer, and the next call is right.
  [
    ['transient', 'queue-clock'],
    ['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture'],
  ],
  [
    ['permanent', 'queue-refused'],
    [
      ...[
        'InvalidClientTokenId',
        'InvalidAccessKeyId',
        'SignatureDoesNotMatch',
        'UnrecognizedClientException',
      ],
      ...['IncompleteSignature', 'IncompleteSignatureException', 'MissingAuthenticationToken'],
      ...[
        'MissingAuthenticationTokenException',
        'CredentialsProviderError',
        'OptInRequired',
        'NotAuthorized',
      ],
    ],
  ],
  [
    ['permanent', 'queue-action-denied'],
    ['AccessDenied', 'AccessDeniedException'],
  ],
]

const byName = new Map(names.flatMap(([fault, list]) => list.map((name) => [name, fault] as const)))

/** What a service's answer, or the SDK's own refusal to ask, means; null if neither says anything known. */
export const answerFault = (name: string, status: number | null, message: string): Fault | null => {
  // A signature is refused for the clock as well as for the key, under one name.
  if (name === 'InvalidSignatureException')
    return /does not match/.test(message) ? ['permanent', 'queue-refused'] : ['transient', 'queue-clock']
  if (name === 'CredentialsProviderError' && /\b(?:expired|aws sso login)\b/i.test(message))
    return ['permanent', 'queue-token-expired']
  if (/^AccessDenied/.test(name) && /\bkms:[A-Z]/.test(message)) return ['permanent', 'queue-key-denied']
  const known = byName.get(name)
  if (known !== undefined) return known
  // Checked before the status, as throttling also comes as 403, and a gateway's HTML page cannot be read.
  if (status === 429 || /throttl|toomanyrequests|requestlimit|overlimit/i.test(name))
    return ['transient', 'queue-throttled']
  if (status !== null && status >= 500) return ['transient', 'queue-busy']
  return status === 403 || status === 401 ? ['permanent', 'queue-refused'] : null
}

/** The actions that Sluice uses; nothing else of a message is repeated. */
const actions = [
  ...['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:SendMessage'],
  ...['sqs:GetQueueUrl', 'sqs:GetQueueAttributes', 'sqs:CreateQueue', 'sqs:ListDeadLetterSourceQueues'],
  ...['sqs:StartMessageMoveTask', 'sqs:ListMessageMoveTasks', 'sqs:CancelMessageMoveTask'],
]

/** The denied action in a message, in AWS's own spelling; null if it has none that we know. */
export const deniedAction = (message: string): string | null => {
  const found = /\bsqs:[A-Za-z]+\b/.exec(message)?.[0].toLowerCase()
  return actions.find((action) => action.toLowerCase() === found) ?? null
}
