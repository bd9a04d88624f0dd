import { PortError } from '../../pipeline/ports.ts'
import type { Database, Query } from './database.ts'
import { originCollision, originKeys, type Digest } from './origin-key.ts'
import { lastStep } from './last-step.ts'

/**
 * Entries of the former ledger (see 0007) move to the new one while loading goes on. Each portion is one statement
 * that moves them from one to the other. So an entry is always in exactly one of them, and a kill leaves nothing half
 * done.
 */

/** An arbitrary number: the lock that keeps apart two processes that move or prune the former ledger. */
export const moveLock = 5_846_320_012

/** The most entries that move in one statement, so that none takes long. */
const usualPortion = 10_000

/** Whether a statement failed because the last step was taken after we saw a former ledger. */
export const isFormerGone = (error: unknown): boolean =>
  error instanceof PortError && error.failure.details.code === '42P01'

/** About how many entries are still to be moved; null if there is no former ledger. Throws `PortError`. */
export const entriesToMove = async (query: Query): Promise<number | null> => {
  const [found] = await query<{ count: string }>({
    text: `select case when pg_stat_get_live_tuples(c.oid) > 0 then pg_stat_get_live_tuples(c.oid)
             else greatest(c.reltuples, 0)::bigint end as count
           from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'sluice' and c.relname = 'former_ledger' and c.relkind = 'r'`,
  })
  return found === undefined ? null : Number(found.count)
}

/**
 * - `moved`: there is more to do, from the row number `next` on, or from the lowest one if that is null.
 * - `busy`: someone else is moving entries.
 * - `done`: there is no longer a former ledger.
 * - `left`: it is empty, but we may not drop it.
 */
export type Moved =
  | { readonly kind: 'moved'; readonly count: number; readonly next: string | null }
  | { readonly kind: 'busy' | 'done' | 'left' }

/**
 * Moves a portion, in the order of the row numbers, which is that of time; or, once nothing is left, takes the last
 * step. Throws `PortError`.
 *
 * @param from the previous portion's `next`; null at the start
 */
export const movePortion = async (
  database: Pick<Database, 'query' | 'transaction'>,
  from: string | null,
  options: MoveOptions = {},
): Promise<Moved> => {
  try {
    return await moveFrom(database, from, options)
  } catch (error) {
    if (isFormerGone(error)) return { kind: 'done' }
    throw error
  }
}

interface MoveOptions {
  readonly portion?: number
  readonly digest?: Digest
}

const moveFrom = async (
  database: Pick<Database, 'query' | 'transaction'>,
  from: string | null,
  { portion = usualPortion, digest }: MoveOptions,
): Promise<Moved> => {
  if ((await entriesToMove(database.query)) === null) return { kind: 'done' }
  const due = await database.query<{ origin_id: string; number: string }>({
    text: `select origin_id, row_number::text as number from sluice.former_ledger
           where $1::bigint is null or row_number >= $1 order by row_number limit $2`,
    values: [from, portion],
  })
  const last = due.at(-1)
  if (last === undefined) {
    if (from === null) return takeLastStep(database)
    return { kind: 'moved', count: 0, next: null }
  }
  const ids = due.map(({ origin_id }) => origin_id)
  const origins = originKeys(ids, digest)
  const [done] = await database
    .transaction(async (inOne) => {
      // In the order of the last step, which locks the ledger and then the former one, so that they cannot deadlock.
      await inOne({ text: 'lock table sluice.ledger in row exclusive mode' })
      return inOne<{ is_ours: boolean; count: number }>({
        text: moveStatement,
        values: [moveLock, origins.map(({ key }) => key), origins.map(({ text }) => text), ids],
      })
    })
    .catch((error: unknown) => {
      throw isKeyTaken(error) ? originCollision() : error
    })
  if (done?.is_ours !== true) return { kind: 'busy' }
  return { kind: 'moved', count: done.count, next: last.number }
}

/**
 * An entry's batch is the first of its run that loaded something at or after the entry's time, which is the statement
 * that made it. If such batches were removed, one without counts is made, so that run and time stay known. A key that
 * already exists is another origin's and fails the statement.
 */
const moveStatement = `
with mine as (
  select pg_try_advisory_xact_lock($1::bigint) as is_ours
), asked as (
  select * from unnest($2::uuid[], $3::text[], $4::text[]) as t(origin, origin_text, origin_id)
), gone as (
  delete from sluice.former_ledger f using asked, mine where is_ours and f.origin_id = asked.origin_id
  returning origin, origin_text, f.message_id, run_id, mask_key_id, row_number, sent_at, sent_at_assumed, settled_at
), timed as (
  select run_id, settled_at as moment, null::bigint as batch_id, origin from gone
  union all
  select run_id, at, batch_id, null from sluice.batches where loaded > 0 and run_id in (select run_id from gone)
), placed as (
  select origin, coalesce(
    min(batch_id) over (partition by run_id order by moment desc),
    max(batch_id) over (partition by run_id)) as batch_id
  from timed
), homeless as (
  select run_id, min(settled_at) as first_at, max(settled_at) as last_at, min(mask_key_id) as mask_key_id
  from gone join placed using (origin) where batch_id is null group by run_id
), made_runs as (
  insert into sluice.runs (run_id, queue, started_at, ended_at, pruned_at, mask_key)
  select run_id, 'unknown', first_at, last_at, now(), check_value
  from homeless left join sluice.keys on key_id = mask_key_id
  on conflict (run_id) do nothing
), made_batches as (
  insert into sluice.batches (run_id, at, received) select run_id, last_at, 0 from homeless
  returning batch_id, run_id
), noted as (
  update sluice.runs r set mask_key = k.check_value
  from (select run_id, min(mask_key_id) as key_id from gone group by run_id) g join sluice.keys k using (key_id)
  where r.run_id = g.run_id and r.mask_key is null
), added as (
  insert into sluice.ledger (origin, row_number, batch_id, sent_at, sent_at_assumed, message_id, origin_text)
  select origin, row_number, coalesce(p.batch_id, m.batch_id), sent_at, nullif(sent_at_assumed, false),
    nullif(message_id, coalesce(origin_text, origin::text)), origin_text
  from gone join placed p using (origin) left join made_batches m on m.run_id = gone.run_id
  order by row_number
)
select is_ours, (select count(*) from gone)::integer as count from mine`

const isKeyTaken = (error: unknown): boolean =>
  error instanceof PortError && error.failure.details.code === '23505'

/** Others may have to end before the last step gets its locks; a later try succeeds. */
const longestWait = `set local lock_timeout = '5s'`

const takeLastStep = async ({
  query,
  transaction,
}: Pick<Database, 'query' | 'transaction'>): Promise<Moved> => {
  const [former] = await query<{ may: boolean }>({
    text: `select pg_has_role(c.relowner, 'usage') and has_schema_privilege(n.oid, 'create') as may
           from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'sluice' and c.relname = 'former_ledger'`,
  })
  if (former === undefined) return { kind: 'done' }
  if (!former.may) return { kind: 'left' }
  await transaction(async (inOne) => {
    await inOne({ text: longestWait })
    await inOne({ text: lastStep })
  })
  return { kind: 'moved', count: 0, next: null }
}
