import { afterAll, expect, it } from 'vitest'
import { reconcile } from '../../../src/adapters/postgres/reconcile.ts'
import type { Database } from '../../../src/adapters/postgres/database.ts'
import { raiseNumbers, raiseNumbersAtStart } from '../../../src/adapters/postgres/row-numbers.ts'
import { createStore } from '../../../src/adapters/postgres/store.ts'
import { findLoadTarget } from '../../../src/adapters/postgres/find-load-target.ts'
import { noCounts, type Counts } from '../../../src/contract/events.ts'
import type { Item } from '../../../src/pipeline/ports.ts'
import { createDeliveries } from '../../support/deliveries.ts'
import { altering, arriving, columns, dropping, table } from '../../support/kinds/meddling.ts'
import { isEverything } from '../../support/everything.ts'
import { onPostgres, postgresMajors } from '../../support/postgres-versions.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'
import { logins } from '../../../src/contract/logins.ts'

/** One database a version; each test makes its table again. */
const createBench = (server: () => string) => {
  let made: TestStore | null = null
  afterAll(() => made?.close())

  return async (sql: string) => {
    made ??= await createTestStore(server())
    const { test, database, prepare } = made
    await test.query(`drop schema public cascade; create schema public; ${table}; ${sql};
      truncate sluice.ledger, sluice.rejected, sluice.batches, sluice.runs`)
    const notices: string[] = []
    const target = await findLoadTarget(database.query, database.names, logins)
    const store = createStore(database, { mask: 1, seal: 2 }, target, (notice) => notices.push(notice))
    const runId = crypto.randomUUID()
    await store.openRun({ runId, queue: 'test' })
    const commit = (items: readonly Item[]): Promise<Counts> =>
      store.commit({ batchId: crypto.randomUUID(), runId, items })
    const count = async (from: string): Promise<number> =>
      (await test.query<{ n: number }>(`select count(*)::integer as n from ${from}`))[0]?.n ?? -1
    const items = (n: number, from = '') =>
      prepare(
        createDeliveries(n).map(({ messageId, ...rest }) => ({
          ...rest,
          messageId: from + messageId,
          originId: from + messageId,
        })),
      )
    return { test, database, store, target, runId, notices, commit, count, items }
  }
}

const nothingLeft = async (count: (from: string) => Promise<number>): Promise<void> => {
  for (const place of ['user_logins', 'sluice.ledger', 'sluice.rejected', 'sluice.batches'])
    expect([place, await count(place)]).toEqual([place, 0])
}

const swallowed = (interceptors: string) => ({
  kind: 'table',
  failure: {
    code: 'rows-swallowed',
    details: { table: expect.stringContaining('user_logins'), interceptors },
  },
})

onPostgres(isEverything ? postgresMajors : [18], 'A41: a table', ({ url }) => {
  const openBench = createBench(url)

  it.each(Object.entries(arriving))('%s takes rows, which are counted as loaded', async (_, sql) => {
    const { database, runId, commit, count, items } = await openBench(sql)
    expect(await commit(items(25))).toEqual({ ...noCounts, received: 25, loaded: 25 })
    expect(await commit(items(25))).toEqual({ ...noCounts, received: 25, duplicates: 25 })
    expect(await count('user_logins where login_id is not null')).toBe(25)
    expect(await reconcile(database, runId)).toMatchObject([{ holds: true }])
  })

  it.each(Object.entries({ ...dropping, ...altering }))(
    'with a trigger that %s stops the run and leaves nothing behind',
    async (_, sql) => {
      const { commit, count, items } = await openBench(sql)
      await expect(commit(items(25))).rejects.toMatchObject(swallowed('watch'))
      await nothingLeft(count)
    },
  )

  it.each(Object.entries({ ...dropping, ...altering }))(
    'that was checked before it got a trigger that %s still stops the run',
    async (_, sql) => {
      const { test, commit, count, items } = await openBench('')
      await commit(items(10, 'before-'))
      await test.query(sql)
      await expect(commit(items(25))).rejects.toMatchObject(swallowed(''))
      expect([await count('user_logins'), await count('sluice.ledger')]).toEqual([10, 10])
      expect(await count('sluice.rejected')).toBe(0)
    },
  )

  it.each(Object.keys(arriving))('that was checked before it was one %s continues', async (name) => {
    const { test, commit, items } = await openBench('')
    await commit(items(10, 'before-'))
    await test.query(arriving[name] ?? '')
    expect(await commit(items(25))).toEqual({ ...noCounts, received: 25, loaded: 25 })
  })
})

const partitioned = `drop table user_logins;
  create table every_login (${columns}, login_id bigserial) partition by list (app_version);
  create table user_logins partition of every_login default partition by range (create_date);
  create table logins_all partition of user_logins for values from ('2000-01-01') to ('2100-01-01')
    partition by range (user_id);
  create table logins_now partition of logins_all for values from (minvalue) to (maxvalue);`

