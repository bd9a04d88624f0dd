import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../../src/adapters/postgres/database.ts'
import { migrate } from '../../../src/adapters/postgres/migrate.ts'
import { demandSchema, demandTable, readOnly } from '../../../src/adapters/postgres/read-only.ts'
import { fitTable } from '../../../src/adapters/postgres/table.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

let test: TestDatabase
let database: Database
beforeEach(async () => {
  test = await createTestDatabase()
  database = openDatabase(test.url, 1)
})
afterEach(async () => {
  await database.close()
  await test.drop()
})

const failing = (code: string) => ({ failure: expect.objectContaining({ code }) })

describe('reading without changing', () => {
  it('finds that the schema is missing, and leaves it missing', async () => {
    await expect(demandSchema(readOnly(database))).rejects.toMatchObject(failing('schema-missing'))
    expect(await test.query(`select to_regnamespace('sluice') as schema`)).toEqual([{ schema: null }])
  })

  it('finds that the schema is older, names what is missing, and leaves it so', async () => {
    await migrate(database)
    const [newest] = await test.query<{ name: string }>(
      'delete from sluice.migrations where name = (select max(name) from sluice.migrations) returning name',
    )
    const rejection = expect(demandSchema(readOnly(database))).rejects
    await rejection.toMatchObject({
      failure: { code: 'schema-older', details: { missing: newest?.name } },
    })
    const left = await test.query('select from sluice.migrations where name = $1', [newest?.name])
    expect(left).toHaveLength(0)
  })

  it('finds that the table is missing, unfit or in need of a change, and leaves it as it is', async () => {
    await expect(demandTable(readOnly(database))).rejects.toMatchObject(failing('schema-missing'))
    await test.query('create table user_logins (user_id varchar(128))')
    await expect(demandTable(readOnly(database))).rejects.toMatchObject(failing('table-unfit'))
    await test.query('drop table user_logins')
    await fitTable(database, false)
    await test.query('alter table user_logins drop column login_id')
    await expect(demandTable(readOnly(database))).rejects.toMatchObject(failing('table-needs-change'))
    const names = await test.query(`select from pg_attribute where attrelid = 'user_logins'::regclass
      and attname = 'login_id' and not attisdropped`)
    expect(names).toHaveLength(0)
  })

  it('is content with a database that is up to date', async () => {
    await migrate(database)
    await fitTable(database, false)
    await demandSchema(readOnly(database))
    await demandTable(readOnly(database))
  })

  it('has PostgreSQL refuse every change, in a statement and in a transaction', async () => {
    const guarded = readOnly(database)
    const text = 'create table t ()'
    // 25006 is read_only_sql_transaction (PostgreSQL manual, "Error Codes").
    const refused = { failure: { details: expect.objectContaining({ code: '25006' }) } }
    await expect(guarded.query({ text })).rejects.toMatchObject(refused)
    await expect(guarded.transaction((query) => query({ text }))).rejects.toMatchObject(refused)
    expect(await test.query(`select to_regclass('t') as t`)).toEqual([{ t: null }])
  })
})
