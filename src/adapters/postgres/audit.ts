import { hostname, userInfo } from 'node:os'
import type { AuditEntry } from '../../contract/audit.ts'
import type { Query } from './database.ts'

/**
 * Adds one line to the audit, by the clock of the database. It is permanent as soon as this returns, or when the
 * transaction of `query` ends. Throws `PortError`; then the action must not be done.
 */
export const writeAudit = async (query: Query, { who, what, subject, why }: AuditEntry): Promise<void> => {
  await query({
    text: 'insert into sluice.audit (who, what, subject, why) values ($1, $2, $3, $4)',
    values: [who, what, subject, why],
  })
}

/** The person at work: `account@host`. An account may have no name, as in many containers. */
export const whoWorks = (): string => {
  try {
    return `${userInfo().username}@${hostname()}`
  } catch {
    return `unknown@${hostname()}`
  }
}
