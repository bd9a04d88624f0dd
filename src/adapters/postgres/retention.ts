import type { Database } from './database.ts'

/**
 * The least that the ledger must remember, in days: a message may lie 14 days in the queue and 14 more in its dead-letter
 * queue (the most that SQS keeps), and come back after that.
 */
export const leastLedgerDays = 28

/** Entries that leave in one statement, so that none takes long or locks much. */
const portion = 10_000

/**
 * Forgets what was settled more than `days` ago, in portions, at most `most` entries a call; answers how many. Rows
 * and rejected messages stay. Throws `PortError`.
 */
export const pruneLedger = async (database: Database, days: number, most: number): Promise<number> => {
  let pruned = 0
  while (pruned < most) {
    const [row] = await database.query<{ count: number }>({
      text: pruneStatement,
      values: [Math.max(leastLedgerDays, days), Math.min(portion, most - pruned)],
    })
    const count = row?.count ?? 0
    pruned += count
    if (count < portion) break
  }
  return pruned
}

const pruneStatement = `
with due as (
  select origin_id from sluice.ledger
  where settled_at < now() - make_interval(days => $1::integer)
  limit $2::integer
), gone as (
  delete from sluice.ledger l using due where l.origin_id = due.origin_id returning l.run_id
), marked as (
  update sluice.runs set pruned_at = coalesce(pruned_at, now()) where run_id in (select run_id from gone)
)
select count(*)::integer as count from gone`
