import { demandAddress } from '../../src/adapters/postgres/address.ts'
import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { openDatabase } from '../../src/adapters/postgres/database.ts'
import { registerKeys } from '../../src/adapters/postgres/keys.ts'
import { checkUp } from '../../src/app/check-up.ts'
import type { Settings } from '../../src/app/config.ts'
import { sampleBodies } from '../../src/app/sample.ts'
import { openTargets } from '../../src/app/open-targets.ts'
import { describeFailure } from '../../src/contract/failure.ts'
import type { CheckUpItem } from '../../src/contract/settings.ts'
import { queueThread } from '../support/built.ts'
import { createMonitorBench, openTestMonitor, type MonitorBench } from '../support/monitors.ts'
import { columns } from '../support/kinds/kind.ts'
import { loadingKinds } from '../support/kinds/loading-kinds.ts'
import { objectedKinds } from '../support/kinds/objected-kinds.ts'
import { asAdmin, type TestDatabase } from '../support/test-database.ts'

const check = async (settings: Settings): Promise<readonly CheckUpItem[]> => {
  const targets = await openTargets(settings, 'both', queueThread)
  onTestFinished(targets.close)
  return checkUp(targets, settings)
}

/** The objections of the command line's dry run, and of a run, before they receive anything: null if there are none. */
const sentencesOf = async (settings: Settings, command: 'dryRun' | 'startRun'): Promise<string | null> => {
  const { monitor, client } = openTestMonitor({ ...settings, lookOnly: command === 'dryRun' })
  const { connection } = await client.until((snapshot) => snapshot.connection.state !== 'connecting')
  try {
    if (connection.state === 'failed') return describeFailure(connection.failure).sentence
    const answer = await monitor.send(command, {})
    return answer.ok ? null : describeFailure(answer.failure).sentence
  } finally {
    await monitor.close()
  }
}

