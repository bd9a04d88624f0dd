import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../../src/adapters/postgres/database.ts'
import { fitTable, inspectTable } from '../../../src/adapters/postgres/table.ts'
import { logins } from '../../../src/contract/logins.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

/** The documented table. */
const given = `create table user_logins (
  user_id varchar(128), device_type varchar(32), masked_ip varchar(256), masked_device_id varchar(256),
  locale varchar(32), app_version integer, create_date date)`

const wide = given.replace('app_version integer', 'app_version varchar(32)')

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

const columns = async (): Promise<Record<string, string>> => {
  const rows = await test.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = 'user_logins'::regclass and attnum > 0 and not attisdropped order by attnum`,
  )
  return Object.fromEntries(rows.map(({ name, type }) => [name, type]))
}

const fitColumns = {
  user_id: 'character varying(128)',
  device_type: 'character varying(32)',
  masked_ip: 'character varying(256)',
  masked_device_id: 'character varying(256)',
  locale: 'character varying(32)',
  app_version: 'character varying(32)',
  create_date: 'date',
  login_id: 'bigint',
}

describe('user_logins', () => {
  it('is made if it is missing, and Sluice says so', async () => {
    expect(await inspectTable(database.query, logins)).toEqual({
      name: null,
      hasRows: false,
      changes: [],
      problems: [],
    })
    expect(await fitTable(database, logins, { mayAlter: false })).toEqual([
      'The table user_logins was missing and has been created.',
    ])
    expect(await columns()).toEqual(fitColumns)
    expect(Object.keys(await columns())).toEqual(Object.keys(fitColumns))
  })

  it('is left as it is if it fits, also with rows in it', async () => {
    await fitTable(database, logins, { mayAlter: false })
    await test.query(`insert into user_logins (user_id, app_version) values ('u', '6.02')`)
    expect(await fitTable(database, logins, { mayAlter: false })).toEqual([])
    expect(await inspectTable(database.query, logins)).toEqual({
      name: 'public.user_logins',
      hasRows: true,
      changes: [],
      problems: [],
    })
  })

  it('with an integer app_version and no rows is widened, and Sluice says so', async () => {
    await test.query(given)
    const said = await fitTable(database, logins, { mayAlter: false })
    expect(said).toHaveLength(2)
    expect(said.join(' ')).toMatch(/app_version becomes varchar\(32\).*login_id is added/)
    expect(await columns()).toEqual(fitColumns)
  })

  it('with rows that would have to change is refused and left as it was', async () => {
    await test.query(given)
    await test.query(`insert into user_logins (user_id, app_version) values ('old', 230)`)
    const before = await columns()
    await expect(fitTable(database, logins, { mayAlter: false })).rejects.toMatchObject({
      failure: { code: 'table-needs-change', details: { changes: expect.stringContaining('app_version') } },
    })
    expect(await columns()).toEqual(before)
    expect(await test.query('select app_version from user_logins')).toEqual([{ app_version: 230 }])
  })

  it('with rows is widened if that is allowed, and every value is kept', async () => {
    await test.query(given)
    await test.query(
      `insert into user_logins values ('a', 'ios', 'm', 'd', null, 230, '2020-02-29'), ('b', null, null, null, 'DE', null, null)`,
    )
    await fitTable(database, logins, { mayAlter: true })
    expect(await columns()).toEqual(fitColumns)
    expect(
      await test.query(
        `select user_id, device_type, app_version, create_date::text, login_id from user_logins order by 1`,
      ),
    ).toEqual([
      { user_id: 'a', device_type: 'ios', app_version: '230', create_date: '2020-02-29', login_id: '1' },
      { user_id: 'b', device_type: null, app_version: null, create_date: null, login_id: '2' },
    ])
    expect(await fitTable(database, logins, { mayAlter: false })).toEqual([])
  })

  it('with rows and a text app_version only asks for login_id', async () => {
    await test.query(wide)
    await test.query(`insert into user_logins (user_id) values ('old')`)
    await expect(fitTable(database, logins, { mayAlter: false })).rejects.toMatchObject({
      failure: { code: 'table-needs-change', details: { changes: expect.stringMatching(/^login_id/) } },
    })
  })

  it('without one of its columns is refused, allowed or not, and every problem is named', async () => {
    await test.query('create table user_logins (user_id integer, masked_ip varchar(16), app_version integer)')
    const problems =
      'user_id is integer, not character varying; device_type is missing; masked_ip holds 16 characters, not 64; ' +
      'masked_device_id is missing; locale is missing; app_version is integer, not character varying; ' +
      'create_date is missing'
    for (const mayAlter of [false, true])
      await expect(fitTable(database, logins, { mayAlter })).rejects.toMatchObject({
        failure: { code: 'table-unfit', details: { problems } },
      })
    expect(Object.keys(await columns())).toEqual(['user_id', 'masked_ip', 'app_version'])
  })

  it('with a date that is a timestamp or a column that is too narrow is refused', async () => {
    await test.query(
      wide.replace('create_date date', 'create_date timestamp').replace('varchar(128)', 'varchar(127)'),
    )
    await expect(fitTable(database, logins, { mayAlter: true })).rejects.toMatchObject({
      failure: {
        details: { problems: expect.stringMatching(/user_id holds 127 .*create_date is timestamp/) },
      },
    })
  })

  it('with text columns, wider ones, columns of the user’s own and another order fits', async () => {
    await test.query(`create table user_logins (
      create_date date, note text default 'mine', app_version text, locale text, masked_device_id varchar,
      masked_ip varchar(64), device_type varchar(1000), user_id text, login_id bigint generated by default as identity)`)
    expect(await fitTable(database, logins, { mayAlter: false })).toEqual([])
  })
})
