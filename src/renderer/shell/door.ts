import type { Failure } from '../../contract/failure.ts'
import { sideOfFailure } from '../../contract/side-of-failure.ts'

/** Where a person goes, or what they press, to mend what cuts off the queue or the database. */
export type Door =
  /** Changes the table as the failure asks for. */
  | 'alter-table'
  /** Names a database: the built-in one, or another. */
  | 'name-database'
  | 'keys'
  /** Says yes to what has changed in the event's definition. */
  | 'event-change'
  | 'connection'
  /** Nothing in Sluice mends it: trying again is all that is left. */
  | 'none'

/** The door that leads to what has to be mended. */
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

/** Whether a column that is narrower than its field may stay as it is, and what does not fit be rejected. */
export const mayRejectMisfits = ({ code, details }: Failure): boolean =>
  code === 'table-narrow' || details.narrow !== undefined
