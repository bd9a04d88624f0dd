import type { Item, StorePort } from '../../pipeline/ports.ts'
import { createCommit } from './commit.ts'
import type { Database } from './database.ts'
import type { RunIds } from './keys.ts'
import type { LoadTarget } from './load-target.ts'
import { createLoad } from './loading.ts'
import { drawNumbers } from './row-numbers.ts'
import { closeRun, openRun } from './run-record.ts'

/** @param onNotice hears in a sentence what was mended on the way */
export const createStore = (
  database: Database,
  ids: RunIds,
  target: LoadTarget,
  onNotice: (sentence: string) => void = () => undefined,
): StorePort => ({
  openRun: (run) => openRun(database, run, ids.event ?? null),
  commit: createCommit(database, createLoad(database, target, onNotice), ids, target),
  drawNumbers: (count) => drawNumbers(database, target, count),
  known: (items) => knownAmong(database, items),
  recordReleased: async (runId, released) => {
    await database.query({
      text: 'insert into sluice.batches (run_id, received, released) values ($1, $2, $2)',
      values: [runId, released],
    })
  },
  closeRun: (runId, outcome, cause, refused) =>
    closeRun(database, runId, outcome, cause ?? null, refused ?? []),
})

/** By the same rule as a commit's. */
const knownAmong = async (database: Database, items: readonly Item[]): Promise<ReadonlySet<string>> => {
  const rows = await database.query<{ message_id: string }>({
    text: `with asked as (
             select * from unnest($1::text[], $2::text[], $3::boolean[]) as t(origin_id, message_id, is_row)
           ), known as (
             select origin_id, message_id from sluice.loaded_among($1::text[])
           )
           select message_id from asked a
           where message_id in (select sluice.rejected_among($2::text[]))
             or exists (
               select from known k where k.origin_id = a.origin_id and (a.is_row or k.message_id = a.message_id)
             )`,
    values: [
      items.map(({ deliveries: [first] }) => first.originId),
      items.map(({ deliveries: [first] }) => first.messageId),
      items.map(({ entry }) => entry.kind === 'row'),
    ],
  })
  return new Set(rows.map((row) => row.message_id))
}
