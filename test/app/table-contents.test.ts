import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demandAddress } from '../../src/adapters/postgres/address.ts'
import { checkDatabase } from '../../src/app/check-database.ts'
import { openStorage } from '../../src/app/storage.ts'
import { logins } from '../../src/contract/logins.ts'
import { fewOf, isEverything } from '../support/everything.ts'
import { columns, sweepTables } from '../support/kinds/kind.ts'
import { loadInto, todaysDeliveries } from '../support/loading.ts'
import { onPostgres } from '../support/postgres-versions.ts'
import { testSettings } from '../support/settings.ts'
import type { TestDatabase } from '../support/test-database.ts'

/** 64 hexadecimal digits; PostgreSQL 10 has no function for the hash itself. */
const likeSha256 = `md5(n::text) || md5((n + 1)::text)`

/** What a script has left in one column of each row, and what is reported about it. */
const findings: readonly (readonly [what: string, column: string, sql: string, said: RegExp])[] = [
  ['bare SHA-256', 'masked_ip', likeSha256, /masked_ip holds a hash of 64 digits that Sluice did not make/],
  ['MD5', 'masked_ip', 'md5(n::text)', /masked_ip holds a hash of another form/],
  [
    'SHA-1 in capital letters',
    'masked_ip',
    `upper(left(${likeSha256}, 40))`,
    /masked_ip holds a hash of another form/,
  ],
  [
    'SHA-256 in capital letters',
    'masked_device_id',
    `upper(${likeSha256})`,
    /masked_device_id holds a hash of another form/,
  ],
  [
    'base64',
    'masked_device_id',
    `encode(decode(${likeSha256}, 'hex'), 'base64')`,
    /masked_device_id holds something in base64/,
  ],
  [
    'a token of Fernet',
    'masked_ip',
    `'gAAAAABn' || translate(encode(decode(${likeSha256}, 'hex'), 'base64'), '+/', '-_')`,
    /masked_ip holds something in base64/,
  ],
  [
    'an address in the clear',
    'masked_ip',
    `'203.0.113.' || n`,
    /masked_ip holds something that is not a mask and may be in the clear/,
  ],
  [
    'a device id in the clear',
    'masked_device_id',
    `'00000000-0000-4000-8000-00000000000' || n % 10`,
    /masked_device_id holds something that is not a mask and may be in the clear/,
  ],
  ['the text None', 'locale', `'None'`, /locale holds a text such as None where there is no value/],
  ['the text null', 'locale', `'null'`, /locale holds a text such as None/],
  ['the text NaN', 'device_type', `'NaN'`, /device_type holds a text such as None/],
  ['the text undefined', 'user_id', `'undefined'`, /user_id holds a text such as None/],
  ['the text None in a masked column', 'masked_ip', `'None'`, /masked_ip holds a text such as None/],
  [
    'versions glued together',
    'app_version',
    `(200 + n)::text`,
    /app_version holds a whole number where a version belongs/,
  ],
]

onPostgres(isEverything ? [10, 18] : [18], 'a table that a script has filled', ({ createDatabase }) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await createDatabase()
    await (await openStorage(target(), testSettings(tmpdir()))).close()
  })
  afterAll(() => test.drop())

  const target = () => ({ address: demandAddress(test.url), embedded: false })
  const check = async () => {
    const keys = { mask: null, seal: null }
    const items = await checkDatabase(target(), { event: logins, mayAlter: true, keys })
    return items.filter(({ code }) => code === 'contents')
  }
  const notices = async (lookOnly = false) => {
    const storage = await openStorage(target(), { ...testSettings(tmpdir()), mayAlterTable: true, lookOnly })
    await storage.close()
    return storage.notices
  }

  const fill = async (rows: number, column = 'user_id', sql = `'user'`, made: string = columns) => {
    await test.query(`${sweepTables} truncate sluice.ledger, sluice.rejected, sluice.batches, sluice.runs`)
    await test.query(`create table user_logins (${made}, login_id bigserial)`)
    await test.query(`insert into user_logins (${column}) select ${sql} from generate_series(1, ${rows}) n`)
  }

  it.each(fewOf(findings, 10))(
    'is told of, with what Sluice does beside it: %s',
    async (_, column, sql, said) => {
      await fill(7, column, sql)
      const items = await check()
      expect(items.map(({ state }) => state)).toEqual(['unknown', 'unknown'])
      expect(items[0]?.found).toMatch(/^user_logins holds 7 rows, none of which Sluice has loaded/)
      expect(items[1]?.found).toMatch(said)
      expect(items[1]?.found).toMatch(/^In each of the 7 rows that were looked at, /)
      expect(items[1]?.advice).toMatch(/^It stays as it is/)
      for (const word of ['203.0.113', 'gAAAAA', '00000000', '201'])
        expect(JSON.stringify(items)).not.toContain(word)
      // A dry run, which changes nothing, says the same as the start.
      const told = items.map(({ found, advice }) => `${found} ${advice}`)
      expect(await notices(true)).toEqual(expect.arrayContaining(told))
      expect(await notices()).toEqual(expect.arrayContaining(told))
    },
  )

  it('is described by its versions in a column of integers', async () => {
    await fill(3, 'app_version', '230 + n', columns.replace('app_version varchar(32)', 'app_version integer'))
    expect((await check()).map(({ found }) => found).join()).toMatch(/app_version holds a whole number/)
    expect((await notices()).join()).toMatch(
      /app_version becomes varchar[^]*app_version holds a whole number/,
    )
  })

  it('is warned about once Sluice has loaded few rows of it, and no longer once it has loaded most', async () => {
    await fill(30)
    const storage = await openStorage(target(), testSettings(tmpdir()))
    try {
      expect(storage.notices.join()).toMatch(/loaded a second time/)
      await loadInto(storage, todaysDeliveries(2, 0))
      expect((await check())[0]?.found).toMatch(/^user_logins holds 32 rows, of which Sluice has loaded 2/)
      await loadInto(storage, todaysDeliveries(20, 0))
      expect(await check()).toEqual([])
      expect((await notices()).join()).not.toMatch(/loaded a second time/)
    } finally {
      await storage.close()
    }
  })

  it('does not matter if only Sluice has filled it, or if it is empty', async () => {
    await fill(0)
    expect(await check()).toEqual([])
    const storage = await openStorage(target(), testSettings(tmpdir()))
    try {
      await loadInto(storage, todaysDeliveries(25, 1))
    } finally {
      await storage.close()
    }
    expect(await check()).toEqual([])
    expect((await notices()).join()).not.toMatch(/looked at|second time/)
  })

  it('does not matter if it may not be read, or reading it takes too long', async () => {
    await fill(1)
    await test.query(`alter table user_logins rename to base_logins;
      create function slowly(text) returns text language sql as 'select $1 from pg_sleep(20)';
      create view user_logins as select user_id, device_type, masked_ip, masked_device_id, locale, app_version,
        create_date, login_id from base_logins where slowly(user_id) <> ''`)
    const before = performance.now()
    expect(await check()).toEqual([])
    expect(performance.now() - before).toBeLessThan(15_000)
  }, 30_000)
})
