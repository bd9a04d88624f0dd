import { databaseFailureCodes } from './database-failures.ts'
import { embeddedFailureCodes } from './embedded-failures.ts'
import type { Failure, FailureCode } from './failure.ts'
import type { NeighbourName } from './neighbours.ts'
import { queueFailureCodes } from './queue-failures.ts'
import { tableFailureCodes } from './table-failures.ts'

const queueCodes: ReadonlySet<FailureCode> = new Set([...queueFailureCodes, 'embedded-queue-failed'])

const databaseCodes: ReadonlySet<FailureCode> = new Set([
  ...databaseFailureCodes,
  ...tableFailureCodes,
  ...embeddedFailureCodes.filter((code) => code !== 'embedded-queue-failed'),
  ...([
    'database-denied',
    'database-failed',
    'database-too-old',
    'database-not-named',
    'schema-missing',
    'schema-old',
    'schema-newer',
    'table-missing',
    'key-mismatch',
  ] as const),
])

/** Which of the two a failure to connect is about; null where it is about neither, or cannot be told. */
export const sideOfFailure = ({ code, details }: Failure): NeighbourName | null => {
  if (queueCodes.has(code)) return 'queue'
  if (databaseCodes.has(code)) return 'database'
  // Both show certificates, and only the queue service has an endpoint.
  if (code.startsWith('certificate-')) return details.endpoint === undefined ? 'database' : 'queue'
  return null
}
