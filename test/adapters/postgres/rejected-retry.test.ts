import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getRejected } from '../../../src/adapters/postgres/rejected.ts'
import { changeState } from '../../../src/adapters/postgres/rejected-state.ts'
import { reconcile } from '../../../src/adapters/postgres/reconcile.ts'
import { getRow } from '../../../src/adapters/postgres/row-lineage.ts'
import { listRuns } from '../../../src/adapters/postgres/runs.ts'
import { noCounts, type Counts } from '../../../src/contract/events.ts'
import type { RejectedSelection } from '../../../src/contract/rejected.ts'
import { runInputs } from '../../../src/contract/runs.ts'
import type { Delivery, Item } from '../../../src/pipeline/ports.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { loginBody } from '../../support/logins.ts'
import { filterOf } from '../../support/rejected.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

let bench: TestStore
let firstRun: string
beforeAll(async () => {
  bench = await createTestStore()
})
beforeEach(async () => {
  await bench.test.query(
    'truncate sluice.ledger, sluice.rejected, sluice.batches, sluice.runs, user_logins restart identity',
  )
  firstRun = await bench.openRun()
})
afterAll(() => bench.close())

const commitItems = (items: readonly Item[]): Promise<Counts> =>
  bench.store.commit({ batchId: crypto.randomUUID(), runId: firstRun, items })

const commit = (deliveries: readonly Delivery[]): Promise<Counts> => commitItems(bench.prepare(deliveries))

/** Well formed but for a field that the rules of the first run do not know. */
const unknownField = (name: string, overrides: Partial<Delivery> = {}): Delivery =>
  createDelivery({
    originId: name,
    messageId: name,
    body: loginBody({ user_id: name, extra: 1 }),
    ...overrides,
  })

const hopeless = (name: string): Delivery => createDelivery({ messageId: name, body: 'no login' })

const all = filterOf({ state: 'all' })

const states = async (): Promise<Readonly<Record<string, string>>> => {
  const rows = await bench.test.query<{ message_id: string; state: string }>(
    'select message_id, state from sluice.rejected order by message_id',
  )
  return Object.fromEntries(rows.map((row) => [row.message_id, row.state]))
}

const users = async (): Promise<readonly string[]> =>
  (await bench.test.query<{ user_id: string }>('select user_id from user_logins order by login_id')).map(
    (row) => row.user_id,
  )

const expectAllRunsToHold = async (): Promise<void> => {
  const runs = await reconcile(bench.database, null)
  expect(runs.map((run) => run.holds)).toEqual(runs.map(() => true))
}

