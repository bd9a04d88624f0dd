import { logins } from '../../src/contract/logins.ts'
import { once } from 'node:events'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { openDatabase, type Database } from '../../src/adapters/postgres/database.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { findLoadTarget } from '../../src/adapters/postgres/find-load-target.ts'
import { createStore } from '../../src/adapters/postgres/store.ts'
import { fitTable } from '../../src/adapters/postgres/table.ts'
import { loginItems, type LoginItem } from './login-items.ts'
import { spread, type Spread } from './statistics.ts'
import { copyLine, stagedStatement, stagingTable, valuesStatement, valuesOf } from './sql-rivals.ts'
import type { World } from './world.ts'

export interface SqlStanding {
  readonly way: string
  readonly batch: number
  /** Rows a second, ledger and indexes included if the way has them. */
  readonly rate: Spread
}

type Way = (items: readonly LoginItem[]) => Promise<unknown>

/** Loads the same number of rows in every way at every batch size, on one connection, and measures nothing but that. */
export const compareSql = async (
  world: World,
  options: { readonly rows: number; readonly rounds: number; readonly batches: readonly number[] },
  say: (line: string) => void,
): Promise<readonly SqlStanding[]> => {
  const measured = new Map<string, { way: string; batch: number; rates: number[] }>()
  for (let round = 0; round < options.rounds; round += 1) {
    for (const batch of options.batches) {
      for (const way of ['unnest', 'values', 'copy and staging', 'plain copy, no ledger']) {
        if (way === 'values' && batch > 5000) continue
        await makeTables(world)
        const rate = await measure(world, way, batch, options.rows)
        const key = `${way} ${batch}`
        const entry = measured.get(key) ?? { way, batch, rates: [] }
        entry.rates.push(rate)
        measured.set(key, entry)
        say(`SQL, ${way}, ${batch} a batch: ${Math.round(rate)} rows/s`)
      }
    }
  }
  return [...measured.values()].map(({ way, batch, rates }) => ({ way, batch, rate: spread(rates) }))
}

/** Rows a second with statements that are planned once per connection, and planned each time as behind a pooler. */
export interface NamesStanding {
  readonly batch: number
  readonly named: Spread
  readonly unnamed: Spread
}

/** The cost of statements without a name, as Sluice sends them behind a pooler; both straight to the server. */
export const compareNames = async (
  world: World,
  options: { readonly rows: number; readonly rounds: number; readonly batches: readonly number[] },
  say: (line: string) => void,
): Promise<readonly NamesStanding[]> => {
  const found: NamesStanding[] = []
  for (const batch of options.batches) {
    const rates = { named: [] as number[], unnamed: [] as number[] }
    for (let round = 0; round < options.rounds; round += 1) {
      for (const [kind, way] of [
        ['named', 'unnest'],
        ['unnamed', 'unnest, no names'],
      ] as const) {
        await makeTables(world)
        const rate = await measure(world, way, batch, options.rows)
        rates[kind].push(rate)
        say(`SQL, ${kind} statements, ${batch} a batch: ${Math.round(rate)} rows/s`)
      }
    }
    found.push({ batch, named: spread(rates.named), unnamed: spread(rates.unnamed) })
  }
  return found
}

/** How duplicates slow the chosen way: every `1 / share`-th message is already in the ledger. */
export const compareDuplicates = async (
  world: World,
  options: {
    readonly rows: number
    readonly rounds: number
    readonly batch: number
    readonly shares: readonly number[]
  },
  say: (line: string) => void,
): Promise<readonly { readonly share: number; readonly rate: Spread }[]> => {
  const rates = new Map<number, number[]>(options.shares.map((share) => [share, []]))
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [share, own] of rates) {
      await makeTables(world)
      const rate = await measure(world, 'unnest', options.batch, options.rows, share)
      own.push(rate)
      say(`SQL, ${share * 100} % duplicates: ${Math.round(rate)} messages/s`)
    }
  }
  return [...rates].map(([share, own]) => ({ share, rate: spread(own) }))
}

