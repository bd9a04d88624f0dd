import type { Database } from './database.ts'
import { leastLedgerDays } from './ledger-days.ts'
import { isFormerGone, moveLock } from './move-ledger.ts'

/** The most entries deleted in one statement, so that none takes long or locks much. */
const portion = 10_000

/**
 * Prunes entries that were loaded more than `days` ago, in portions, at most `most` a call; returns how many. Rows
 * and rejected messages stay. Throws `PortError`.
 *
 * @param signal ends it between two portions; what was pruned stays pruned
 */
export const pruneLedger = async (
  database: Database,
  days: number,
  most: number,
  signal?: AbortSignal,
): Promise<number> => {
  const age = Math.max(leastLedgerDays, days)
  const [old] = await database.query<{ batch: string | null; has_former: boolean }>({
    text: `select max(batch_id)::text as batch, to_regclass('sluice.former_ledger') is not null as has_former
           from sluice.batches where at < now() - make_interval(days => $1::integer)`,
    values: [age],
  })
  const forget = (text: string, values: readonly unknown[], upTo: number): Promise<number> =>
    inPortions(upTo, signal, async (count) => {
      const [row] = await database.query<{ count: number }>({ text, values: [age, count, ...values] })
      return row?.count ?? 0
    })
  const fromFormer = () =>
    forget(pruneFormer, [moveLock], most).catch((error: unknown) => {
      if (isFormerGone(error)) return 0
      throw error
    })
  const former = old?.has_former === true ? await fromFormer() : 0
  return former + (old?.batch == null ? 0 : await forget(prune, [old.batch], most - former))
}

/** Until a portion is not full, there were `most`, or the signal. */
const inPortions = async (
  most: number,
  signal: AbortSignal | undefined,
  forget: (count: number) => Promise<number>,
): Promise<number> => {
  for (let pruned = 0; ;) {
    const wanted = signal?.aborted === true ? 0 : Math.min(portion, most - pruned)
    const count = wanted > 0 ? await forget(wanted) : 0
    pruned += count
    if (count < portion) return pruned
  }
}

const marked = `
  update sluice.runs set pruned_at = coalesce(pruned_at, now()) where run_id in (select run_id from gone)`

/** In the order of the batches, none of which after `$3` is old enough; those from a clock that jumped may stay. */
const prune = `
with due as (
  select origin, b.run_id from sluice.ledger l join sluice.batches b using (batch_id)
  where l.batch_id <= $3::bigint and b.at < now() - make_interval(days => $1::integer)
  order by l.batch_id limit $2::integer
), gone as (
  delete from sluice.ledger l using due where l.origin = due.origin returning due.run_id
), marked as (${marked})
select count(*)::integer as count from gone`

/** Not while entries are being moved: the two would lock them in different orders and deadlock. */
const pruneFormer = `
with due as (
  select origin_id from sluice.former_ledger
  where settled_at < now() - make_interval(days => $1::integer) and (select pg_try_advisory_xact_lock($3::bigint))
  limit $2::integer
), gone as (
  delete from sluice.former_ledger l using due where l.origin_id = due.origin_id returning l.run_id
), marked as (${marked})
select count(*)::integer as count from gone`
