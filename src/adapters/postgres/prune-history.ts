import type { Database } from './database.ts'

/** How long samples of the depth, pauses and outages are kept, in days. The longest range of the charts is a week. */
const historyDays = 30

/** The pruned tables, each with the column of its time. */
const kept = [
  ['depths', 'at'],
  ['stretches', 'ended_at'],
] as const

/** Deletes what is older than `historyDays`, at most as much as a start can afford. Throws `PortError`. */
export const pruneHistory = async (database: Pick<Database, 'query'>): Promise<void> => {
  await Promise.all(
    kept.map(([table, time]) =>
      database.query({
        text: `delete from sluice.${table} where ctid in (
                 select ctid from sluice.${table} where ${time} < now() - make_interval(days => $1::integer) limit 100000)`,
        values: [historyDays],
      }),
    ),
  )
}
