import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src/adapters/postgres/database.ts'
import { dropRowIndex, makeRowIndex } from '../../../src/adapters/postgres/row-indexes.ts'
import { demandAddress } from '../../../src/adapters/postgres/address.ts'
import { sampleBodies } from '../../../src/app/sample.ts'
import type { Settings } from '../../../src/app/config.ts'
import { findPgBouncer, startPgBouncer, type PgBouncer } from '../../support/pgbouncer.ts'
import { connectTestMonitor, createMonitorBench } from '../../support/monitors.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'
import { startPoolerDouble } from '../../support/wire.ts'
import { logins } from '../../../src/contract/logins.ts'
import { targetToBe } from '../../../src/adapters/postgres/compile-target.ts'

const program = await findPgBouncer()
const missing = program === null ? ' (skipped: no PgBouncer here; apt-get install pgbouncer)' : ''

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.drop())

const through = (url: string, settings: Settings): Settings => ({
  ...settings,
  database: { kind: 'remote', address: demandAddress(url) },
})

describe.skipIf(program === null)(`A45: PgBouncer with its defaults${missing}`, () => {
  let bouncer: PgBouncer
  beforeAll(async () => {
    bouncer = await startPgBouncer(program ?? '', test.url, {
      pool_mode: 'transaction',
      default_pool_size: '3',
    })
  })
  afterAll(() => bouncer.close())

  const withDatabase = async <T>(action: (database: ReturnType<typeof openDatabase>) => Promise<T>) => {
    const database = openDatabase(bouncer.url, 6)
    try {
      return await action(database)
    } finally {
      await database.close()
    }
  }

  it('is detected by its cancel keys, and a direct connection does not count as one', async () => {
    expect(await withDatabase((database) => database.inspect())).toMatchObject({ isPooled: true })
    const direct = openDatabase(test.url, 1)
    expect(await direct.inspect()).toMatchObject({ isPooled: false })
    await direct.close()
  })

  it('carries four runs, two of them at once, without an error', async () => {
    const bench = await createMonitorBench()
    const own = await startPgBouncer(program ?? '', bench.database.url, {
      pool_mode: 'transaction',
      default_pool_size: '4',
    })
    try {
      const settings = through(own.url, bench.settings)
      for (const seeds of [[1], [2], [3, 4]]) {
        for (const seed of seeds) await bench.queue.send(sampleBodies({ count: 300, malformed: 3, seed }))
        await Promise.all(
          seeds.map(async () => {
            const { client } = await connectTestMonitor(settings)
            await client.ask('startRun', { until: 'empty' })
            const { run } = await client.until((snapshot) => snapshot.run?.end != null)
            expect(run?.end).toMatchObject({ outcome: 'drained', failure: null })
          }),
        )
      }
      const [sums] = await bench.database.query(
        'select (select count(*) from user_logins)::int as loaded, (select count(*) from sluice.rejected)::int as rejected',
      )
      expect(sums).toEqual({ loaded: 4 * 297, rejected: 4 * 3 })
    } finally {
      await own.close()
    }
  }, 60_000)

  it('keeps time limits, and read-only work writes nothing', async () => {
    await withDatabase(async (database) => {
      const shown = await database.query<{ statement_timeout: string }>({ text: 'show statement_timeout' })
      expect(shown).toEqual([{ statement_timeout: '25s' }])
      const long = await database.session(90_000, ({ query }) => query({ text: 'show statement_timeout' }))
      expect(long).toEqual([{ statement_timeout: '90s' }])
      const late = database.session(300, ({ query }) => query({ text: 'select pg_sleep(20)' }))
      await expect(late).rejects.toMatchObject({ failure: { code: 'database-slow' } })
    })
    const reading = openDatabase(bouncer.url, 1, 'reading')
    await expect(reading.query({ text: 'create table not_made (x integer)' })).rejects.toMatchObject({
      failure: { details: { code: '25006' } },
    })
    await reading.close()
  })

  it('passes no setting or statement name on to the server’s next user', async () => {
    await withDatabase((database) =>
      Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          database.query({ name: 'same', text: 'select $1::int', values: [n] }),
        ),
      ),
    )
    // As many at once as the pool has servers, so that each is checked.
    const strangers = await Promise.all([1, 2, 3].map(() => connectRaw(bouncer.url)))
    try {
      for (const stranger of strangers) await stranger.query('begin')
      for (const stranger of strangers) {
        const { rows } = await stranger.query<Record<string, unknown>>(
          `select current_setting('statement_timeout') as timeout, current_setting('default_transaction_read_only') as reads,
             current_setting('datestyle') as dates, current_setting('search_path') as path,
             (select count(*)::int from pg_prepared_statements) as named`,
        )
        expect(rows).toEqual([
          { timeout: '0', reads: 'off', dates: 'ISO, MDY', path: '"$user", public', named: 0 },
        ])
      }
    } finally {
      await Promise.all(strangers.map((stranger) => stranger.end()))
    }
  })

  it('cancels our statement, and nobody else’s', async () => {
    const stranger = await connectRaw(bouncer.url)
    const sleeping = stranger.query(`select pg_sleep(3), 'stranger' as who`)
    await withDatabase(async (database) => {
      const began = performance.now()
      const ended = database.session(60_000, async (session) => {
        setTimeout(() => void session.cancel(), 500)
        await session.query({ text: 'select pg_sleep(50)' })
      })
      await expect(ended).rejects.toMatchObject({ failure: { details: { code: '57014' } } })
      expect(performance.now() - began).toBeLessThan(40_000)
    })
    expect((await sleeping).rows).toMatchObject([{ who: 'stranger' }])
    await stranger.end()
  }, 60_000)

  it('forbids making and dropping an index, in words', async () => {
    await test.query(
      'create table user_logins (user_id text, login_id bigint); create index sluice_user_logins_user_id on user_logins (user_id)',
    )
    await withDatabase(async (database) => {
      const { rows: table } = targetToBe(logins, '"public"."user_logins"', null)
      const refusal = { kind: 'permanent', failure: { code: 'pooler-forbids' } }
      const make = database.session(9_000, (on) =>
        makeRowIndex({ ...on, table }, 'locale', async () => undefined),
      )
      await expect(make).rejects.toMatchObject(refusal)
      await expect(dropRowIndex({ ...database, table }, 'user_id')).rejects.toMatchObject(refusal)
    })
  })
})

