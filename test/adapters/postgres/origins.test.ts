import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getRow } from '../../../src/adapters/postgres/row-lineage.ts'
import { findRowOfMessage } from '../../support/find-row.ts'
import { originKey } from '../../../src/adapters/postgres/origin-key.ts'
import { createRejections } from '../../../src/adapters/postgres/rejected-retry.ts'
import { getRejected } from '../../../src/adapters/postgres/rejected.ts'
import { createStore } from '../../../src/adapters/postgres/store.ts'
import type { Delivery, StorePort } from '../../../src/pipeline/ports.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { originsOfEverySort } from '../../support/origins.ts'
import { filterOf } from '../../support/rejected.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

let bench: TestStore
let runId: string
beforeAll(async () => {
  bench = await createTestStore()
})
beforeEach(async () => {
  await bench.test.query('truncate sluice.ledger, sluice.rejected, sluice.batches, sluice.runs, user_logins')
  runId = await bench.openRun()
})
afterAll(() => bench.close())

const commit = (deliveries: readonly Delivery[], store: StorePort = bench.store) =>
  store.commit({ batchId: crypto.randomUUID(), runId, items: bench.prepare(deliveries) })

const counts = async (): Promise<unknown> => {
  const [found] = await bench.test.query(
    `select (select count(*)::integer from user_logins) as rows, (select count(*)::integer from sluice.ledger) as entries,
       (select count(*)::integer from sluice.rejected where state = 'kept') as kept,
       (select count(*)::integer from sluice.batches) as batches`,
  )
  return found
}

/** A message under an origin that differs from its own id. */
const under = (originId: string, body?: string): Delivery =>
  createDelivery({ originId, ...(body === undefined ? {} : { body }) })

describe('origins of every sort', () => {
  it.each(originsOfEverySort)('%s makes one row, however often it comes', async (_, originId) => {
    const first = under(originId)
    expect(await commit([first])).toMatchObject({ loaded: 1 })
    expect(await commit([under(originId), first, under(originId)])).toMatchObject({
      loaded: 0,
      duplicates: 3,
    })
    const known = await bench.store.known(bench.prepare([first]))
    expect([...known]).toEqual([first.messageId])
    const id = await findRowOfMessage(bench.database, originId)
    expect(id).toBe(await findRowOfMessage(bench.database, first.messageId))
    expect((await getRow(bench.rows, id ?? '')).lineage).toMatchObject({
      originId,
      messageId: first.messageId,
    })
  })

  it('are as many rows, in one batch and in a batch each', async () => {
    const all = originsOfEverySort.map(([, originId]) => under(originId))
    expect(await commit(all)).toMatchObject({ loaded: all.length })
    for (const [, originId] of originsOfEverySort)
      expect(await commit([under(originId)])).toMatchObject({ loaded: 0, duplicates: 1 })
  })

  it('are found by rejected messages that came under them', async () => {
    for (const [sort, originId] of originsOfEverySort) {
      const [good, bad] = [under(originId), under(originId, 'no login')]
      await commit([good, bad])
      const [row] = await bench.test.query<{ id: string }>(
        'select rejected_id::text as id from sluice.rejected where message_id = $1',
        [bad.messageId],
      )
      const { origin } = await getRejected(bench.database, row?.id ?? '')
      expect([sort, origin]).toEqual([sort, expect.objectContaining({ messageId: good.messageId })])
    }
  })

  it('store the id once if the message is its own origin, and not at all if that is a uuid', async () => {
    await commit([createDelivery(), createDelivery({ messageId: 'word' }), under('other word')])
    expect(
      await bench.test.query(
        `select message_id is null as "no id", origin_text is null as "no text" from sluice.ledger order by row_number`,
      ),
    ).toEqual([
      { 'no id': true, 'no text': true },
      { 'no id': true, 'no text': false },
      { 'no id': false, 'no text': false },
    ])
  })
})

describe('two origins with one key', () => {
  /** As if SHA-256 had failed: every text has the key of every other. */
  const digest = () => '0'.repeat(64)
  const store = () => createStore(bench.database, { mask: 1, seal: 2 }, bench.target, undefined, digest)
  const refusal = { kind: 'permanent', failure: { code: 'origin-collision' } }

  it('stop a commit that meets the other in the ledger, and nothing of it is settled', async () => {
    await commit([under('a')], store())
    const before = await counts()
    await expect(commit([under('b'), createDelivery()], store())).rejects.toMatchObject(refusal)
    await expect(commit([under('b', 'no login'), createDelivery()], store())).rejects.toMatchObject(refusal)
    expect(await counts()).toEqual(before)
  })

  it('stop a commit that holds both', async () => {
    for (const bodies of [
      [undefined, undefined],
      [undefined, 'no login'],
      ['no login', 'no login'],
    ] as const)
      await expect(commit([under('a', bodies[0]), under('b', bodies[1])], store())).rejects.toMatchObject(
        refusal,
      )
    expect(await counts()).toMatchObject({ rows: 0, entries: 0, kept: 0, batches: 0 })
  })

  it('stop a commit that meets the other while another worker makes it', async () => {
    const committing = await bench.database.transaction(async (query) => {
      const { key, text } = originKey('a', digest)
      await query({
        text: `insert into sluice.ledger (origin, origin_text, row_number, batch_id, sent_at) values ($1, $2, -1, -1, now())`,
        values: [key, text],
      })
      // It cannot see the other entry, and waits for the other transaction.
      const waiting = Promise.allSettled([commit([under('b'), createDelivery()], store())])
      await expect
        .poll(() =>
          bench.test.query(
            `select from pg_stat_activity where wait_event = 'transactionid' and datname = current_database()`,
          ),
        )
        .toHaveLength(1)
      return { waiting }
    })
    expect(await committing.waiting).toMatchObject([{ status: 'rejected', reason: refusal }])
    expect(await counts()).toMatchObject({ rows: 0, entries: 1, batches: 0 })
  })

  it('do not count as known', async () => {
    await commit([under('a')], store())
    await expect(store().known(bench.prepare([under('b')]))).rejects.toMatchObject(refusal)
  })

  it('stop the retry of a rejected message, which stays as it was', async () => {
    const extra = (originId: string) => under(originId, JSON.stringify({ user_id: originId }))
    await commit([under('a')], store())
    await commit([extra('b'), extra('c')])
    const rejections = createRejections(bench.database, bench.target, filterOf({}), null, undefined, digest)
    const kept = await rejections.next('0')
    const [good] = bench.prepare([createDelivery()])
    if (good?.entry.kind !== 'row') throw new Error('The example is well formed')
    const { entry } = good
    const before = await counts()
    for (const some of [kept.slice(0, 1), kept])
      await expect(
        rejections.load({
          ...{ batchId: crypto.randomUUID(), runId, stillRejected: 0 },
          rows: some.map(({ id, originId }) => ({ rejectedId: id, originId, entry })),
        }),
      ).rejects.toMatchObject(refusal)
    expect(await counts()).toEqual(before)
  })
})
