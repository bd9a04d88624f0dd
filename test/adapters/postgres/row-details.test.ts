import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findRowOfMessage } from '../../support/find-row.ts'
import { getRow } from '../../../src/adapters/postgres/row-lineage.ts'
import { listRows, summarizeRows } from '../../../src/adapters/postgres/rows.ts'
import { commandInputs } from '../../../src/contract/monitor.ts'
import { createDeliveries, createDelivery } from '../../support/deliveries.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

let bench: TestStore
let runId: string
const named = createDelivery({ originId: 'sender-1' })
beforeAll(async () => {
  bench = await createTestStore()
  runId = await bench.openRun()
  const items = bench.prepare([...createDeliveries(20), named, createDelivery({ body: 'no login' })])
  await bench.store.commit({ batchId: crypto.randomUUID(), runId, items })
})
afterAll(() => bench.close())

const allRows = async () => (await listRows(bench.rows, commandInputs.listRows.parse({ limit: 500 }))).rows

describe('where a row came from (N10)', () => {
  it('is known of every row: message, run, key and times, and from the message back to the row', async () => {
    const rows = await allRows()
    expect(rows).toHaveLength(21)
    for (const row of rows) {
      const details = await getRow(bench.rows, row.id)
      expect(details.row).toEqual(row)
      expect(details.lineage).toMatchObject({
        runId,
        maskKey: expect.stringMatching(/^[0-9a-f]{16}$/),
        sentAt: expect.stringMatching(/Z$/),
        settledAt: expect.stringMatching(/Z$/),
      })
      expect(await findRowOfMessage(bench.rows, details.lineage?.messageId ?? '')).toBe(row.id)
    }
  })

  it('can also be part of a list: when each row was loaded', async () => {
    await bench.test.query(`insert into user_logins (user_id) values ('somebody else')`)
    for (const column of [null, 'user_id', 'create_date']) {
      const sort = { column, descending: false }
      const input = commandInputs.listRows.parse({ sort, limit: 500, loadedAt: true })
      const { rows } = await listRows(bench.rows, input)
      expect(rows).toHaveLength(22)
      for (const { id, loadedAt } of rows)
        expect(loadedAt).toBe((await getRow(bench.rows, id)).lineage?.settledAt ?? null)
      expect(rows.filter(({ loadedAt }) => loadedAt === null)).toHaveLength(1)
    }
    await bench.test.query(`delete from user_logins where user_id = 'somebody else'`)
  })

  it('is also found by the sender’s name', async () => {
    const id = await findRowOfMessage(bench.rows, 'sender-1')
    expect(await findRowOfMessage(bench.rows, named.messageId)).toBe(id)
    expect((await getRow(bench.rows, id ?? '')).lineage).toMatchObject({
      originId: 'sender-1',
      messageId: named.messageId,
    })
  })

  it('is not taken from another table with a row of the same number', async () => {
    const [own] = await bench.test.query<{ id: string }>(
      `insert into user_logins (user_id) values ('by hand') returning login_id::text as id`,
    )
    const other = crypto.randomUUID()
    await bench.test.query(`
      insert into sluice.events (name, hash, table_name, table_oid, definition) values ('orders', 'h', '"public"."orders"', 1, '{}');
      insert into sluice.runs (run_id, queue, event_id) select '${other}', 'q', event_id from sluice.events where name = 'orders';
      with batch as (insert into sluice.batches (run_id, received, loaded) values ('${other}', 1, 1) returning batch_id)
      insert into sluice.ledger (origin, row_number, batch_id, sent_at)
      select gen_random_uuid(), ${own?.id}, batch_id, now() from batch`)
    const lineage = async () => (await getRow(bench.rows, own?.id ?? '')).lineage
    expect(await lineage()).toBeNull()
    // A run that recorded no definition loaded logins.
    await bench.test.query(`update sluice.runs set event_id = null where run_id = '${other}'`)
    expect(await lineage()).toMatchObject({ runId: other })
    await bench.test.query(
      `delete from sluice.ledger where row_number = ${own?.id}; delete from user_logins where user_id = 'by hand'`,
    )
  })

  it('is unknown for a rejected message, for someone else’s row, and for a missing one', async () => {
    expect(await findRowOfMessage(bench.rows, 'nothing')).toBeNull()
    const [own] = await bench.test.query<{ id: string }>(
      `insert into user_logins (user_id) values ('by hand') returning login_id::text as id`,
    )
    expect(await getRow(bench.rows, own?.id ?? '')).toMatchObject({
      row: { values: ['by hand', null, null, null, null, null, null] },
      lineage: null,
    })
    await bench.test.query(`delete from user_logins where user_id = 'by hand'`)
    await expect(getRow(bench.rows, own?.id ?? '')).rejects.toMatchObject({
      failure: { code: 'not-found' },
    })
  })
})

describe('a summary of rows', () => {
  it('counts each value, names the most frequent and adds up the others', async () => {
    await bench.test.query(
      `insert into user_logins (user_id, device_type, locale) select 'many', 'd' || (n % 12), case when n % 3 = 0 then 'DE' end
       from generate_series(1, 144) as n`,
    )
    const filters = [{ column: 'user_id', how: 'is', text: 'many' }] as const
    const devices = await summarizeRows(bench.rows, 'device_type', filters)
    expect(devices.top).toHaveLength(8)
    expect(devices.top.every(({ count }) => count === 12)).toBe(true)
    expect(devices.others).toBe(48)
    expect(await summarizeRows(bench.rows, 'locale', filters)).toEqual({
      column: 'locale',
      top: [
        { value: null, count: 96 },
        { value: 'DE', count: 48 },
      ],
      others: 0,
    })
  })

  it('of nothing is empty', async () => {
    const filters = [{ column: 'user_id', how: 'is', text: 'nobody' }] as const
    expect(await summarizeRows(bench.rows, 'app_version', filters)).toMatchObject({ top: [], others: 0 })
  })
})
