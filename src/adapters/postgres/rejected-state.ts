import { randomUUID } from 'node:crypto'
import type { RejectedSelection, StateChange } from '../../contract/rejected.ts'
import type { Database } from './database.ts'
import { selectionConditions } from './rejected-filter.ts'

/** The most messages changed in one statement, so that none takes long or locks much. */
const portion = 5_000

/**
 * Discards the chosen messages that are kept, or keeps those that were discarded, in portions, and returns how many
 * that were; a loaded one stays loaded. Messages rejected meanwhile stay as they are: nobody has seen them. If it is
 * interrupted, the changes so far stay, with its id. Only the state changes, so runs' counts and the ledger stay as
 * before. Throws `PortError`.
 *
 * @param note why; null leaves an earlier one
 */
export const changeState = async (
  database: Database,
  which: RejectedSelection,
  state: 'kept' | 'discarded',
  note: string | null,
): Promise<StateChange> => {
  const changeId = randomUUID()
  const [newest] = await database.query<{ id: string }>({
    text: 'select coalesce(max(rejected_id), 0)::text as id from sluice.rejected',
  })
  let changed = 0
  let after = '0'
  for (;;) {
    const from = state === 'kept' ? 'discarded' : 'kept'
    const values: unknown[] = [state, changeId, note, after, newest?.id ?? '0', portion, from]
    const parameter = (value: unknown): string => `$${values.push(value)}`
    const [row] = await database.query<{ count: number; last: string | null }>({
      text: `
        with due as (
          select rejected_id from sluice.rejected
          where state = $7 and rejected_id > $4::bigint and rejected_id <= $5::bigint
            and ${selectionConditions(which, parameter).join(' and ')}
          order by rejected_id limit $6
          for update
        ), moved as (
          update sluice.rejected r
          set state = $1, state_at = clock_timestamp(), change_id = $2, note = coalesce($3, r.note)
          from due where r.rejected_id = due.rejected_id
          returning r.rejected_id
        )
        select count(*)::integer as count, max(rejected_id)::text as last from moved`,
      values,
    })
    changed += row?.count ?? 0
    if (row === undefined || row.last === null || row.count < portion) return { changed, changeId }
    after = row.last
  }
}
