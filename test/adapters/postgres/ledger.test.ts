import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reconcile } from '../../../src/adapters/postgres/reconcile.ts'
import { pruneLedger } from '../../../src/adapters/postgres/retention.ts'
import type { Delivery } from '../../../src/pipeline/ports.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

let bench: TestStore
let runId: string
const good = [createDelivery(), createDelivery(), createDelivery()]
const bad = createDelivery({ body: 'no login' })

beforeAll(async () => {
  bench = await createTestStore()
  runId = await bench.openRun()
})
afterAll(() => bench.close())

const commit = (deliveries: readonly Delivery[]) =>
  bench.store.commit({ batchId: crypto.randomUUID(), runId, items: bench.prepare(deliveries) })

describe('reconciling a run', () => {
  it('without any message yet adds up', async () => {
    expect(await reconcile(bench.database, runId)).toMatchObject([
      { runId, counts: { received: 0 }, ledger: { loaded: 0, rejected: 0 }, holds: true },
    ])
  })

  it('finds in the ledger what the run counted', async () => {
    await commit([...good, bad])
    await commit(good.slice(0, 1))
    await bench.store.recordReleased(runId, 2)
    expect(await reconcile(bench.database, runId)).toEqual([
      {
        runId,
        counts: { received: 7, loaded: 3, duplicates: 1, rejected: 1, released: 2 },
        ledger: { loaded: 3, rejected: 1 },
        holds: true,
      },
    ])
  })

  it('says so when the ledger holds another number', async () => {
    await bench.test.query(
      `update sluice.batches set loaded = loaded + 1, received = received + 1 where run_id = '${runId}' and loaded > 0`,
    )
    expect(await reconcile(bench.database, runId)).toMatchObject([{ holds: false }])
    await bench.test.query(
      `update sluice.batches set loaded = loaded - 1, received = received - 1 where run_id = '${runId}' and loaded > 0`,
    )
  })

  it('knows nothing of a run that never was, and lists all runs newest first', async () => {
    expect(await reconcile(bench.database, '00000000-0000-4000-8000-000000000000')).toEqual([])
    const later = await bench.openRun()
    expect((await reconcile(bench.database, null)).map((run) => run.runId)).toEqual([later, runId])
  })
})

describe('pruning the ledger', () => {
  it('prunes nothing that could still be delivered again, however few days are requested', async () => {
    await bench.test.query(`update sluice.batches set at = now() - interval '27 days'`)
    expect(await pruneLedger(bench.database, 1, 1_000)).toBe(0)
  })

  it('prunes what is older, and never a row or a rejected message', async () => {
    await bench.test.query(`update sluice.batches set at = now() - interval '40 days'`)
    expect(await pruneLedger(bench.database, 30, 2)).toBe(2)
    expect(await pruneLedger(bench.database, 30, 1_000)).toBe(1)
    expect(await bench.test.query('select from sluice.ledger')).toHaveLength(0)
    expect(await bench.test.query('select from user_logins')).toHaveLength(3)
    expect(await bench.test.query('select from sluice.rejected')).toHaveLength(1)
  })

  it('leaves no run claiming what can no longer be checked', async () => {
    expect(await reconcile(bench.database, runId)).toMatchObject([{ ledger: null, holds: true }])
  })
})
