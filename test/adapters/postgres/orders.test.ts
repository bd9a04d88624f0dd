import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../../src/adapters/postgres/database.ts'
import { readRows } from '../../../src/adapters/postgres/export-rows.ts'
import { findLoadTarget } from '../../../src/adapters/postgres/find-load-target.ts'
import { registerKeys } from '../../../src/adapters/postgres/keys.ts'
import type { LoadTarget } from '../../../src/adapters/postgres/load-target.ts'
import { migrate } from '../../../src/adapters/postgres/migrate.ts'
import { createRejections } from '../../../src/adapters/postgres/rejected-retry.ts'
import { dropRowIndex, listRowIndexes, makeRowIndex } from '../../../src/adapters/postgres/row-indexes.ts'
import { getRow } from '../../../src/adapters/postgres/row-lineage.ts'
import { findRowTable, type RowTable } from '../../../src/adapters/postgres/row-table.ts'
import { listRows, mapRows, summarizeRows } from '../../../src/adapters/postgres/rows.ts'
import { createStore } from '../../../src/adapters/postgres/store.ts'
import { fitTable } from '../../../src/adapters/postgres/table.ts'
import { columnsOf } from '../../../src/contract/event-columns.ts'
import { describeFailure, type FailureError } from '../../../src/contract/failure.ts'
import { commandInputs } from '../../../src/contract/monitor.ts'
import type { EventRow, RowCursor, RowSort } from '../../../src/contract/rows.ts'
import type { Item, RowEntry, StorePort } from '../../../src/pipeline/ports.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { fewOf } from '../../support/everything.ts'
import { rejectedItem } from '../../support/items.ts'
import { orderRow, orders } from '../../support/wide-orders.ts'
import { onPostgres } from '../../support/postgres-versions.ts'
import { filterOf } from '../../support/rejected.ts'
import type { TestDatabase } from '../../support/test-database.ts'

const columns = columnsOf(orders).map(({ name }) => name)
const placeOf = (column: string): number => columns.indexOf(column)
const itemOf = (entry: RowEntry): Item => ({ deliveries: [createDelivery()], entry })
const count = 420

