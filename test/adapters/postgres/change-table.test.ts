import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { usualPatience } from '../../../src/adapters/postgres/change-table.ts'
import { openDatabase, type Database } from '../../../src/adapters/postgres/database.ts'
import { migrate } from '../../../src/adapters/postgres/migrate.ts'
import { fitTable } from '../../../src/adapters/postgres/table.ts'
import { columns } from '../../support/kinds/kind.ts'
import { logins } from '../../../src/contract/logins.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

let test: TestDatabase
let database: Database
beforeEach(async () => {
  test = await createTestDatabase()
  database = openDatabase(test.url, 2)
})
afterEach(async () => {
  await database.close()
  await test.drop()
})

const given = `create table user_logins (${columns.replace('app_version varchar(32)', 'app_version integer')})`

/** Someone in the middle of a transaction that has read the table. */
const holdTable = async (): Promise<{ readonly pid: number; readonly letGo: () => Promise<void> }> => {
  const client = new pg.Client({ connectionString: test.url, application_name: 'reporting\u0007' })
  await client.connect()
  await client.query('begin')
  await client.query('select from public.user_logins')
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return { pid: rows[0]?.pid ?? 0, letGo: () => client.end() }
}

describe('changing the table', { timeout: 60_000 }, () => {
  it('waits while someone reads it, for a while at a time, and continues when they are done', async () => {
    await test.query(given)
    const holder = await holdTable()
    const changing = fitTable(database, logins, { mayAlter: false }, { perTry: 300, inAll: 30_000 })
    await new Promise((resolve) => setTimeout(resolve, 700))
    // A reader meanwhile waits for one try at most.
    expect(await test.query('select from user_logins')).toEqual([])
    await holder.letGo()
    expect(await changing).toHaveLength(2)
  })

  it('tries for three seconds at a time, half a minute in all', () => {
    expect(usualPatience).toEqual({ perTry: 3_000, inAll: 30_000 })
  })

  it('gives up when its time is over, changes nothing, and names who holds the table', async () => {
    await test.query(given)
    const holder = await holdTable()
    const patience = { perTry: 100, inAll: 400 }
    const refusal: unknown = await fitTable(database, logins, { mayAlter: false }, patience).catch(
      (error: unknown) => error,
    )
    expect(refusal).toMatchObject({
      failure: {
        code: 'table-busy',
        details: {
          holders: expect.stringMatching(`process ${holder.pid} \\(reporting.*, idle in transaction\\)`),
        },
      },
    })
    expect(JSON.stringify(refusal)).not.toContain('\u0007')
    await holder.letGo()
    const types = await test.query(
      `select from pg_attribute where attrelid = 'user_logins'::regclass and attname in ('login_id', 'app_version')
       and atttypid = 'integer'::regtype`,
    )
    expect(types).toHaveLength(1)
  })

  it('is done once by several first starts if every transaction is serializable', async () => {
    await test.query(given)
    await test.query(`alter database ${test.name} set default_transaction_isolation = serializable`)
    const starts = Array.from({ length: 3 }, () => openDatabase(test.url, 2))
    const said = await Promise.all(
      starts.map(async (start) => {
        await migrate(start)
        return fitTable(start, logins, { mayAlter: false })
      }),
    )
    expect(said.filter((sentences) => sentences.length > 0)).toHaveLength(1)
    await Promise.all(starts.map((start) => start.close()))
  })

  it.each([
    ['a check', 'alter table user_logins add constraint positive check (app_version > 0)'],
    ['an index on an expression', 'create index halves on user_logins ((app_version / 2))'],
  ])('that %s forbids is refused in words, and leaves the table as it was', async (_what, setUp) => {
    await test.query(given)
    await test.query(setUp)
    await expect(fitTable(database, logins, { mayAlter: true })).rejects.toMatchObject({
      failure: {
        code: 'table-change-blocked',
        details: { obstacles: expect.stringContaining('check, an index') },
      },
    })
    expect(
      await test.query(
        `select from pg_attribute where attrelid = 'user_logins'::regclass and attname = 'login_id'`,
      ),
    ).toEqual([])
  })
})
