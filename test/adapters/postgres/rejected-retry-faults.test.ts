import { describe, expect, it } from 'vitest'
import { getRejected } from '../../../src/adapters/postgres/rejected.ts'
import { getRow } from '../../../src/adapters/postgres/row-lineage.ts'
import { noCounts } from '../../../src/contract/events.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { all, hopeless, unknownField, useRetryBench } from '../../support/retry-bench.ts'

const on = useRetryBench()

describe('A37: rejected messages that are retried', () => {
  it('stay rejected if the original bytes were not text, whatever replaces them', async () => {
    await on.commit([createDelivery({ messageId: 'bytes', isIntact: false })])
    expect((await on.bench.tryAgain(all)).counts).toEqual({ ...noCounts, received: 1, released: 1 })
  })

  it('stay rejected if the database refuses them, and the others are loaded without a gap', async () => {
    await on.bench.test.query(
      'alter table user_logins add constraint named check (user_id not in ($$b$$, $$e$$))',
    )
    try {
      await on.commit(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => unknownField(name)))
      expect((await on.bench.tryAgain(all)).counts).toEqual({
        ...noCounts,
        ...{ received: 7, loaded: 5, released: 2 },
      })
      expect(await on.users()).toEqual(['a', 'c', 'd', 'f', 'g'])
      expect(await on.states()).toMatchObject({ a: 'loaded', b: 'kept', e: 'kept', g: 'loaded' })
      await on.expectAllRunsToHold()
    } finally {
      await on.bench.test.query('alter table user_logins drop constraint named')
    }
  })

  it('stop at a fault of the table, which is in the history, and stay as they were', async () => {
    await on.bench.test
      .query(`create function swallow() returns trigger language plpgsql as $$ begin return null; end $$;
      create trigger swallow before insert on user_logins for each row execute procedure swallow()`)
    try {
      await on.commit([unknownField('a'), unknownField('b')])
      const { counts, end, error, runId } = await on.bench.tryAgain(all)
      expect({ counts, end, error }).toMatchObject({
        counts: noCounts,
        end: 'failed',
        error: { kind: 'table', failure: { code: 'rows-swallowed' } },
      })
      expect(await on.states()).toEqual({ a: 'kept', b: 'kept' })
      expect(
        await on.bench.test.query('select outcome, failure from sluice.runs where run_id = $1', [runId]),
      ).toMatchObject([{ outcome: 'failed', failure: { code: 'rows-swallowed' } }])
      await on.expectAllRunsToHold()
    } finally {
      await on.bench.test.query('drop function swallow cascade')
    }
    expect((await on.bench.tryAgain(all)).counts).toMatchObject({ loaded: 2 })
  })

  it('are not counted twice if the answer to a commit was lost', async () => {
    await on.commit([unknownField('a'), hopeless('b')])
    const [a] = await on.bench.rejections(all).next('0')
    const [item] = on.bench.prepare([createDelivery()])
    if (a === undefined || item?.entry.kind !== 'row') throw new Error('The example is not as it should be')
    const runId = await on.bench.openRun()
    const batch = {
      ...{ runId, batchId: crypto.randomUUID(), stillRejected: 1 },
      rows: [{ rejectedId: a.id, originId: a.originId, entry: item.entry }],
    }
    const first = await on.bench.rejections(all).load(batch)
    expect(first).toEqual({ ...noCounts, received: 2, loaded: 1, released: 1 })
    expect(await on.bench.rejections(all).load(batch)).toEqual(first)
    await on.expectAllRunsToHold()
  })

  it('end early when told to stop, with all that was done in the history', async () => {
    await on.commit([unknownField('a')])
    const { end, counts } = await on.bench.tryAgain(all, undefined, AbortSignal.abort())
    expect({ end, counts }).toEqual({ end: 'stopped', counts: noCounts })
    expect(await on.states()).toEqual({ a: 'kept' })
  })
})

describe('a rejected message and the row of its origin', () => {
  it('know of each other', async () => {
    await on.commit([hopeless('alone'), { ...hopeless('wrong'), originId: 'shared' }])
    await on.commit([createDelivery({ originId: 'shared', messageId: 'right' })])
    const ids = await on.bench.test.query<{ message_id: string; id: string }>(
      'select message_id, rejected_id::text as id from sluice.rejected',
    )
    const idOf = (name: string) => ids.find((row) => row.message_id === name)?.id ?? ''
    expect((await getRejected(on.bench.database, idOf('alone'))).origin).toBeNull()
    const { origin } = await getRejected(on.bench.database, idOf('wrong'))
    expect(origin).toEqual({ rowId: '1', messageId: 'right', loadedAt: expect.stringMatching(/Z$/) })
    const { lineage } = await getRow(on.bench.rows, '1')
    expect(lineage?.rejections).toEqual([
      { id: idOf('wrong'), messageId: 'wrong', rejectedAt: expect.stringMatching(/Z$/), rule: null },
    ])
  })

  it('are one message if a retry loaded it', async () => {
    await on.commit([unknownField('again')])
    await on.bench.tryAgain(all)
    const [row] = await on.bench.test.query<{ id: string }>(
      'select rejected_id::text as id from sluice.rejected',
    )
    expect(await getRejected(on.bench.database, row?.id ?? '')).toMatchObject({
      state: 'loaded',
      rowId: '1',
      origin: { rowId: '1', messageId: 'again' },
    })
  })
})
