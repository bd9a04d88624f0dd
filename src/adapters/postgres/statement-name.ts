import { createHash } from 'node:crypto'

/**
 * A name for a statement whose text depends on the table: a connection caches statements by name, and the next run
 * may use another table.
 */
export const statementName = (what: string, text: string): string =>
  `${what}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`
