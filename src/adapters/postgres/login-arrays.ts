import type { LoginEntry } from '../../pipeline/ports.ts'

/** A row to be, and the number that was drawn for it, if one was. */
export interface NumberedLogin {
  readonly entry: LoginEntry
  readonly rowNumber?: string | undefined
}

/** Columns of `user_logins` that an insert names, in the order of `loginArrays`. */
export const filledColumns =
  'user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date'

/**
 * Rows as arrays, one a column and one for their numbers, so that a statement has as many parameters for one row as for
 * thousands. They are text but for the day and the number.
 */
export const loginArrays = (
  logins: readonly NumberedLogin[],
  drawn: boolean,
): readonly (readonly (string | null)[])[] => [
  logins.map(({ entry }) => entry.userId),
  logins.map(({ entry }) => entry.deviceType),
  logins.map(({ entry }) => entry.maskedIp),
  logins.map(({ entry }) => entry.maskedDeviceId),
  logins.map(({ entry }) => entry.locale),
  logins.map(({ entry }) => entry.appVersion),
  logins.map(({ entry }) => entry.createDate),
  logins.map(({ rowNumber }) => (drawn ? (rowNumber ?? null) : null)),
]
