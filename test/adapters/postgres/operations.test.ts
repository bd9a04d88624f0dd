import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOperations } from '../../../src/adapters/postgres/operations.ts'
import { dropRowIndex, listRowIndexes, makeRowIndex } from '../../../src/adapters/postgres/row-indexes.ts'
import { openDatabase, type Database } from '../../../src/adapters/postgres/database.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

let bench: TestStore
beforeAll(async () => {
  bench = await createTestStore()
})
afterAll(() => bench.close())

const operations = createOperations()
const patience = { timeout: 20_000 }
const start = (timeout = 60_000, text = 'select pg_sleep(30)::text as slept') => {
  const operation = crypto.randomUUID()
  const ended = operations.run(bench.database, { operation, timeout }, (on) => on.query({ text }))
  // Awaited later; until then a rejection is expected.
  ended.catch(() => undefined)
  return { operation, ended }
}
const busy = async (part: string): Promise<number> =>
  (
    await bench.test.query(
      `select from pg_stat_activity where datname = current_database() and state = 'active'
       and pid <> pg_backend_pid() and query like $1`,
      [`%${part}%`],
    )
  ).length

describe('an operation', () => {
  it('that is cancelled ends in the database too, and says that it was cancelled', async () => {
    const { operation, ended } = start()
    await expect.poll(() => busy('pg_sleep'), patience).toBe(1)
    expect(await operations.cancel(operation)).toBe(true)
    await expect(ended).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    await expect.poll(() => busy('pg_sleep'), patience).toBe(0)
  })

  it('that is cancelled before it has a connection never begins', async () => {
    const { operation, ended } = start(60_000, 'create table never (n integer)')
    expect(await operations.cancel(operation)).toBe(true)
    await expect(ended).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    expect(await bench.test.query(`select from pg_class where relname = 'never'`)).toHaveLength(0)
  })

  it('that is cancelled between two statements begins no further one', async () => {
    const operation = crypto.randomUUID()
    const ended = operations.run(bench.database, { operation, timeout: 60_000 }, async (on) => {
      await on.query({ text: 'select 1' })
      await operations.cancel(operation)
      return on.query({ text: 'create table further (n integer)' })
    })
    await expect(ended).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    expect(await bench.test.query(`select from pg_class where relname = 'further'`)).toHaveLength(0)
  })

  it('is cancelled again if the first time was too early to be noticed', async () => {
    let heard = 0
    let stop = (): void => undefined
    const slow = new Promise<never>((_, reject) => {
      stop = () => reject(new Error('cancelled by the server'))
    })
    // A server that had nothing to cancel yet the first time.
    const deaf: Database = {
      ...bench.database,
      session: (_, action) =>
        action({
          query: () => slow,
          bare: () => slow,
          begin: () => slow,
          cancel: async () => {
            heard += 1
            if (heard === 2) stop()
          },
        }),
    }
    const operation = crypto.randomUUID()
    const ended = operations.run(deaf, { operation, timeout: 60_000 }, (on) => on.query({ text: 'select 1' }))
    expect(await operations.cancel(operation)).toBe(true)
    await expect(ended).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    expect(heard).toBe(2)
  })

  it('that has ended, or never was, is not there to be cancelled', async () => {
    const { operation, ended } = start(60_000, 'select 1 as one')
    expect(await ended).toEqual([{ one: 1 }])
    expect(await operations.cancel(operation)).toBe(false)
    expect(await operations.cancel(crypto.randomUUID())).toBe(false)
  })

  it('cannot be started twice under one name', async () => {
    const { operation, ended } = start()
    await expect(
      operations.run(bench.database, { operation, timeout: 1_000 }, (on) => on.query({ text: 'select 1' })),
    ).rejects.toMatchObject({ failure: { code: 'operation-active' } })
    await operations.cancel(operation)
    await expect(ended).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  })

  it('has its own time limit, and the connection has the usual one afterwards', async () => {
    const { ended } = start(200)
    await expect(ended).rejects.toMatchObject({ name: 'PortError' })
    const single = openDatabase(bench.test.url, 1)
    try {
      const run = (on: Pick<typeof single, 'query'>) =>
        on.query<{ statement_timeout: string }>({ text: 'show statement_timeout' })
      const operation = crypto.randomUUID()
      expect(await operations.run(single, { operation, timeout: 90_000 }, run)).toEqual([
        { statement_timeout: '90s' },
      ])
      expect(await run(single)).toEqual([{ statement_timeout: '25s' }])
    } finally {
      await single.close()
    }
  })

  it('does not hold up closing the database', async () => {
    const own = openDatabase(bench.test.url, 2)
    const ended = operations.run(own, { operation: crypto.randomUUID(), timeout: 60_000 }, (on) =>
      on.query({ text: 'select pg_sleep(31)' }),
    )
    ended.catch(() => undefined)
    await expect.poll(() => busy('pg_sleep(31)'), patience).toBe(1)
    await own.close()
    await expect(ended).rejects.toMatchObject({ name: 'PortError' })
  })
})

describe('making an index', () => {
  it('leaves nothing behind when it is cancelled', async () => {
    await bench.test.query(
      `insert into user_logins (user_id) select md5(n::text) from generate_series(1, 1000) n`,
    )
    // A transaction in progress elsewhere: making an index must wait for its end.
    const other = openDatabase(bench.test.url, 1)
    let finish = (): void => undefined
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    const inserted = Promise.withResolvers<undefined>()
    const holding = other.transaction(async (query) => {
      await query({ text: `insert into public.user_logins (user_id) values ('other')` })
      inserted.resolve(undefined)
      await finished
    })
    await inserted.promise
    const operation = crypto.randomUUID()
    const made = operations.run(bench.database, { operation, timeout: 60_000 }, (on) =>
      makeRowIndex({ ...bench.rows, ...on }, 'user_id', () => dropRowIndex(bench.rows, 'user_id')),
    )
    made.catch(() => undefined)
    await expect.poll(() => busy('create index concurrently'), patience).toBe(1)
    expect(await operations.cancel(operation)).toBe(true)
    await expect.poll(() => busy('create index concurrently'), patience).toBe(0)
    finish()
    await holding
    await expect(made).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    await other.close()
    expect((await listRowIndexes(bench.rows)).ready).toEqual([])
    const left = await bench.test.query(`select from pg_class where relname = 'sluice_user_logins_user_id'`)
    expect(left).toHaveLength(0)
  })
})
