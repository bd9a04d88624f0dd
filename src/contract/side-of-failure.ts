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

/** Whether a failure to connect is about queue or database; null if neither, or unknown. */
export const sideOfFailure = ({ code, details }: Failure): NeighbourName | null => {
  if (queueCodes.has(code)) return 'queue'
  if (databaseCodes.has(code)) return 'database'
  // Both show certificates, but only the queue service has an endpoint.
  if (code.startsWith('certificate-')) return details.endpoint === undefined ? 'database' : 'queue'
  return null
}
