import type { Failure } from '../../contract/failure.ts'
import { sideOfFailure } from '../../contract/side-of-failure.ts'

/** Where a person goes, or what they press, to mend what cuts off the queue or the database. */
export type Door =
  /** Changes the table as the failure requires. */
  | 'alter-table'
  /** Chooses a database: the built-in one, or another. */
  | 'name-database'
  | 'keys'
  /** Accepts the changes in the event's definition. */
  | 'event-change'
  | 'connection'
  /** Nothing in Sluice mends it: one can only try again. */
  | 'none'

/** The remedy for a failure. */
export const doorOf = (failure: Failure): Door => {
  switch (failure.code) {
    case 'table-needs-change':
      return 'alter-table'
    case 'database-not-named':
      return 'name-database'
    case 'key-mismatch':
    case 'key-unusable':
    case 'key-zero':
    case 'keys-equal':
      return 'keys'
    case 'event-changed':
    case 'event-change-refused':
      return 'event-change'
    case 'event-file-missing':
    case 'event-file-unusable':
    case 'settings-invalid':
    case 'settings-unreadable':
    case 'settings-broken':
    case 'settings-newer':
      return 'connection'
    default:
      return sideOfFailure(failure) === null || failure.code.startsWith('embedded-') ? 'none' : 'connection'
  }
}

/** Whether a column narrower than its field can stay as it is, with values that do not fit rejected. */
export const mayRejectMisfits = ({ code, details }: Failure): boolean =>
  code === 'table-narrow' || details.narrow !== undefined
