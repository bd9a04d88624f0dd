import { randomUUID } from 'node:crypto'
import type { Erasable } from '../../contract/erasing.ts'
import type { RejectedSelection } from '../../contract/rejected.ts'
import { whoWorks, writeAudit } from './audit.ts'
import type { Parameter } from './conditions.ts'
import type { Database, Query } from './database.ts'
import { selectionConditions } from './rejected-filter.ts'

/** The most messages erased in one transaction, so that none takes long or locks much. */
const portion = 5_000

/** What erasing the chosen messages would remove; those already erased do not count. Throws `PortError`. */
export const countErasable = async (database: Database, which: RejectedSelection): Promise<Erasable> => {
  const values: unknown[] = []
  const conditions = selectionConditions(which, (value) => `$${values.push(value)}`)
  const [row] = await database.query<{ messages: string; kept: string; newest: string | null }>({
    text: `select count(*) as messages, count(*) filter (where state = 'kept') as kept,
             (select max(rejected_id)::text from sluice.rejected) as newest
           from sluice.rejected where state <> 'erased' and ${conditions.join(' and ')}`,
    values,
  })
  return { messages: Number(row?.messages ?? 0), kept: Number(row?.kept ?? 0), upTo: row?.newest ?? null }
}

/**
 * Erases the text of the chosen messages up to `upTo`, of every version made of them, and people's notes about them,
 * in portions; returns how many messages that were. The audit records it first, and by whom; each message keeps the
 * id of the action. If it is cut short, what was erased stays erased. A retry that has not claimed a message by then
 * does not find it. Throws `PortError`.
 *
 * @param signal ends it between two portions
 */
export const eraseRejected = async (
  database: Database,
  which: RejectedSelection,
  upTo: string,
  signal?: AbortSignal,
): Promise<number> =>
  erase(
    database,
    (parameter) => [`rejected_id <= ${parameter(upTo)}::bigint`, ...selectionConditions(which, parameter)],
    { signal },
  )

/** The same for what was rejected more than `days` ago, whatever its fate; at most `most` of them. */
export const eraseOlder = async (
  database: Database,
  days: number,
  most: number,
  signal?: AbortSignal,
): Promise<number> => {
  if (signal?.aborted === true) return 0
  const isOld = (parameter: Parameter): readonly string[] => [
    `rejected_at < now() - make_interval(days => ${parameter(days)}::integer)`,
  ]
  const values: unknown[] = []
  const conditions = isOld((value) => `$${values.push(value)}`)
  const [row] = await database.query<{ found: boolean }>({
    text: `select exists (select from sluice.rejected where state <> 'erased' and ${conditions.join(' and ')}) as found`,
    values,
  })
  // The audit gets no line for an hour in which nothing was old enough.
  return row?.found === true ? await erase(database, isOld, { limit: most, signal }) : 0
}

const erase = async (
  database: Database,
  conditionsOf: (parameter: Parameter) => readonly string[],
  { limit = Infinity, signal }: { readonly limit?: number; readonly signal?: AbortSignal | undefined },
): Promise<number> => {
  const changeId = randomUUID()
  await writeAudit(database.query, { who: whoWorks(), what: 'erase-rejected', subject: changeId, why: null })
  let erased = 0
  let after = '0'
  for (;;) {
    const most = Math.min(portion, limit - erased)
    const ids = await database.transaction(async (query) => {
      const found = await lockDue(query, conditionsOf, after, most)
      // Statements from here on see versions that were made while this waited.
      if (found.length > 0) await query({ text: empty, values: [changeId, found] })
      return found
    })
    erased += ids.length
    const last = ids.at(-1)
    if (last === undefined || ids.length < portion || erased >= limit || signal?.aborted === true)
      return erased
    after = last
  }
}

/** Locks and returns the next messages after `after`, in the order of their numbers. */
const lockDue = async (
  query: Query,
  conditionsOf: (parameter: Parameter) => readonly string[],
  after: string,
  most: number,
): Promise<readonly string[]> => {
  const values: unknown[] = [after, most]
  const conditions = conditionsOf((value) => `$${values.push(value)}`)
  const due = await query<{ id: string }>({
    text: `select rejected_id::text as id from sluice.rejected
           where state <> 'erased' and rejected_id > $1::bigint and ${conditions.join(' and ')}
           order by rejected_id limit $2
           for update`,
    values,
  })
  return due.map(({ id }) => id)
}

/** An erased message leaves earlier markings: undoing one would bring a tag back. */
const empty = `
with versions as (
  update sluice.repairs set sealed_body = '' where rejected_id = any ($2::bigint[])
)
update sluice.rejected
set state = 'erased', sealed_body = '', state_at = clock_timestamp(), change_id = $1, note = null, tags = '{}',
  investigated_since = null, investigated_by = null, mark_id = null
where rejected_id = any ($2::bigint[])`