/** How the chosen way slows down as the ledger grows. Its entries are made in SQL, with ids like those of SQS. */
export const compareLedgers = async (
  world: World,
  options: {
    readonly rows: number
    readonly rounds: number
    readonly batch: number
    readonly entries: readonly number[]
  },
  say: (line: string) => void,
): Promise<readonly { readonly entries: number; readonly rate: Spread }[]> => {
  const found: { entries: number; rate: Spread }[] = []
  for (const entries of options.entries) {
    const rates: number[] = []
    await makeTables(world)
    await world.sql(`insert into sluice.ledger (origin, row_number, batch_id, sent_at)
      select gen_random_uuid(), -n, -n / ${options.batch}, now()
      from generate_series(1, ${entries}) as n`)
    await world.sql('checkpoint')
    for (let round = 0; round < options.rounds; round += 1)
      rates.push(await measure(world, 'unnest', options.batch, options.rows))
    found.push({ entries, rate: spread(rates) })
    say(`SQL, ${entries} entries in the ledger: ${Math.round(spread(rates).median)} rows/s`)
  }
  return found
}

const makeTables = async (world: World): Promise<void> => {
  await world.sql('drop schema if exists sluice cascade; drop table if exists user_logins')
  const database = openDatabase(world.databaseUrl, 1)
  await migrate(database)
  await fitTable(database, logins, { mayAlter: false })
  await database.close()
}

const measure = async (
  world: World,
  way: string,
  batch: number,
  rows: number,
  duplicates = 0,
): Promise<number> => {
  const database = openDatabase(world.databaseUrl, 1)
  const client = new pg.Client({ connectionString: world.databaseUrl })
  await client.connect()
  const runId = crypto.randomUUID()
  const target = await findLoadTarget(database.query, database.names, logins)
  const nameless: Database = { ...database, load: ({ name: _, ...rest }) => database.load(rest) }
  const loader = way === 'unnest, no names' ? nameless : database
  const store = createStore(loader, { mask: 1, seal: 1 }, target)
  await store.openRun({ runId, queue: 'bench' })
  const commit: Way = (items) => store.commit({ batchId: crypto.randomUUID(), runId, items })
  await client.query(stagingTable)
  const ways: Record<string, Way> = {
    unnest: commit,
    'unnest, no names': commit,
    values: (items) => client.query(valuesStatement(items.length), [0, ...valuesOf(items)]),
    'copy and staging': async (items) => {
      await client.query('begin')
      await copy(client, 'copy staging from stdin', items)
      await client.query(stagedStatement, [0])
      await client.query('truncate staging')
      await client.query('commit')
    },
    'plain copy, no ledger': (items) =>
      copy(
        client,
        'copy user_logins (user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date) from stdin',
        items,
        true,
      ),
  }
  const work = ways[way]
  if (work === undefined) throw new Error(`No such way: ${way}`)
  // Made before the clock starts; a share of each batch repeats the previous one.
  const batches: (readonly LoginItem[])[] = []
  for (let made = 0; made < rows; made += batch) {
    const fresh = loginItems(Math.min(batch, rows - made), made)
    const again = batches.at(-1)?.slice(0, Math.round(fresh.length * duplicates)) ?? []
    batches.push([...again, ...fresh.slice(again.length)])
  }
  const start = performance.now()
  for (const items of batches) await work(items)
  const seconds = (performance.now() - start) / 1000
  await client.end()
  await database.close()
  return rows / seconds
}

const copy = async (
  client: pg.Client,
  statement: string,
  items: readonly LoginItem[],
  plain = false,
): Promise<void> => {
  const stream = client.query(copyFrom(statement))
  stream.end(items.map((item) => copyLine(item, plain)).join(''))
  await once(stream, 'finish')
}