/** The oldest version takes twice as long. */
const majors = fewOf([18, 10] as const, 1)
onPostgres(majors, 'an event of sixty-four fields in a schema of its own', ({ createDatabase }) => {
  let test: TestDatabase
  let database: Database
  let target: LoadTarget
  let store: StorePort
  let ids: { mask: number; seal: number }
  let runId: string
  let rows: Database & RowTable
  let refusedSchema: unknown
  const entries = Array.from({ length: count }, (_, n) => orderRow(n))

  beforeAll(async () => {
    test = await createDatabase()
    database = openDatabase(test.url, 3)
    refusedSchema = await fitTable(database, orders, { mayAlter: true }).catch((error: unknown) => error)
    await test.query('create schema "Shop ""1"""')
    await migrate(database)
    expect(await fitTable(database, orders, { mayAlter: false })).toEqual([
      'The table Orders 🛒 was missing and has been created.',
    ])
    ids = await registerKeys(database, { mask: 'm', seal: 's' })
    target = await findLoadTarget(database.query, database.names, orders)
    store = createStore(database, ids, target)
    rows = { ...database, table: target.rows }
    runId = crypto.randomUUID()
    await store.openRun({ runId, queue: 'test' })
    const items = [...entries.map(itemOf), rejectedItem('not-json'), rejectedItem('missing-field')]
    const counts = await store.commit({ batchId: crypto.randomUUID(), runId, items })
    expect(counts).toMatchObject({ received: count + 2, loaded: count, rejected: 2 })
  }, 60_000)
  afterAll(async () => {
    await database.close()
    await test.drop()
  })

  const readAll = async (sort: RowSort, limit = 97): Promise<readonly EventRow[]> => {
    const all: EventRow[] = []
    let after: RowCursor | null = null
    do {
      const page = await listRows(rows, commandInputs.listRows.parse({ sort, after, limit }))
      all.push(...page.rows)
      after = page.next
    } while (after !== null)
    return all
  }

  it('has no table if its schema is missing, and says which', () => {
    expect(refusedSchema).toMatchObject({
      failure: { code: 'table-nowhere', details: { schema: 'Shop "1"', table: 'Orders 🛒' } },
    })
  })

  it('is found fit once it was made, with every name as the definition has it', async () => {
    expect(await fitTable(database, orders, { mayAlter: false })).toEqual([])
    const made = await test.query<{ name: string }>(
      `select attname::text as name from pg_attribute
       where attrelid = '"Shop ""1"""."Orders 🛒"'::regclass and attnum > 0 order by attnum`,
    )
    expect(made.map(({ name }) => name)).toEqual([...columns, 'No.'])
    expect(columns).toHaveLength(65)
  })

  it('gives every value back as it went in, by its type', async () => {
    const found = await readAll({ column: null, descending: false })
    expect(found).toHaveLength(count)
    const at = (row: EventRow | undefined, column: string) => row?.values[placeOf(column)]
    for (const [index, row] of found.entries()) {
      expect(row.id).toBe(String(index + 1))
      for (const name of columns) {
        const field = orders.fields.findIndex(({ column }) => column === name)
        const stored = field < 0 ? entries[index]?.day : entries[index]?.values[field]
        // A number's exponent is written out; its value is the same.
        if (name === 'rate' && index % 5 === 0) expect(Number(at(row, name))).toBe(Number(stored))
        else expect([name, at(row, name)]).toEqual([name, stored])
      }
    }
  })

  it.each([...columns, null])('is paged, mapped and exported by %j in one order', async (column) => {
    const sort = { column, descending: false }
    const whole = (await readAll(sort, 500)).map(({ id }) => id)
    expect(new Set(whole).size).toBe(count)
    expect((await readAll(sort)).map(({ id }) => id)).toEqual(whole)
    expect((await readAll({ column, descending: true })).map(({ id }) => id)).toEqual(whole.toReversed())
    const { points, step } = await mapRows(rows, { sort, filters: [] })
    expect(points).toHaveLength(2)
    for (const [index, after] of points.entries()) {
      const page = await listRows(rows, commandInputs.listRows.parse({ sort, after, limit: 2 }))
      expect(page.rows.map(({ id }) => id)).toEqual(whole.slice((index + 1) * step, (index + 1) * step + 2))
    }
    const exported = await database.session(30_000, async (on) => {
      const all: EventRow[] = []
      for await (const page of readRows({ ...rows, ...on }, { what: 'rows', sort, filters: [] }))
        all.push(...page)
      return all
    })
    expect(exported.map(({ id }) => id)).toEqual(whole)
  })

  it.each(columns)('is filtered by %j exactly if it shows the text', async (column) => {
    const all = await readAll({ column: null, descending: false }, 500)
    const shown = all.map(({ values }) => values[placeOf(column)] ?? null)
    const text = shown.find((value) => value !== null) ?? expect.fail('No row has a value')
    const numberOf = async (filter: object) =>
      (await mapRows(rows, commandInputs.mapRows.parse({ filters: [{ column, ...filter }] }))).count
    expect(await numberOf({ how: 'is', text })).toBe(shown.filter((value) => value === text).length)
    expect(await numberOf({ how: 'empty' })).toBe(shown.filter((value) => value === null).length)
    expect(await numberOf({ how: 'contains', text })).toBe(
      shown.filter((value) => value?.toLowerCase().includes(text.toLowerCase())).length,
    )
    const { top, others } = await summarizeRows(rows, column, [])
    expect(top.reduce((sum, { count: some }) => sum + some, others)).toBe(count)
  })

  it('orders numbers, days, moments and truths by their value, and what is missing first', async () => {
    const valuesBy = async (column: string) =>
      (await readAll({ column, descending: false })).map(({ values }) => values[placeOf(column)] ?? null)
    for (const column of ['total', 'rate', 'count']) {
      const numbers = (await valuesBy(column)).map(Number)
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    }
    for (const column of ['due', 'at', 'sent on', 'key']) {
      const texts = (await valuesBy(column)).map((value) => value ?? '')
      expect(texts).toEqual(texts.toSorted())
    }
    expect([...new Set(await valuesBy('paid'))]).toEqual(['false', 'true'])
  })

  it('has an index for every column that is sorted by, under names that PostgreSQL does not cut', async () => {
    const indexed = fewOf(columns, 6)
    for (const column of indexed) {
      await database.session(30_000, (on) =>
        makeRowIndex({ ...rows, ...on }, column, () => dropRowIndex(rows, column)),
      )
      const { text, values } = rows.table.page(
        commandInputs.listRows.parse({ sort: { column, descending: true }, limit: 3 }),
      )
      const plan = await database.transaction(async (query) => {
        await query({ text: 'set local enable_sort = off' })
        return query({ text: `explain ${text}`, ...(values && { values }) })
      })
      expect([column, JSON.stringify(plan)]).toEqual([column, expect.stringContaining('Index Scan')])
    }
    expect((await listRowIndexes(rows)).ready).toEqual(indexed)
    const names = await test.query<{ name: string }>(
      `select relname::text as name from pg_class where relkind = 'i' and relname like 'sluice\\_%'`,
    )
    expect(names).toHaveLength(indexed.length)
    for (const { name } of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63)
    for (const column of indexed) await dropRowIndex(rows, column)
    expect((await listRowIndexes(rows)).ready).toEqual([])
  }, 120_000)

  it('takes rejected messages that are tried again', async () => {
    const rejections = createRejections(database, target, filterOf({ state: 'kept' }))
    const [kept = expect.fail('One is kept')] = await rejections.next('0')
    const batch = {
      ...{ batchId: crypto.randomUUID(), runId, stillRejected: 0 },
      rows: [{ rejectedId: kept.id, originId: kept.originId, entry: orderRow(7, { number: 'again' }) }],
    }
    expect(await rejections.load(batch)).toMatchObject({ received: 1, loaded: 1 })
    const filters = [{ column: 'number', how: 'is', text: 'again' }] as const
    const [row] = (await listRows(rows, commandInputs.listRows.parse({ filters }))).rows
    expect((await getRow(rows, row?.id ?? '')).lineage).toMatchObject({ messageId: kept.messageId })
    await test.query(`delete from "Shop ""1"""."Orders 🛒" where number = 'again'`)
  })

  it('is also readable without the right to change it', async () => {
    const found = await findRowTable(database, orders)
    expect((await listRows(found, commandInputs.listRows.parse({ limit: 1 }))).rows).toHaveLength(1)
  })

  describe('a command that names a column that it does not have', () => {
    const odd = ['nothing', 'No.', '"number"', 'number; drop table x', 'ctid', 'toString', 'masked_ip']
    it.each(odd)('is refused in a sentence, and no SQL is made of it: %s', async (column) => {
      const sort = { column, descending: false }
      const filters = [{ column, how: 'empty' as const }]
      const asked = [
        () => listRows(rows, commandInputs.listRows.parse({ sort })),
        () => listRows(rows, commandInputs.listRows.parse({ filters })),
        () => mapRows(rows, { sort, filters: [] }),
        () => summarizeRows(rows, column, []),
        () => dropRowIndex(rows, column),
        () =>
          database.session(9_000, (on) => makeRowIndex({ ...rows, ...on }, column, async () => undefined)),
      ]
      for (const ask of asked) {
        const error = await ask().catch((thrown: unknown) => thrown)
        expect(error).toMatchObject({ failure: { code: 'no-such-column', details: { column } } })
        expect(describeFailure((error as FailureError).failure).sentence).toContain('Orders 🛒')
      }
    })
  })

  it('blames the message for a value that a column refuses, and the table for a missing value of the owner’s column', async () => {
    const refusalOf = (overrides: Readonly<Record<string, string | null>>) =>
      store
        .commit({ batchId: crypto.randomUUID(), runId, items: [itemOf(orderRow(1, overrides))] })
        .catch((error: unknown) => error)
    expect(await refusalOf({ count: '9223372036854775808' })).toMatchObject({ kind: 'data' })
    expect(await refusalOf({ number: 'x'.repeat(41) })).toMatchObject({ kind: 'data' })
    await test.query(`delete from "Shop ""1"""."Orders 🛒" where "with space" is null`)
    await test.query(`alter table "Shop ""1"""."Orders 🛒" alter column "with space" set not null`)
    expect(await refusalOf({ more_16: null })).toMatchObject({ kind: 'data' })
    await test.query(
      `alter table "Shop ""1"""."Orders 🛒" add column tenant integer, add column note text default 'mine'`,
    )
    await store.commit({ batchId: crypto.randomUUID(), runId, items: [itemOf(orderRow(1))] })
    expect(
      await test.query(`select tenant, note from "Shop ""1"""."Orders 🛒" order by "No." desc limit 1`),
    ).toEqual([{ tenant: null, note: 'mine' }])
    await test.query(`update "Shop ""1"""."Orders 🛒" set tenant = 1`)
    await test.query(`alter table "Shop ""1"""."Orders 🛒" alter column tenant set not null`)
    expect(await refusalOf({})).toMatchObject({ kind: 'table', failure: { details: { column: 'tenant' } } })
  })
})