/** Everything in the catalogue that would show a change, and how many rows there are. */
const pictureOf = async ({ query }: TestDatabase): Promise<unknown> => {
  const [catalogue] = await query(`select
    (select json_agg(c order by c) from (select oid::text || relname || relfilenode::text || relnatts || relchecks from pg_class
      where relnamespace not in (select oid from pg_namespace where nspname like 'pg\\_%' or nspname = 'information_schema')) as t(c)) as relations,
    (select json_agg(a order by a) from (select attrelid::text || attname || atttypid::text || attnotnull::text from pg_attribute
      where attrelid >= 16384) as t(a)) as attributes,
    (select json_agg(p order by p) from (select oid::text || proname from pg_proc where oid >= 16384) as t(p)) as functions,
    (select json_agg(n order by n) from (select oid::text || nspname from pg_namespace where nspname !~ '^pg_t') as t(n)) as schemas`)
  const tables = await query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'sluice') order by 1`,
  )
  const rows: unknown[] = []
  for (const { name } of tables)
    rows.push([name, await query(`select to_jsonb(t) as row from ${name} t order by 1`)])
  return { catalogue, rows }
}

const sqlOf = (kind: string): string => loadingKinds.find((one) => one.kind === kind)?.setUp ?? ''

describe('a check, a test of a connection and a dry run', { timeout: 60_000 }, () => {
  it.each([
    ['an empty database', ''],
    ['a table that a run would change', sqlOf('an empty table with an integer app_version and no number')],
    ['a table as it should be', sqlOf('bigserial primary key')],
  ])('A43 change nothing in %s', async (_what, setUp) => {
    const { settings, queue, database } = await createMonitorBench()
    if (setUp !== '') await database.query(setUp)
    await queue.send(sampleBodies({ count: 20, malformed: 1, seed: 4 }))
    const before = await pictureOf(database)
    const items = await check(settings)
    expect(items.filter(({ state }) => state === 'not-fine')).toEqual([])
    expect(await pictureOf(database)).toEqual(before)

    const { client, monitor } = openTestMonitor({ ...settings, lookOnly: true })
    await client.until(({ connection }) => connection.state === 'connected')
    expect(await client.ask('dryRun', {})).toMatchObject({ looked: 20, loaded: 19, rejected: 1 })
    await monitor.close()
    expect(await pictureOf(database)).toEqual(before)
  })

  it('A43 foretell duplicates from a schema that is there, and note nothing in it', async () => {
    const { settings, queue, database } = await createMonitorBench()
    const messages = [...sampleBodies({ count: 10, malformed: 0, seed: 4 })].map((body) => ({
      body,
      originId: randomUUID(),
    }))
    await queue.send(messages)
    const first = openTestMonitor(settings)
    await first.client.until(({ connection }) => connection.state === 'connected')
    await first.client.run()
    await first.monitor.close()
    await queue.send(messages)
    const before = await pictureOf(database)
    const { client, monitor } = openTestMonitor({ ...settings, lookOnly: true })
    await client.until(({ connection }) => connection.state === 'connected')
    expect(await client.ask('dryRun', {})).toMatchObject({ looked: 10, loaded: 0, duplicates: 10 })
    await check(settings)
    await monitor.close()
    expect(await pictureOf(database)).toEqual(before)
  })
})

/** One table of each kind of objection, and what else the server says of itself. */
const knowable: readonly (readonly [
  what: string,
  setUp: (bench: MonitorBench) => Promise<Settings | void>,
])[] = [
  ...[...new Map(objectedKinds.map((kind) => [kind.code, kind])).values()].map(
    ({ kind, setUp }) =>
      [kind, async ({ database }: MonitorBench) => void (await database.query(setUp))] as const,
  ),
  ['a database in LATIN1', (bench) => inDatabaseOf(bench, `encoding 'LATIN1' locale 'C' template template0`)],
  [
    'a database in SQL_ASCII',
    (bench) => inDatabaseOf(bench, `encoding 'SQL_ASCII' locale 'C' template template0`),
  ],
  [
    'a user whose transactions are read-only',
    async ({ database }) =>
      void (await database.query(`alter database ${database.name} set default_transaction_read_only = on`)),
  ],
  [
    'row-level security that lets the user do nothing',
    (bench) =>
      asNobody(
        bench,
        `create table user_logins (${columns}, login_id bigserial); alter table user_logins enable row level security;`,
      ),
  ],
  [
    'row-level security that lets the user insert and not read',
    (bench) =>
      asNobody(
        bench,
        `create table user_logins (${columns}, login_id bigserial); alter table user_logins enable row level security;
         create policy into_it on user_logins for insert with check (true);`,
      ),
  ],
  [
    'an integer app_version that only the owner may change',
    (bench) =>
      asNobody(
        bench,
        `create table user_logins (${columns.replace('app_version varchar(32)', 'app_version integer')}, login_id bigserial)`,
      ),
  ],
  [
    'another key than the database was filled with',
    async ({ database }) => {
      const opened = openDatabase(database.url, 1)
      await migrate(opened)
      await registerKeys(opened, { mask: 'another', seal: 'another' })
      await opened.close()
    },
  ],
  [
    'a schema that a newer version made',
    async ({ database }) => {
      const opened = openDatabase(database.url, 1)
      await migrate(opened)
      await opened.close()
      await database.query(`insert into sluice.migrations (name) values ('9999-later')`)
    },
  ],
  [
    'a search path that names no schema',
    async ({ database, settings }) => {
      await database.query(`alter database ${database.name} set search_path = nowhere`)
      // The tests' user has its own search path.
      return asUser(settings, database, '')
    },
  ],
]

const inDatabaseOf = async ({ settings, database }: MonitorBench, options: string): Promise<Settings> => {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asAdmin(`create database ${name} ${options}`)
  onTestFinished(() => asAdmin(`drop database ${name} with (force)`))
  const url = new URL(database.url)
  url.pathname = `/${name}`
  return { ...settings, database: { kind: 'remote', address: demandAddress(url.href) } }
}

/** As a user that can do everything except what only the owner can. */
const asNobody = ({ settings, database }: MonitorBench, setUp: string): Promise<Settings> =>
  asUser(
    settings,
    database,
    `${setUp}; grant select, insert on user_logins to somebody; grant usage on all sequences in schema public to somebody;`,
  )

const asUser = async (settings: Settings, database: TestDatabase, grants: string): Promise<Settings> => {
  const name = `user_${randomUUID().replaceAll('-', '')}`
  await database.query(`create role ${name} login password 'for-tests-only';
    grant create on database ${database.name} to ${name}; ${grants.replaceAll('somebody', name)}`)
  onTestFinished(() => void 0)
  const url = new URL(database.url)
  url.username = name
  url.password = 'for-tests-only'
  return { ...settings, database: { kind: 'remote', address: demandAddress(url.href) } }
}

describe('what catalogue and attributes tell', { timeout: 60_000 }, () => {
  it.each(knowable)('A43 is objected to before a message is received: %s', async (_what, setUp) => {
    const bench = await createMonitorBench()
    await bench.queue.send(sampleBodies({ count: 3, malformed: 0, seed: 4 }))
    const settings = (await setUp(bench)) ?? bench.settings
    const before = await pictureOf(bench.database)
    const objections = (await check(settings)).filter(({ state }) => state === 'not-fine')
    expect(objections).toHaveLength(1)
    const said = objections[0]?.found ?? null
    expect(await pictureOf(bench.database)).toEqual(before)
    expect(await sentencesOf(settings, 'dryRun')).toBe(said)
    expect(await pictureOf(bench.database)).toEqual(before)
    expect(await sentencesOf(settings, 'startRun')).toBe(said)
    const deliveries = await bench.queue.port.receive({ max: 10, waitSeconds: 0 })
    expect(deliveries.map(({ receiveCount }) => receiveCount)).toEqual([1, 1, 1])
  })
})