describe('A37: rejected messages that are tried again', () => {
  it('are loaded where they are well formed by now, and stay rejected where they are not', async () => {
    await commit([unknownField('a'), hopeless('b'), unknownField('c')])
    const { counts, end, runId } = await bench.tryAgain(all)
    expect({ counts, end }).toEqual({
      counts: { ...noCounts, received: 3, loaded: 2, released: 1 },
      end: 'done',
    })
    expect(await states()).toEqual({ a: 'loaded', b: 'kept', c: 'loaded' })
    expect(await users()).toEqual(['a', 'c'])
    const { runs } = await listRuns(bench.database, runInputs.listRuns.parse({}), null)
    expect(runs.find((run) => run.runId === runId)).toMatchObject({
      kind: 'retry',
      status: 'drained',
      counts,
    })
    expect(runs.find((run) => run.runId === firstRun)).toMatchObject({ kind: 'run', counts: { rejected: 3 } })
    await expectAllRunsToHold()
  })

  it('end in exactly one place each when it is done twice', async () => {
    await commit([unknownField('a'), hopeless('b')])
    await bench.tryAgain(all)
    expect((await bench.tryAgain(all)).counts).toEqual({ ...noCounts, received: 1, released: 1 })
    expect(await states()).toEqual({ a: 'loaded', b: 'kept' })
    expect(await users()).toEqual(['a'])
    await expectAllRunsToHold()
  })

  it('make one row each however many try at once, and beside redeliveries of the same messages', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `race-${index}`)
    const deliveries = names.map((name) => unknownField(name))
    await commit(deliveries)
    const [one, two, ...commits] = await Promise.all([
      bench.tryAgain(all),
      bench.tryAgain(all),
      commit(deliveries),
      commit(deliveries.toReversed()),
    ])
    expect([one.end, two.end]).toEqual(['done', 'done'])
    expect(one.counts.loaded + two.counts.loaded).toBe(60)
    expect(commits.map((counts) => counts.duplicates)).toEqual([60, 60])
    expect((await users()).toSorted()).toEqual(names.toSorted())
    await expectAllRunsToHold()
  })

  it('become no row where another message with the same origin was loaded, before or in the same page', async () => {
    await commit([
      unknownField('first/a', { originId: 'first' }),
      unknownField('second/a', { originId: 'second' }),
      unknownField('second/b', { originId: 'second' }),
    ])
    await commit([createDelivery({ originId: 'first', body: loginBody({ user_id: 'corrected' }) })])
    expect((await bench.tryAgain(all)).counts).toEqual({ ...noCounts, received: 3, loaded: 1, duplicates: 2 })
    expect(await states()).toEqual({
      'first/a': 'already-loaded',
      'second/a': 'loaded',
      'second/b': 'already-loaded',
    })
    expect(await users()).toEqual(['corrected', 'second/a'])
    await expectAllRunsToHold()
  })

  it('beside a worker that loads their corrections make one row of each origin', async () => {
    const origins = Array.from({ length: 80 }, (_, index) => `o-${index}`)
    await commit(origins.map((originId) => unknownField(`${originId}/wrong`, { originId })))
    const corrections = origins.map((originId) =>
      createDelivery({ originId, body: loginBody({ user_id: originId }) }),
    )
    const [retried, loaded] = await Promise.all([bench.tryAgain(all), commit(corrections.toReversed())])
    expect(retried.counts.loaded + loaded.loaded).toBe(80)
    expect(await users()).toHaveLength(80)
    await expectAllRunsToHold()
  })

  it('have the day on which they were sent, and numbers in the order in which they were rejected', async () => {
    const sentAt = new Date('2023-12-31T23:59:59Z')
    for (const name of ['z', 'a', 'm']) await commit([unknownField(name, { sentAt })])
    await bench.tryAgain(all)
    expect(await users()).toEqual(['z', 'a', 'm'])
    expect(await bench.test.query('select distinct create_date::text from user_logins')).toEqual([
      { create_date: '2023-12-31' },
    ])
    expect(await bench.test.query('select distinct sent_at from sluice.ledger')).toEqual([
      { sent_at: sentAt },
    ])
  })

  it('bring those back that an earlier version rejected for a fault of its table', async () => {
    const items = bench.prepare([createDelivery({ messageId: 'good' })])
    const reject = (item: Item): Item => {
      const [made] = bench.prepare([{ ...item.deliveries[0], isIntact: false }])
      if (made?.entry.kind !== 'rejected') throw new Error('It must be a rejection')
      const reason = { code: 'refused-by-database', pointer: '', range: null, detail: '23502' } as const
      const sealedBody = bench.seal.seal(item.deliveries[0].originId, item.deliveries[0].body)
      return { ...item, entry: { ...made.entry, reasons: [reason], sealedBody } }
    }
    await commitItems(items.map(reject))
    const refused: RejectedSelection = { by: 'reasons', codes: ['refused-by-database'] }
    expect((await bench.tryAgain(refused, { allowUnknownFields: false })).counts).toMatchObject({ loaded: 1 })
    expect(await states()).toEqual({ good: 'loaded' })
  })

  it('are those alone that were chosen, and kept', async () => {
    await commit(['a', 'b', 'c', 'd'].map((name) => unknownField(name)))
    await commit([hopeless('e')])
    const ids = await bench.test.query<{ id: string }>(
      `select rejected_id::text as id from sluice.rejected where message_id in ('a', 'b') order by 1`,
    )
    await changeState(bench.database, { by: 'ids', ids: [ids[0]?.id ?? ''] }, 'discarded', null)
    await bench.tryAgain({ by: 'ids', ids: ids.map(({ id }) => id) })
    expect(await states()).toMatchObject({ a: 'discarded', b: 'loaded', c: 'kept', d: 'kept' })
    expect((await bench.tryAgain({ by: 'reasons', codes: ['not-json'] })).counts).toMatchObject({
      received: 1,
    })
    expect(await states()).toMatchObject({ c: 'kept', d: 'kept' })
    expect(
      (await bench.tryAgain({ by: 'reasons', codes: ['not-json', 'unknown-field'] })).counts,
    ).toMatchObject({
      received: 3,
      loaded: 2,
    })
  })

  it('stay loaded when the state of all is changed', async () => {
    await commit([unknownField('a'), hopeless('b')])
    await bench.tryAgain(all)
    expect(await changeState(bench.database, all, 'discarded', null)).toMatchObject({ changed: 1 })
    expect(await changeState(bench.database, all, 'kept', null)).toMatchObject({ changed: 1 })
    expect(await states()).toEqual({ a: 'loaded', b: 'kept' })
  })

  it('are opened page by page', async () => {
    await commit(Array.from({ length: 1_203 }, (_, index) => unknownField(`many-${index}`)))
    expect((await bench.tryAgain(all)).counts).toMatchObject({ received: 1_203, loaded: 1_203 })
    const [batches] = await bench.test.query<{ n: number }>(
      'select count(*)::integer as n from sluice.batches where loaded > 0',
    )
    expect(batches?.n).toBe(3)
    const next = bench.rejections(all).next('0')
    expect(await next).toEqual([])
  })

  it('stay rejected where the bytes that came were no text, whatever stands in for them', async () => {
    await commit([createDelivery({ messageId: 'bytes', isIntact: false })])
    expect((await bench.tryAgain(all)).counts).toEqual({ ...noCounts, received: 1, released: 1 })
  })

  it('stay rejected where the database refuses them, and the others are loaded without a gap', async () => {
    await bench.test.query(
      'alter table user_logins add constraint named check (user_id not in ($$b$$, $$e$$))',
    )
    try {
      await commit(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => unknownField(name)))
      expect((await bench.tryAgain(all)).counts).toEqual({
        ...noCounts,
        ...{ received: 7, loaded: 5, released: 2 },
      })
      expect(await users()).toEqual(['a', 'c', 'd', 'f', 'g'])
      expect(await states()).toMatchObject({ a: 'loaded', b: 'kept', e: 'kept', g: 'loaded' })
      await expectAllRunsToHold()
    } finally {
      await bench.test.query('alter table user_logins drop constraint named')
    }
  })

  it('stop for a fault of the table, say so in the history, and stay as they were', async () => {
    await bench.test
      .query(`create function swallow() returns trigger language plpgsql as $$ begin return null; end $$;
      create trigger swallow before insert on user_logins for each row execute procedure swallow()`)
    try {
      await commit([unknownField('a'), unknownField('b')])
      const { counts, end, error, runId } = await bench.tryAgain(all)
      expect({ counts, end, error }).toMatchObject({
        counts: noCounts,
        end: 'failed',
        error: { kind: 'table', failure: { code: 'rows-swallowed' } },
      })
      expect(await states()).toEqual({ a: 'kept', b: 'kept' })
      expect(
        await bench.test.query('select outcome, failure from sluice.runs where run_id = $1', [runId]),
      ).toMatchObject([{ outcome: 'failed', failure: { code: 'rows-swallowed' } }])
      await expectAllRunsToHold()
    } finally {
      await bench.test.query('drop function swallow cascade')
    }
    expect((await bench.tryAgain(all)).counts).toMatchObject({ loaded: 2 })
  })

  it('are not counted twice where the answer to a commit was lost', async () => {
    await commit([unknownField('a'), hopeless('b')])
    const [a] = await bench.rejections(all).next('0')
    const [item] = bench.prepare([createDelivery()])
    if (a === undefined || item?.entry.kind !== 'login') throw new Error('The example is not as it should be')
    const runId = await bench.openRun()
    const batch = {
      ...{ runId, batchId: crypto.randomUUID(), stillRejected: 1 },
      logins: [{ rejectedId: a.id, entry: item.entry }],
    }
    const first = await bench.rejections(all).load(batch)
    expect(first).toEqual({ ...noCounts, received: 2, loaded: 1, released: 1 })
    expect(await bench.rejections(all).load(batch)).toEqual(first)
    await expectAllRunsToHold()
  })

  it('end early when told to stop, with all that was done in the history', async () => {
    await commit([unknownField('a')])
    const { end, counts } = await bench.tryAgain(all, undefined, AbortSignal.abort())
    expect({ end, counts }).toEqual({ end: 'stopped', counts: noCounts })
    expect(await states()).toEqual({ a: 'kept' })
  })
})