const removing = (place: string): string => `create function after_login() returns trigger language plpgsql as
    $$ begin delete from user_logins where login_id = new.login_id; return null; end $$;
  create trigger watch after insert on ${place} for each row execute procedure after_login();`

const places = ['every_login', 'user_logins', 'logins_all', 'logins_now']

// PostgreSQL 10 has row triggers only on leaves, and no default partition.
onPostgres(isEverything ? [12, 15, 18] : [18], 'A41: a partition that has partitions', ({ url }) => {
  const openBench = createBench(url)

  it.each(places)('stops the run if a trigger on %s removes each row again', async (place) => {
    const { commit, count, items } = await openBench(`${partitioned} ${removing(place)}`)
    await expect(commit(items(25))).rejects.toMatchObject(swallowed('watch'))
    await nothingLeft(count)
  })

  it.each(places)('stops the run if such a trigger on %s was made later', async (place) => {
    const { test, commit, count, items } = await openBench(partitioned)
    await commit(items(10, 'before-'))
    await test.query(removing(place))
    await expect(commit(items(25))).rejects.toMatchObject(swallowed(''))
    expect([await count('user_logins'), await count('sluice.ledger')]).toEqual([10, 10])
  })
})

/** As after a restore of the rows without their sequence. */
const restored = `insert into user_logins (user_id, login_id) select 'old', n from generate_series(1, 40) as n;`

onPostgres(isEverything ? postgresMajors : [18], 'row numbers that are behind the rows', ({ url }) => {
  const openBench = createBench(url)

  it('are raised by the first commit that meets one, which says so and loads', async () => {
    const { test, notices, commit, count, items } = await openBench('')
    await test.query(restored)
    expect(await commit(items(25))).toEqual({ ...noCounts, received: 25, loaded: 25 })
    expect(notices).toEqual([expect.stringMatching(/were behind .* after 40\.$/)])
    expect(await count('user_logins where login_id > 40')).toBe(25)
  })

  it('are also raised if the numbers had been drawn before', async () => {
    const { test, store, commit, count, items } = await openBench('')
    const numbers = await store.drawNumbers(25)
    await test.query(restored)
    const drawn = items(25).map((item, index) => ({ ...item, rowNumber: numbers[index] }))
    expect(await commit(drawn)).toEqual({ ...noCounts, received: 25, loaded: 25 })
    expect(await count('user_logins where login_id > 40')).toBe(25)
  })

  it('are raised if several writers meet one at the same time', async () => {
    const { test, commit, count, items } = await openBench('')
    await test.query(restored)
    const all = await Promise.all(['a', 'b', 'c', 'd'].map((from) => commit(items(20, from))))
    expect(all.map((counts) => counts.loaded)).toEqual([20, 20, 20, 20])
    expect(await count(`user_logins where user_id <> 'old'`)).toBe(80)
  })

  it('are raised at a start, and left alone if they are not behind', async () => {
    const { test, database, store, target } = await openBench('')
    expect(await raiseNumbersAtStart(database, target)).toBeNull()
    await test.query(restored)
    expect(await raiseNumbersAtStart(database, target)).toMatch(/after 40\.$/)
    expect(await raiseNumbersAtStart(database, target)).toBeNull()
    expect(await store.drawNumbers(1)).toEqual(['41'])
  })

  it('stop the run if this user may not raise them, with the statement that mends it', async () => {
    const { test, database, target } = await openBench(restored)
    const role = `loader_${crypto.randomUUID().slice(0, 8)}`
    await test.query(`create role ${role}; grant usage on schema public to ${role};
      grant select, insert on user_logins to ${role}; grant usage on sequence user_logins_login_id_seq to ${role}`)
    const asRole: Database = {
      ...database,
      transaction: (action) =>
        database.transaction(async (query) => {
          await query({ text: `set local role ${role}` })
          return action(query)
        }),
    }
    try {
      await expect(raiseNumbers(asRole, target)).rejects.toMatchObject({
        kind: 'table',
        failure: {
          code: 'numbers-behind',
          details: { statement: expect.stringMatching(/^select setval\(.*login_id_seq.*max\("login_id"\)/) },
        },
      })
      expect(await raiseNumbersAtStart(asRole, target)).toBeNull()
    } finally {
      await test.query(`drop owned by ${role}; drop role ${role}`)
    }
  })

  it('are not blamed for a value that messages bring twice', async () => {
    const { commit, items, notices } = await openBench('create unique index on user_logins (device_type)')
    await expect(commit(items(2))).rejects.toMatchObject({
      kind: 'data',
      failure: { details: { code: '23505' } },
    })
    expect(notices).toEqual([])
  })
})
