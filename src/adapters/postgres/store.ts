import type { Item, StorePort } from '../../pipeline/ports.ts'
import { createCommit } from './commit.ts'
import type { Database } from './database.ts'
import type { RunIds } from './keys.ts'
import type { LoadTarget } from './load-target.ts'
import { createLoad } from './loading.ts'
import { originKeys, type Digest } from './origin-key.ts'
import { drawNumbers } from './row-numbers.ts'
import { closeRun, openRun } from './run-record.ts'

/**
 * @param onNotice hears in a sentence what was repaired on the way
 * @param digest hashes an origin that is not a uuid; by default SHA-256
 */
export const createStore = (
  database: Database,
  ids: RunIds,
  target: LoadTarget,
  onNotice: (sentence: string) => void = () => undefined,
  digest?: Digest,
): StorePort => ({
  openRun: (run) => openRun(database, run, ids),
  commit: createCommit(database, createLoad(database, target, onNotice), ids, target, digest),
  drawNumbers: (count) => drawNumbers(database, target, count),
  known: (items) => knownAmong(database, items, digest),
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
const knownAmong = async (
  database: Database,
  items: readonly Item[],
  digest?: Digest,
): Promise<ReadonlySet<string>> => {
  const firsts = items.map(({ deliveries: [first] }) => first)
  const origins = originKeys(
    firsts.map(({ originId }) => originId),
    digest,
  )
  const rows = await database.query<{ message_id: string }>({
    text: `with asked as (
             select * from unnest($1::uuid[], $3::text[], $4::boolean[]) as t(origin, message_id, is_row)
           ), known as (
             select origin, message_id from sluice.loaded_among($1::uuid[], $2::text[])
           )
           select message_id from asked a
           where message_id in (select sluice.rejected_among($3::text[]))
             or exists (
               select from known k where k.origin = a.origin and (a.is_row or k.message_id = a.message_id)
             )`,
    values: [
      origins.map(({ key }) => key),
      origins.map(({ text }) => text),
      firsts.map(({ messageId }) => messageId),
      items.map(({ entry }) => entry.kind === 'row'),
    ],
  })
  return new Set(rows.map((row) => row.message_id))
}