describe('a rejected message and the row of its origin', () => {
  it('know of each other', async () => {
    await commit([hopeless('alone'), { ...hopeless('wrong'), originId: 'shared' }])
    await commit([createDelivery({ originId: 'shared', messageId: 'right' })])
    const ids = await bench.test.query<{ message_id: string; id: string }>(
      'select message_id, rejected_id::text as id from sluice.rejected',
    )
    const idOf = (name: string) => ids.find((row) => row.message_id === name)?.id ?? ''
    expect((await getRejected(bench.database, idOf('alone'))).origin).toBeNull()
    const { origin } = await getRejected(bench.database, idOf('wrong'))
    expect(origin).toEqual({ rowId: '1', messageId: 'right', loadedAt: expect.stringMatching(/Z$/) })
    const { lineage } = await getRow(bench.rows, '1')
    expect(lineage?.rejections).toEqual([
      { id: idOf('wrong'), messageId: 'wrong', rejectedAt: expect.stringMatching(/Z$/) },
    ])
  })

  it('are one message where it was loaded by trying again', async () => {
    await commit([unknownField('again')])
    await bench.tryAgain(all)
    const [row] = await bench.test.query<{ id: string }>(
      'select rejected_id::text as id from sluice.rejected',
    )
    expect(await getRejected(bench.database, row?.id ?? '')).toMatchObject({
      state: 'loaded',
      rowId: '1',
      origin: { rowId: '1', messageId: 'again' },
    })
  })
})
