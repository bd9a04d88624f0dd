import { describe, expect, it } from 'vitest'
import { changeState } from '../../../src/adapters/postgres/rejected-state.ts'
import { listRuns } from '../../../src/adapters/postgres/runs.ts'
import { noCounts } from '../../../src/contract/events.ts'
import type { RejectedSelection } from '../../../src/contract/rejected.ts'
import { runInputs } from '../../../src/contract/runs.ts'
import type { Item } from '../../../src/pipeline/ports.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { loginBody } from '../../support/logins.ts'
import { all, hopeless, unknownField, useRetryBench } from '../../support/retry-bench.ts'

const on = useRetryBench()

describe('A37: rejected messages that are retried', () => {
  it('are loaded if they are well formed by now, and otherwise stay rejected', async () => {
    await on.commit([unknownField('a'), hopeless('b'), unknownField('c')])
    const { counts, end, runId } = await on.bench.tryAgain(all)
    expect({ counts, end }).toEqual({
      counts: { ...noCounts, received: 3, loaded: 2, released: 1 },
      end: 'done',
    })
    expect(await on.states()).toEqual({ a: 'loaded', b: 'kept', c: 'loaded' })
    expect(await on.users()).toEqual(['a', 'c'])
    const { runs } = await listRuns(on.bench.database, runInputs.listRuns.parse({}), null)
    expect(runs.find((run) => run.runId === runId)).toMatchObject({
      kind: 'retry',
      status: 'drained',
      counts,
    })
    expect(runs.find((run) => run.runId === on.firstRun)).toMatchObject({
      kind: 'run',
      counts: { rejected: 3 },
    })
    await on.expectAllRunsToHold()
  })

  it('end in exactly one place each when retried twice', async () => {
    await on.commit([unknownField('a'), hopeless('b')])
    await on.bench.tryAgain(all)
    expect((await on.bench.tryAgain(all)).counts).toEqual({ ...noCounts, received: 1, released: 1 })
    expect(await on.states()).toEqual({ a: 'loaded', b: 'kept' })
    expect(await on.users()).toEqual(['a'])
    await on.expectAllRunsToHold()
  })

  it('make one row each however many retry at once, and beside redeliveries of the same messages', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `race-${index}`)
    const deliveries = names.map((name) => unknownField(name))
    await on.commit(deliveries)
    const [one, two, ...commits] = await Promise.all([
      on.bench.tryAgain(all),
      on.bench.tryAgain(all),
      on.commit(deliveries),
      on.commit(deliveries.toReversed()),
    ])
    expect([one.end, two.end]).toEqual(['done', 'done'])
    expect(one.counts.loaded + two.counts.loaded).toBe(60)
    expect(commits.map((counts) => counts.duplicates)).toEqual([60, 60])
    expect((await on.users()).toSorted()).toEqual(names.toSorted())
    await on.expectAllRunsToHold()
  })

  it('become no row if another message with the same origin was loaded, before or in the same page', async () => {
    await on.commit([
      unknownField('first/a', { originId: 'first' }),
      unknownField('second/a', { originId: 'second' }),
      unknownField('second/b', { originId: 'second' }),
    ])
    await on.commit([createDelivery({ originId: 'first', body: loginBody({ user_id: 'corrected' }) })])
    expect((await on.bench.tryAgain(all)).counts).toEqual({
      ...noCounts,
      received: 3,
      loaded: 1,
      duplicates: 2,
    })
    expect(await on.states()).toEqual({
      'first/a': 'already-loaded',
      'second/a': 'loaded',
      'second/b': 'already-loaded',
    })
    expect(await on.users()).toEqual(['corrected', 'second/a'])
    await on.expectAllRunsToHold()
  })

  it('beside a worker that loads their corrections make one row of each origin', async () => {
    const origins = Array.from({ length: 80 }, (_, index) => `o-${index}`)
    await on.commit(origins.map((originId) => unknownField(`${originId}/wrong`, { originId })))
    const corrections = origins.map((originId) =>
      createDelivery({ originId, body: loginBody({ user_id: originId }) }),
    )
    const [retried, loaded] = await Promise.all([on.bench.tryAgain(all), on.commit(corrections.toReversed())])
    expect(retried.counts.loaded + loaded.loaded).toBe(80)
    expect(await on.users()).toHaveLength(80)
    await on.expectAllRunsToHold()
  })

  it('have the day on which they were sent, and numbers in the order in which they were rejected', async () => {
    const sentAt = new Date('2023-12-31T23:59:59Z')
    for (const name of ['z', 'a', 'm']) await on.commit([unknownField(name, { sentAt })])
    await on.bench.tryAgain(all)
    expect(await on.users()).toEqual(['z', 'a', 'm'])
    expect(await on.bench.test.query('select distinct create_date::text from user_logins')).toEqual([
      { create_date: '2023-12-31' },
    ])
    expect(await on.bench.test.query('select distinct sent_at from sluice.ledger')).toEqual([
      { sent_at: sentAt },
    ])
  })

  it('recover messages that an earlier version rejected for a fault of its table', async () => {
    const items = on.bench.prepare([createDelivery({ messageId: 'good' })])
    const reject = (item: Item): Item => {
      const [made] = on.bench.prepare([{ ...item.deliveries[0], isIntact: false }])
      if (made?.entry.kind !== 'rejected') throw new Error('It must be a rejection')
      const reason = { code: 'refused-by-database', pointer: '', range: null, detail: '23502' } as const
      const sealedBody = on.bench.seal.seal(item.deliveries[0].originId, item.deliveries[0])
      return { ...item, entry: { ...made.entry, reasons: [reason], sealedBody } }
    }
    await on.commitItems(items.map(reject))
    const refused: RejectedSelection = { by: 'reasons', codes: ['refused-by-database'] }
    expect((await on.bench.tryAgain(refused, { allowUnknownFields: false })).counts).toMatchObject({
      loaded: 1,
    })
    expect(await on.states()).toEqual({ good: 'loaded' })
  })

  it('are only those that were chosen, and kept', async () => {
    await on.commit(['a', 'b', 'c', 'd'].map((name) => unknownField(name)))
    await on.commit([hopeless('e')])
    const ids = await on.bench.test.query<{ id: string }>(
      `select rejected_id::text as id from sluice.rejected where message_id in ('a', 'b') order by 1`,
    )
    await changeState(on.bench.database, { by: 'ids', ids: [ids[0]?.id ?? ''] }, 'discarded', null)
    await on.bench.tryAgain({ by: 'ids', ids: ids.map(({ id }) => id) })
    expect(await on.states()).toMatchObject({ a: 'discarded', b: 'loaded', c: 'kept', d: 'kept' })
    expect((await on.bench.tryAgain({ by: 'reasons', codes: ['not-json'] })).counts).toMatchObject({
      received: 1,
    })
    expect(await on.states()).toMatchObject({ c: 'kept', d: 'kept' })
    expect(
      (await on.bench.tryAgain({ by: 'reasons', codes: ['not-json', 'unknown-field'] })).counts,
    ).toMatchObject({
      received: 3,
      loaded: 2,
    })
  })

  it('stay loaded when the state of all is changed', async () => {
    await on.commit([unknownField('a'), hopeless('b')])
    await on.bench.tryAgain(all)
    expect(await changeState(on.bench.database, all, 'discarded', null)).toMatchObject({ changed: 1 })
    expect(await changeState(on.bench.database, all, 'kept', null)).toMatchObject({ changed: 1 })
    expect(await on.states()).toEqual({ a: 'loaded', b: 'kept' })
  })

  it('are opened page by page', async () => {
    await on.commit(Array.from({ length: 1_203 }, (_, index) => unknownField(`many-${index}`)))
    expect((await on.bench.tryAgain(all)).counts).toMatchObject({ received: 1_203, loaded: 1_203 })
    const [batches] = await on.bench.test.query<{ n: number }>(
      'select count(*)::integer as n from sluice.batches where loaded > 0',
    )
    expect(batches?.n).toBe(3)
    const next = on.bench.rejections(all).next('0')
    expect(await next).toEqual([])
  })
})
