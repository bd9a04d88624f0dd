import { failure, FailureError } from '../../contract/failure.ts'
import type { Database, Query } from './database.ts'
import { lockOutOtherStarts } from './migrate.ts'

/** Numbers of the rows in `sluice.keys` under which this start masks and seals. */
export interface KeyIds {
  readonly mask: number
  readonly seal: number
}

/** The number, in `sluice.events`, of the definition that a run loads by. */
export interface RunIds extends KeyIds {
  readonly event?: number
}

type Purpose = keyof KeyIds

/**
 * The numbers of the given keys in `sluice.keys`. A database that has never seen a key records it; one that was
 * filled with another is not touched: throws `FailureError` with `key-mismatch` before a single message is received.
 */
export const registerKeys = async (
  database: Database,
  checkValues: Readonly<Record<Purpose, string>>,
): Promise<KeyIds> => ({
  mask: await registerKey(database, 'mask', checkValues.mask),
  seal: await registerKey(database, 'seal', checkValues.seal),
})

const registerKey = async (database: Database, purpose: Purpose, checkValue: string): Promise<number> => {
  const known = await findKey(database.query, purpose, checkValue)
  if (known !== null) return known
  return database.transaction(async (query) => {
    await lockOutOtherStarts(query)
    const meanwhile = await findKey(query, purpose, checkValue)
    if (meanwhile !== null) return meanwhile
    const [added] = await query<{ key_id: number }>({
      text: 'insert into sluice.keys (purpose, check_value) values ($1, $2) returning key_id',
      values: [purpose, checkValue],
    })
    if (added === undefined) throw new FailureError(failure('internal'))
    return added.key_id
  })
}

/**
 * The number of a known key; null if the database knows no key for that purpose yet. Throws `FailureError` with
 * `key-mismatch` if it knows only others.
 */
export const findKey = async (query: Query, purpose: Purpose, checkValue: string): Promise<number | null> => {
  const known = await query<{ key_id: number; check_value: string }>({
    text: 'select key_id, check_value from sluice.keys where purpose = $1 order by key_id desc',
    values: [purpose],
  })
  const match = known.find((key) => key.check_value === checkValue)
  if (match === undefined && known.length > 0) throw new FailureError(failure('key-mismatch', { purpose }))
  return match?.key_id ?? null
}
