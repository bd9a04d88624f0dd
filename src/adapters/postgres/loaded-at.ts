import { isoTime } from './time-text.ts'

/**
 * When a row was loaded, as the ledger knows it: an expression for a list of what to select. It is looked up for each row that is
 * answered, so only lists that show it ask for it.
 *
 * @param rowNumber the row's number with its table, quoted: the ledger has columns of its own that may be called the same
 */
export const loadedAtOf = (rowNumber: string): string =>
  `(select ${isoTime('l.settled_at')} from sluice.ledger l where l.login_id = ${rowNumber} limit 1)`
