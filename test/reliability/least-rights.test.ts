import { logins } from '../../src/contract/logins.ts'
import { demandAddress } from '../../src/adapters/postgres/address.ts'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../src/adapters/postgres/database.ts'
import { grantScript } from '../../src/adapters/postgres/grant-script.ts'
import { lookAtDatabase } from '../../src/adapters/postgres/look.ts'
import { markRejected, noteRejected } from '../../src/adapters/postgres/rejected-marks.ts'
import { listRejected } from '../../src/adapters/postgres/rejected.ts'
import { neededRights, sluiceTables } from '../../src/adapters/postgres/sluice-rights.ts'
import { checkDatabase } from '../../src/app/check-database.ts'
import { openStorage } from '../../src/app/storage.ts'
import { describeFailure, FailureError, type Failure } from '../../src/contract/failure.ts'
import type { CheckUpItem } from '../../src/contract/settings.ts'
import { loadInto, todaysDeliveries } from '../support/loading.ts'
import { testSettings } from '../support/settings.ts'
import { filterOf, listOf } from '../support/rejected.ts'
import { walkErasing } from '../support/walk-erasing.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

/** A name that only the right quoting preserves. */
const role = `O'Neill "etl"; drop table x`
const quoted = `"${role.replaceAll('"', '""')}"`

let test: TestDatabase
let url: string
beforeEach(async () => {
  test = await createTestDatabase()
  // The role has only granted rights, and the table's schema is not open to everybody.
  await test.query(`
    create role ${quoted} login password 'for-tests-only';
    revoke all on database ${test.name} from public; revoke all on schema public from public;
    create schema "Logins"; alter database ${test.name} set search_path = "Logins"`)
  const own = new URL(test.url)
  own.username = encodeURIComponent(role)
  own.password = 'for-tests-only'
  url = own.href
})
afterEach(async () => {
  await test.query(`drop owned by ${quoted}; drop role ${quoted}`)
  await test.drop()
})

/** As the command prints it, run by the administrator. */
const runScript = async (): Promise<void> => {
  const database = openDatabase(test.url, 1)
  const script = grantScript(await lookAtDatabase(database, logins, new Date(), role), role)
  await database.close()
  await test.query(script)
}

const check = async (): Promise<readonly CheckUpItem[]> =>
  checkDatabase(
    { address: demandAddress(url), embedded: false },
    { event: logins, mayAlter: false, keys: { mask: null, seal: null } },
  )

/** A run's objections before it receives anything; null if there are none. */
const refusalOfRun = async (): Promise<Failure | null> => {
  try {
    const storage = await openStorage(
      { address: demandAddress(url), embedded: false },
      testSettings(tmpdir()),
    )
    try {
      await storage.makeReady()
      return null
    } finally {
      await storage.close()
    }
  } catch (error) {
    if (error instanceof FailureError) return error.failure
    throw error
  }
}

const table = '"Logins".user_logins'

/** Every right that the script grants, with how to revoke and grant it, and its name. */
const rights = [
  ...sluiceTables.flatMap((name) =>
    neededRights(name).map((right) => ({
      right: `${right} on sluice.${name}`,
      named: new RegExp(`${right.toUpperCase()}[^;]* on sluice\\.${name}`),
    })),
  ),
  { right: 'usage on schema sluice', named: /USAGE on the schema sluice/ },
  { right: 'usage on schema "Logins"', named: /USAGE on the schema Logins/ },
  { right: `select on ${table}`, named: /SELECT on "Logins"\.user_logins/ },
  { right: `insert on ${table}`, named: /INSERT on "Logins"\.user_logins/ },
  {
    right: 'usage on sequence sluice.batches_batch_id_seq',
    named: /USAGE on the sequence sluice\.batches_batch_id_seq/,
  },
  {
    right: 'usage on sequence "Logins".user_logins_login_id_seq',
    named: /USAGE on the sequence "Logins"\.user_logins_login_id_seq/,
  },
]

/** The only rejected message, which this also tags and annotates. */
const messageIdOf = async (database: Database): Promise<string> => {
  const which = filterOf({})
  expect(await markRejected(database, which, { do: 'tag', tag: 'seen' }, 'x@y')).toMatchObject({ changed: 1 })
  const { rejected } = await listRejected(database, listOf())
  await noteRejected(database, rejected[0]?.id ?? '', 'a note')
  return rejected[0]?.messageId ?? ''
}

describe('a database user that owns nothing', { timeout: 120_000 }, () => {
  it('A47 runs once an administrator has run the script, and finds nothing left to make', async () => {
    await runScript()
    expect((await check()).filter(({ state }) => state === 'not-fine')).toEqual([])
    const storage = await openStorage(
      { address: demandAddress(url), embedded: false },
      testSettings(tmpdir()),
    )
    expect(storage.notices).toEqual([])
    const { error, counts } = await loadInto(storage, todaysDeliveries(25, 1))
    expect([error, counts]).toMatchObject([null, { loaded: 25, rejected: 1 }])
    const { database } = storage
    const [, , erased] = await walkErasing({ database, test }, await messageIdOf(database))
    expect(erased).toBe(1)
    await storage.close()
    const [owned] = await test.query<{ count: number }>(
      `select count(*)::integer from pg_class where pg_get_userbyid(relowner) = $1`,
      [role],
    )
    expect(owned).toEqual({ count: 0 })
  })

  it('A47 may run the script twice, and it changes nothing the second time', async () => {
    await runScript()
    await test.query(`insert into ${table} (user_id) values ('mine')`)
    await runScript()
    expect(await test.query(`select user_id from ${table}`)).toEqual([{ user_id: 'mine' }])
  })

  it('A47 is told each right that is missing by name, by the check and by the run in the same words', async () => {
    await runScript()
    expect(await refusalOfRun()).toBeNull()
    for (const { right, named } of rights) {
      await test.query(`revoke ${right} from ${quoted}`)
      const refusal = await refusalOfRun()
      expect([right, refusal?.code]).toEqual([right, 'rights-missing'])
      const { sentence } = describeFailure(refusal ?? { code: 'internal', details: {} })
      expect([right, sentence]).toEqual([right, expect.stringMatching(named)])
      expect((await check()).map(({ found }) => found)).toContain(sentence)
      await test.query(`grant ${right} to ${quoted}`)
    }
    expect(await refusalOfRun()).toBeNull()
  })

  it('A47 is told what it may not make, where nothing is there yet', async () => {
    await test.query(`grant connect on database ${test.name} to ${quoted}`)
    const refusal = await refusalOfRun()
    expect(refusal).toMatchObject({
      code: 'rights-missing',
      details: {
        rights: `CREATE on the database ${test.name}; USAGE on the schema Logins; CREATE on the schema Logins`,
      },
    })
    expect(await test.query(`select from pg_namespace where nspname = 'sluice'`)).toEqual([])
  })
})
