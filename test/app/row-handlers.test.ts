import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOperations } from '../../src/adapters/postgres/operations.ts'
import type { Connection } from '../../src/app/connection.ts'
import { createRowHandlers } from '../../src/app/handlers/row-handlers.ts'
import { rowInputs } from '../../src/contract/rows.ts'
import { createTestStore, type TestStore } from '../support/stores.ts'

let bench: TestStore
let handlers: ReturnType<typeof createRowHandlers>

beforeAll(async () => {
  bench = await createTestStore()
  // Of a connection, these commands use only the database and the table.
  const connection = { storage: { database: bench.database, target: bench.target } } as unknown as Connection
  handlers = createRowHandlers(() => connection, createOperations())
  await bench.test.query(`insert into user_logins (user_id) select 'u' || n from generate_series(1, 2000) n`)
})
afterAll(() => bench.close())

describe('the commands of rows', () => {
  it('create an index on a column, list it, and drop it', async () => {
    const ready = async () => (await handlers.listRowIndexes({})).ready
    expect(await ready()).toEqual([])
    await handlers.makeRowIndex(rowInputs.makeRowIndex.parse({ column: 'user_id' }))
    expect(await ready()).toEqual(['user_id'])
    await handlers.dropRowIndex({ column: 'user_id' })
    expect(await ready()).toEqual([])
  })

  it('answer the same with a name for cancelling as without one', async () => {
    const operation = crypto.randomUUID()
    const named = await handlers.mapRows(rowInputs.mapRows.parse({ operation }))
    expect(named).toMatchObject({ count: 2000, step: 200 })
    expect(named).toEqual(await handlers.mapRows(rowInputs.mapRows.parse({})))
    const page = await handlers.listRows(rowInputs.listRows.parse({ operation }))
    expect(page).toEqual(await handlers.listRows(rowInputs.listRows.parse({})))
    expect(await handlers.cancelOperation({ operation })).toEqual({ found: false })
  })

  it('end a cancelled count, and say so', async () => {
    // Nobody can count while the table is locked.
    const operation = crypto.randomUUID()
    let counting: Promise<unknown> = Promise.resolve()
    await bench.database.transaction(async (query) => {
      await query({ text: 'lock table public.user_logins in access exclusive mode' })
      counting = handlers.mapRows(rowInputs.mapRows.parse({ operation }))
      counting.catch(() => undefined)
      expect(await handlers.cancelOperation({ operation })).toEqual({ found: true })
      await expect(counting).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    })
  })
})

describe('the statements', () => {
  it('C18 never skip rows by counting them', () => {
    const folder = new URL('../../src/adapters/postgres/', import.meta.url)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(ts|sql)$/.test(name),
    )
    expect(files).toContain('rows.ts')
    expect(files.filter((name) => /\boffset\b/i.test(readFileSync(new URL(name, folder), 'utf8')))).toEqual(
      [],
    )
  })
})