describe.skipIf(program === null)(`PgBouncer that pools by statement${missing}`, () => {
  it('is refused by name on connecting (A45)', async () => {
    const bouncer = await startPgBouncer(program ?? '', test.url, { pool_mode: 'statement' })
    const database = openDatabase(bouncer.url, 1)
    try {
      await expect(database.query({ text: 'select 1' })).rejects.toMatchObject({
        kind: 'permanent',
        failure: { code: 'pooler-statement-mode', details: { code: '08P01' } },
      })
    } finally {
      await database.close()
      await bouncer.close()
    }
  })
})

/** PgBouncer supports named statements from 1.21 on, which is not available here, so a double covers every version. */
describe('A45: a double of a pooler', () => {
  it('sees three start parameters and statements without names, so that it need not track any', async () => {
    const double = await startPoolerDouble(Number(new URL(test.url).port))
    const url = new URL(test.url)
    url.port = String(double.port)
    const database = openDatabase(url.href, 2)
    const asked = Array.from({ length: 8 }, (_, n) =>
      database.query({ name: 'same', text: 'select $1::int as n', values: [n] }),
    )
    expect((await Promise.all(asked)).flat()).toEqual(Array.from({ length: 8 }, (_, n) => ({ n })))
    await database.close()
    expect([...new Set(double.seen.statements)]).toEqual([''])
    for (const parameters of double.seen.starts)
      expect(Object.keys(parameters)).toEqual(['user', 'database', 'application_name', 'client_encoding'])
    for (const text of double.seen.simple) expect(text).toMatch(/^(?:begin|commit|select)\b/)
    await double.close()
  })

  it('gets named statements if nothing is in between', async () => {
    const database = openDatabase(test.url, 1)
    await database.query({ name: 'same', text: 'select $1::int as n', values: [1] })
    const named = await database.query<{ name: string }>({ text: 'select name from pg_prepared_statements' })
    expect(named).toEqual([{ name: 'same' }])
    await database.close()
  })
})

const connectRaw = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}
