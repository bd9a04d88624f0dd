import { afterAll, beforeEach, beforeAll, describe, expect, it } from 'vitest'
import { reconcile } from '../../../src/adapters/postgres/reconcile.ts'
import { changeState } from '../../../src/adapters/postgres/rejected-state.ts'
import { getRejected, listRejected } from '../../../src/adapters/postgres/rejected.ts'
import type { RejectedState } from '../../../src/contract/rejected.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { filterOf, listOf } from '../../support/rejected.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

let bench: TestStore
let runId: string
let byName: Readonly<Record<string, string>>

beforeAll(async () => {
  bench = await createTestStore()
  runId = await bench.openRun()
  const deliveries = ['m1', 'm2', 'm3', 'm4'].map((messageId) =>
    createDelivery({ messageId, body: messageId === 'm4' ? '[]' : 'no login' }),
  )
  await bench.store.commit({ batchId: crypto.randomUUID(), runId, items: bench.prepare(deliveries) })
  const { rejected } = await listRejected(bench.database, listOf())
  byName = Object.fromEntries(rejected.map((message) => [message.messageId, message.id]))
})
beforeEach(() => bench.test.query(`update sluice.rejected set state = 'kept', change_id = null, note = null`))
afterAll(() => bench.close())

const id = (name: string): string => byName[name] ?? ''
const inState = async (state: RejectedState) =>
  (await listRejected(bench.database, listOf({ filter: { state } }))).rejected.map(
    (message) => message.messageId,
  )
const discard = (...names: readonly string[]) =>
  changeState(bench.database, { by: 'ids', ids: names.map(id) }, 'discarded', null)

describe('discarding', () => {
  it('marks one message with the time and the reason, and says that it was one', async () => {
    const change = await changeState(bench.database, { by: 'ids', ids: [id('m2')] }, 'discarded', 'a test')
    expect(change).toEqual({ changed: 1, changeId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect(await inState('discarded')).toEqual(['m2'])
    expect(await inState('kept')).toEqual(['m4', 'm3', 'm1'])
    const message = await getRejected(bench.database, id('m2'))
    expect(message).toMatchObject({ state: 'discarded', note: 'a test' })
    expect(Date.parse(message.stateAt ?? '')).toBeGreaterThan(Date.parse(message.rejectedAt))
  })

  it('takes a selection, and counts only what was not discarded yet', async () => {
    expect(await discard('m1', 'm2')).toMatchObject({ changed: 2 })
    expect(await discard('m1', 'm2', 'm3')).toMatchObject({ changed: 1 })
    expect(
      await changeState(bench.database, { by: 'ids', ids: ['999999'] }, 'discarded', null),
    ).toMatchObject({
      changed: 0,
    })
  })

  it('leaves out what was rejected after the newest that someone has seen', async () => {
    const seen = { ...filterOf({ state: 'kept' }), upTo: id('m2') }
    expect(await changeState(bench.database, seen, 'discarded', null)).toMatchObject({ changed: 2 })
    expect(await inState('discarded')).toEqual(['m2', 'm1'])
    expect(await inState('kept')).toEqual(['m4', 'm3'])
  })

  it('applies to a whole group, and what the filter hides stays as it is', async () => {
    await discard('m1')
    const group = filterOf({ code: 'not-json' })
    expect(await changeState(bench.database, group, 'discarded', null)).toMatchObject({ changed: 2 })
    expect(await inState('kept')).toEqual(['m4'])
    const hidden = filterOf({ state: 'discarded' })
    expect(await changeState(bench.database, hidden, 'discarded', null)).toMatchObject({ changed: 0 })
    expect(await inState('kept')).toEqual(['m4'])
  })

  it('removes nothing: the body opens as before and the run still adds up', async () => {
    await discard('m1', 'm2', 'm3', 'm4')
    const { originId, sealedBody } = await getRejected(bench.database, id('m4'))
    expect(bench.seal.open(originId, sealedBody).body).toBe('[]')
    expect(await reconcile(bench.database, runId)).toMatchObject([
      { counts: { received: 4, rejected: 4 }, ledger: { rejected: 4 }, holds: true },
    ])
  })
})

describe('restoring', () => {
  it('undoes exactly what one action did, not what was discarded before', async () => {
    await discard('m1')
    const { changeId } = await changeState(bench.database, filterOf({}), 'discarded', null)
    expect(await changeState(bench.database, { by: 'change', changeId }, 'kept', null)).toMatchObject({
      changed: 3,
    })
    expect(await inState('discarded')).toEqual(['m1'])
  })

  it('can itself be undone, and the reason of the first time is not lost', async () => {
    await changeState(bench.database, { by: 'ids', ids: [id('m3')] }, 'discarded', 'known')
    const { changeId } = await changeState(bench.database, { by: 'ids', ids: [id('m3')] }, 'kept', null)
    await changeState(bench.database, { by: 'change', changeId }, 'discarded', null)
    expect(await getRejected(bench.database, id('m3'))).toMatchObject({ state: 'discarded', note: 'known' })
  })
})

describe('more rejected messages than one statement takes', { timeout: 60_000 }, () => {
  it('are discarded as one group and restored again, each counted once', async () => {
    const crowd = await createTestStore()
    try {
      const run = await crowd.openRun()
      await crowd.store.commit({
        batchId: crypto.randomUUID(),
        runId: run,
        items: crowd.prepare([createDelivery({ messageId: 'seed', body: '{' })]),
      })
      await crowd.test.query(`
        insert into sluice.rejected (origin_id, message_id, run_id, seal_key_id, sent_at, receive_count, reasons, cause, codes,
          body_bytes, sealed_body)
        select 'o' || i, 'o' || i, run_id, seal_key_id, sent_at, 1, reasons, cause, codes, 1, sealed_body
        from generate_series(1, 20000) as i, sluice.rejected where message_id = 'seed'`)
      const { changed, changeId } = await changeState(crowd.database, filterOf({}), 'discarded', null)
      expect(changed).toBe(20_001)
      expect(await listRejected(crowd.database, listOf())).toMatchObject({ total: 0 })
      expect(await changeState(crowd.database, { by: 'change', changeId }, 'kept', null)).toMatchObject({
        changed: 20_001,
      })
      expect(await listRejected(crowd.database, listOf())).toMatchObject({ total: 20_001 })
    } finally {
      await crowd.close()
    }
  })
})
