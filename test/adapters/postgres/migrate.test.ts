import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database, type Statement } from '../../../src/adapters/postgres/database.ts'
import { checkSchema, migrate } from '../../../src/adapters/postgres/migrate.ts'
import { fitTable } from '../../../src/adapters/postgres/table.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'
import { logins } from '../../../src/contract/logins.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.drop())

const tables = () =>
  test.query<{ name: string; oid: string }>(
    `select relname as name, oid::text from pg_class where relnamespace = 'sluice'::regnamespace order by 1`,
  )

describe('migrate', () => {
  it('makes the schema once, however many starts there are at the same time', async () => {
    const databases = Array.from({ length: 4 }, () => openDatabase(test.url, 2))
    await Promise.all(databases.map(migrate))
    const names = (await tables()).map((table) => table.name)
    expect(names).toEqual(
      expect.arrayContaining(['batches', 'keys', 'ledger', 'migrations', 'rejected', 'runs']),
    )
    const applied = await test.query<{ name: string }>('select name from sluice.migrations order by name')
    expect(applied[0]).toEqual({ name: '0001-schema' })
    await Promise.all(databases.map((database) => database.close()))
  })

  it('changes nothing at the second start', async () => {
    const before = await tables()
    const database = openDatabase(test.url, 1)
    await migrate(database)
    await database.close()
    expect(await tables()).toEqual(before)
  })

  it('can take longer than other statements, and leaves the connection as it was', async () => {
    const other = await createTestDatabase()
    const limit = `select current_setting('statement_timeout') as limit`
    // Each command of a migration records its time limit.
    await other.query('create table limits (text text)')
    await other.query(`create function note_limit() returns event_trigger language plpgsql as $$
      begin insert into public.limits values (current_setting('statement_timeout')); end $$`)
    await other.query('create event trigger note on ddl_command_end execute function note_limit()')
    const database = openDatabase(other.url, 1)
    const [usual] = await database.query<{ limit: string }>({ text: limit })
    await migrate(database)
    expect(await database.query({ text: limit })).toEqual([usual])
    const noted = await other.query<{ text: string }>('select distinct text from limits')
    expect(noted).toEqual([{ text: '1h' }])
    expect(usual?.limit).toBe('25s')
    await database.close()
    await other.drop()
  })

  it('leaves nothing half made if a migration fails', async () => {
    const other = await createTestDatabase()
    // In the way of a table that the first migration makes, after its others.
    await other.query('create schema sluice; create table sluice.rejected (x integer)')
    const database = openDatabase(other.url, 1)
    await expect(migrate(database)).rejects.toMatchObject({ kind: 'table' })
    const left = await other.query(`select from pg_class where relnamespace = 'sluice'::regnamespace`)
    expect(left).toHaveLength(1)
    await database.close()
    await other.drop()
  })

  it('is followed by a table that several starts at the same time make once', async () => {
    const fresh = await createTestDatabase()
    const databases = Array.from({ length: 6 }, () => openDatabase(fresh.url, 1))
    await Promise.all(databases.map((database) => database.query({ text: 'select 1' })))
    const results = await Promise.allSettled(
      databases.map((database) => fitTable(database, logins, { mayAlter: false })),
    )
    await Promise.all(databases.map((database) => database.close()))
    await fresh.drop()
    expect(results.filter((result) => result.status === 'rejected')).toEqual([])
  })
})

describe('checkSchema', () => {
  it('distinguishes a missing schema from an old one and accepts the current one, changing nothing', async () => {
    const other = await createTestDatabase()
    const database = openDatabase(other.url, 1)
    const names = { address: new URL(other.url).host, database: other.name }
    await expect(checkSchema(database)).rejects.toMatchObject({
      failure: { code: 'schema-missing', details: names },
    })
    expect(await other.query(`select from pg_namespace where nspname = 'sluice'`)).toHaveLength(0)

    await migrate(database)
    await expect(checkSchema(database)).resolves.toBeUndefined()

    await other.query('delete from sluice.migrations where name = (select max(name) from sluice.migrations)')
    const left = await other.query('select name from sluice.migrations')
    await expect(checkSchema(database)).rejects.toMatchObject({
      failure: { code: 'schema-old', details: names },
    })
    expect(await other.query('select name from sluice.migrations')).toEqual(left)
    await database.close()
    await other.drop()
  })
})

describe('a schema that a newer Sluice changed', () => {
  it.each([
    ['a start', migrate],
    ['a command that only reads', checkSchema],
  ])('is refused by %s, which changes nothing', async (_, look) => {
    const other = await createTestDatabase()
    const database = openDatabase(other.url, 1)
    await migrate(database)
    // An older name is missing too, which must not be caught up.
    await other.query(`delete from sluice.migrations where name like '0005%'`)
    await other.query(`insert into sluice.migrations (name) values ('9000-from-tomorrow')`)
    const before = await other.query('select oid, relname, relnatts from pg_class order by oid')
    await expect(look(database)).rejects.toMatchObject({
      failure: { code: 'schema-newer', details: { database: other.name, migration: '9000-from-tomorrow' } },
    })
    expect(await other.query('select oid, relname, relnatts from pg_class order by oid')).toEqual(before)
    await database.close()
    await other.drop()
  })
})

describe('a server below version 10', () => {
  it.each([
    ['a start', migrate],
    ['a command that only reads', checkSchema],
  ])('is refused by %s before anything else', async (_, look) => {
    const asked: string[] = []
    const old = {
      names: { address: 'db:5432', database: 'etl' },
      query: ({ text }: Statement) => {
        asked.push(text)
        return Promise.resolve([{ version: '9.6.24', number: 90_624, known: false }])
      },
    } as unknown as Database
    await expect(look(old)).rejects.toMatchObject({
      failure: {
        code: 'database-too-old',
        details: { address: 'db:5432', version: '9.6.24', least: '10' },
      },
    })
    expect(asked).toHaveLength(1)
  })
})

describe('a database that is opened for reading', () => {
  it('is read, and refuses what would change it', async () => {
    const database = openDatabase(test.url, 1, 'reading')
    expect(await database.query({ text: 'select 1 as one' })).toEqual([{ one: 1 }])
    await expect(database.query({ text: 'create table public.x (y integer)' })).rejects.toMatchObject({
      failure: { details: { code: '25006' } },
    })
    await database.close()
  })
})
