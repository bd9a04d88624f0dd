import { createHash } from 'node:crypto'

/**
 * A name for a statement whose text depends on the table: a connection knows a statement by its name, and at the next run
 * the table may be another one.
 */
export const statementName = (what: string, text: string): string =>
  `${what}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`
