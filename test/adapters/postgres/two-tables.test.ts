import { expect, it, onTestFinished } from 'vitest'
import { findLoadTarget } from '../../../src/adapters/postgres/find-load-target.ts'
import { createStore } from '../../../src/adapters/postgres/store.ts'
import { fitTable } from '../../../src/adapters/postgres/table.ts'
import { logins } from '../../../src/contract/logins.ts'
import type { StorePort } from '../../../src/pipeline/ports.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { createTestStore } from '../../support/stores.ts'

it('an origin id counts once in a database, whichever table its row went to', async () => {
  const bench = await createTestStore()
  onTestFinished(bench.close)
  const { database, test } = bench
  const other = { ...logins, table: { ...logins.table, name: 'other_logins' } }
  await fitTable(database, other, { mayAlter: false })
  const [ids = { mask: 0, seal: 0 }] = await test.query<{ mask: number; seal: number }>(
    `select max(key_id) filter (where purpose = 'mask') as mask, max(key_id) filter (where purpose = 'seal') as seal
     from sluice.keys`,
  )
  const second = createStore(database, ids, await findLoadTarget(database.query, database.names, other))

  const runId = await bench.openRun()
  const [one, two] = [createDelivery({ originId: 'one' }), createDelivery({ originId: 'two' })]
  const commit = (store: StorePort, deliveries: readonly (typeof one)[]) =>
    store.commit({ batchId: crypto.randomUUID(), runId, items: bench.prepare(deliveries) })
  expect(await commit(bench.store, [one])).toMatchObject({ loaded: 1 })
  expect(await commit(second, [createDelivery({ originId: 'one' }), two])).toMatchObject({
    ...{ loaded: 1, duplicates: 1 },
  })
  expect(await test.query('select from user_logins')).toHaveLength(1)
  expect(await test.query('select from other_logins')).toHaveLength(1)
})
