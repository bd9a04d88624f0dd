import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../src/adapters/postgres/database.ts'
import { grantScript } from '../../src/adapters/postgres/grant-script.ts'
import { lookAtDatabase } from '../../src/adapters/postgres/look.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { demandAddress } from '../../src/adapters/postgres/address.ts'
import { checkDatabase } from '../../src/app/check-database.ts'
import { keepMoving } from '../../src/app/ledger-move.ts'
import { failure } from '../../src/contract/failure.ts'
import { logins } from '../../src/contract/logins.ts'
import { PortError } from '../../src/pipeline/ports.ts'
import { fillFormerLedger, makeFormerSchema } from '../support/former-ledger.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

let test: TestDatabase
let database: Database
let entries: number
beforeEach(async () => {
  test = await createTestDatabase()
  database = openDatabase(test.url, 2)
  await makeFormerSchema(test)
  entries = (await fillFormerLedger(test)).length
})
afterEach(async () => {
  await database.close()
  await test.drop()
})

const count = async (table: string): Promise<number> =>
  Number((await test.query<{ n: string }>(`select count(*) as n from sluice.${table}`))[0]?.n)

const isFormerThere = async (): Promise<boolean> =>
  (await test.query(`select from pg_class where relname = 'former_ledger'`)).length > 0

const foundOf = async (url: string): Promise<string> =>
  (
    await checkDatabase(
      { address: demandAddress(url), embedded: false },
      { event: logins, mayAlter: false, keys: { mask: 'first', seal: 's' } },
    )
  )
    .map(({ found }) => found)
    .join('\n')

describe('moving the former ledger during other work', () => {
  it('continues until nothing is left, silently', async () => {
    const said: string[] = []
    await migrate(database)
    const stop = keepMoving(database, (notice) => said.push(notice), { rest: 0, wait: 10 })
    await expect.poll(isFormerThere, { timeout: 15_000 }).toBe(false)
    await stop()
    expect([await count('ledger'), said]).toEqual([entries, []])
  })

  it('ends on request, with nothing half done, and the next one continues', async () => {
    await migrate(database)
    await keepMoving(database, () => undefined, { rest: 1_000_000, wait: 10 })()
    expect([await isFormerThere(), (await count('ledger')) + (await count('former_ledger'))]).toEqual([
      true,
      entries,
    ])
    const stop = keepMoving(database, () => undefined, { rest: 0, wait: 10 })
    await expect.poll(isFormerThere, { timeout: 15_000 }).toBe(false)
    await stop()
    expect(await count('ledger')).toBe(entries)
  })

  it('waits while the database is away', async () => {
    await migrate(database)
    let left = 3
    const away: Database = {
      ...database,
      query: (statement) => {
        left -= 1
        return left >= 0
          ? Promise.reject(new PortError('transient', failure('database-cut', { ...database.names })))
          : database.query(statement)
      },
    }
    const stop = keepMoving(away, () => undefined, { rest: 0, wait: 10 })
    await expect.poll(isFormerThere, { timeout: 15_000 }).toBe(false)
    await stop()
  })

  it('says why it cannot continue, and loses nothing', async () => {
    await migrate(database)
    await test.query(`create function stop() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
      create trigger stop before insert on sluice.ledger for each row execute procedure stop()`)
    const said: string[] = []
    const stop = keepMoving(database, (notice) => said.push(notice), { rest: 0, wait: 10 })
    await expect.poll(() => said, { timeout: 15_000 }).toHaveLength(1)
    expect(said[0]).toMatch(/^The entries of the former ledger stay where they are until the next start\. /)
    await stop()
    expect([await count('ledger'), await count('former_ledger')]).toEqual([0, entries])
  })

  it('is mentioned by the check, with about how many entries are left', async () => {
    await migrate(database)
    await test.query('analyze sluice.former_ledger')
    await expect
      .poll(() => foundOf(test.url), { timeout: 15_000 })
      .toMatch(new RegExp(`smaller form, with about ${entries} entries to go`))
    const stop = keepMoving(database, () => undefined, { rest: 0, wait: 10 })
    await expect.poll(isFormerThere, { timeout: 15_000 }).toBe(false)
    await stop()
    expect(await foundOf(test.url)).toMatch(/The schema sluice is up to date\.$/m)
  })
})

describe('a database user that owns nothing', () => {
  const role = `mover "of" ${crypto.randomUUID()}`
  const quoted = `"${role.replaceAll('"', '""')}"`

  it('keeps its permissions, moves every entry, and leaves the last step to the script', async () => {
    await test.query(`create role ${quoted} login password 'for-tests-only'`)
    const former = `migrations, sluice.keys, sluice.runs, sluice.batches, sluice.ledger, sluice.rejected, sluice.depths`
    // As the former version's script granted.
    await test.query(`grant usage on schema sluice to ${quoted};
      grant select, insert, update, delete on sluice.${former} to ${quoted}`)
    const own = new URL(test.url)
    own.username = encodeURIComponent(role)
    own.password = 'for-tests-only'
    const limited = openDatabase(own.href, 2)
    const script = async (): Promise<string> =>
      grantScript(await lookAtDatabase(database, logins, new Date(), role), role)
    try {
      await migrate(database)
      const { sluice } = await lookAtDatabase(limited, logins, new Date())
      expect(sluice).toMatchObject({ lacking: [], mayChange: false })
      const stop = keepMoving(limited, () => undefined, { rest: 0, wait: 10 })
      await expect.poll(() => count('former_ledger'), { timeout: 15_000 }).toBe(0)
      await stop()
      expect([await isFormerThere(), await count('ledger')]).toEqual([true, entries])
      await test.query('analyze sluice.former_ledger')
      await expect
        .poll(() => foundOf(own.href), { timeout: 15_000 })
        .toMatch(/Its former ledger is empty, and another role owns it/)

      await test.query(await script())
      expect([await isFormerThere(), await count('loaded')]).toEqual([false, entries])
      const after = await lookAtDatabase(limited, logins, new Date())
      expect(after.sluice.lacking).toEqual([])
      // Once more, which does nothing.
      await test.query(await script())
    } finally {
      await limited.close()
      await test.query(`drop owned by ${quoted}; drop role ${quoted}`)
    }
  })
})
