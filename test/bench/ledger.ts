import pg from 'pg'
import { spread, type Spread } from './statistics.ts'
import { loginItems } from './login-items.ts'
import type { World } from './world.ts'

/** What loads, of one version. */
type Parts = typeof import('./sides/ledger-parts.ts')

export interface LedgerSide {
  readonly version: 'former' | 'now'
  /** Rows a second into an empty ledger, and into one with that many entries. */
  readonly empty: Spread
  readonly filled: Spread
  /** Of the full ledger, in bytes, by what takes them. */
  readonly sizes: Readonly<Record<string, number>>
}

export interface LedgerStanding {
  readonly entries: number
  readonly rows: number
  readonly turns: number
  readonly sides: readonly LedgerSide[]
  /** After two turnovers of a ledger of so many entries. */
  readonly pruned: { readonly entries: number; readonly indexes: readonly IndexStanding[] }
}

/** A candidate for the index on the number of the row: its size, and what finding rows by it takes, in milliseconds. */
export interface IndexStanding {
  readonly name: string
  readonly bytes: number
  readonly one: Spread
  /** Two hundred rows by numbers anywhere, without and with the time when they were loaded. */
  readonly page: Spread
  readonly pageWithTime: Spread
}

interface Side {
  readonly version: LedgerSide['version']
  readonly url: string
  readonly parts: Parts
  readonly ask: (text: string) => Promise<readonly Record<string, unknown>[]>
  readonly empty: number[]
  readonly filled: number[]
}

export interface LedgerOptions {
  readonly entries: number
  readonly turnover: number
  readonly rows: number
  readonly turns: number
}

/**
 * The ledger of today beside the one before migration 0007, each in a database of its own on one server, loading in turns on
 * one connection each. Entries are made in SQL in batches of 500, in the order of their keys as a commit writes them.
 */
export const measureLedger = async (
  world: World,
  formerParts: Parts,
  todaysParts: Parts,
  options: LedgerOptions,
  say: (line: string) => void,
): Promise<LedgerStanding> => {
  const sides = [await openSide(world, 'former', formerParts), await openSide(world, 'now', todaysParts)]
  const turns = async (batch: number, rates: 'empty' | 'filled'): Promise<void> => {
    for (let turn = 0; turn < options.turns; turn += 1)
      // Whoever is first in one turn is second in the next.
      for (const side of turn % 2 === 0 ? sides : sides.toReversed()) {
        if (rates === 'empty') await side.ask('truncate sluice.ledger, user_logins')
        await side.ask('checkpoint')
        const rate = await load(side, options.rows, batch)
        side[rates].push(rate)
        say(`Ledger ${side.version}, ${rates}: ${Math.round(rate)} rows/s`)
      }
  }
  await turns(1_000, 'empty')
  for (const side of sides) {
    await side.ask('truncate sluice.ledger, user_logins')
    for (let from = 0; from < options.entries; from += portion)
      await side.ask(fillText[side.version](from, Math.min(portion, options.entries - from)))
    await side.ask('vacuum analyze sluice.ledger')
    say(`Ledger ${side.version}: ${options.entries} entries made`)
  }
  const sizes = await Promise.all(sides.map(({ ask }) => sizesOf(ask)))
  await turns(500, 'filled')
  const [, now] = sides
  if (now === undefined) throw new Error('There are two sides')
  return {
    ...{ entries: options.entries, rows: options.rows, turns: options.turns },
    sides: sides.map(({ version, empty, filled }, index) => ({
      ...{ version, empty: spread(empty), filled: spread(filled), sizes: sizes[index] ?? {} },
    })),
    pruned: await measurePruned(now, options.turnover, say),
  }
}

const openSide = async (world: World, version: Side['version'], parts: Parts): Promise<Side> => {
  const name = `ledger_${version}`
  await world.sql(`drop database if exists ${name}`)
  await world.sql(`create database ${name}`)
  const url = new URL(world.databaseUrl)
  url.pathname = `/${name}`
  const database = parts.openDatabase(url.href, 1)
  await parts.migrate(database)
  await parts.fitTable(database, parts.logins, false)
  await database.close()
  const client = new pg.Client({ connectionString: url.href })
  // The server is stopped under it at the end.
  client.on('error', () => undefined)
  await client.connect()
  const ask: Side['ask'] = async (text) => (await client.query<Record<string, unknown>>(text)).rows
  await ask(`insert into sluice.runs (run_id, queue) values ('${runId}', 'bench')`)
  return { version, url: url.href, parts, ask, empty: [], filled: [] }
}

const runId = '00000000-0000-4000-8000-000000000000'

const load = async ({ url, parts }: Side, rows: number, batch: number): Promise<number> => {
  const database = parts.openDatabase(url, 1)
  const target = await parts.findLoadTarget(database.query, database.names, parts.logins)
  const store = parts.createStore(database, { mask: 1, seal: 1 }, target)
  const batches = Array.from({ length: Math.ceil(rows / batch) }, (_, index) =>
    loginItems(Math.min(batch, rows - index * batch), index * batch),
  )
  const start = performance.now()
  for (const items of batches) await store.commit({ batchId: crypto.randomUUID(), runId, items })
  const seconds = (performance.now() - start) / 1000
  await database.close()
  return rows / seconds
}

const batchRows = 500

/** Entries that one statement makes. */
const portion = 250_000

/** What is taken from their numbers, so that no row of the table has one of them. */
const numbersFrom = 1_000_000_000

const fillText: Readonly<Record<Side['version'], (from: number, count: number) => string>> = {
  former: (from, count) => `
    insert into sluice.ledger (origin_id, message_id, run_id, mask_key_id, login_id, sent_at)
    select id, id, '${runId}', 1, n - ${numbersFrom}, now()
    from (select gen_random_uuid()::text as id, n from generate_series(${from}, ${from + count - 1}) as n) as made
    order by n / ${batchRows}, id collate "C"`,
  now: (from, count) => `
    with made as (
      insert into sluice.batches (run_id, received, loaded)
      select '${runId}', ${batchRows}, ${batchRows} from generate_series(1, ${Math.ceil(count / batchRows)}) returning batch_id
    )
    insert into sluice.ledger (origin, row_number, batch_id, sent_at)
    select origin, n - ${numbersFrom}, (select min(batch_id) from made) + (n - ${from}) / ${batchRows}, now()
    from (select gen_random_uuid() as origin, n from generate_series(${from}, ${from + count - 1}) as n) as entries
    order by n / ${batchRows}, origin`,
}

const sizesOf = async (ask: Side['ask']): Promise<Readonly<Record<string, number>>> => {
  const rows = await ask(`
    select 'entries' as name, pg_table_size('sluice.ledger'::regclass)::text as bytes
    union all
    select indexrelid::regclass::text, pg_relation_size(indexrelid)::text from pg_index
    where indrelid = 'sluice.ledger'::regclass`)
  return Object.fromEntries(
    rows.map(({ name, bytes }) => [String(name).replace('sluice.', ''), Number(bytes)]),
  )
}

/** Ways to find an entry by the number of its row: what to index, and how to ask. */
const candidates = [
  { name: 'B-tree on the number', make: '(row_number)', shift: false },
  { name: 'BRIN on the number', make: 'using brin (row_number) with (pages_per_range = 32)', shift: false },
  { name: 'B-tree on sixteen numbers', make: null, shift: true },
] as const

/**
 * Fills a ledger, then adds a tenth and forgets the oldest tenth, twenty times, with every candidate for the index on the row's
 * number in place; then asks each, when those before it are gone.
 */
const measurePruned = async (
  { ask }: Side,
  entries: number,
  say: (line: string) => void,
): Promise<LedgerStanding['pruned']> => {
  await ask('truncate sluice.ledger, sluice.batches, user_logins')
  for (const [index, { make }] of candidates.entries())
    if (make !== null) await ask(`create index candidate_${index} on sluice.ledger ${make}`)
  const tenth = Math.ceil(entries / 10 / batchRows) * batchRows
  for (let step = 0; step < 30; step += 1) {
    await ask(fillText.now(step * tenth, tenth))
    if (step < 10) continue
    await ask(`delete from sluice.ledger where batch_id < (
      select min(batch_id) + ${tenth / batchRows} from sluice.ledger)`)
    await ask('vacuum sluice.ledger')
  }
  await ask('vacuum analyze sluice.ledger')
  await ask('analyze sluice.batches')
  say(`Ledger now: two turnovers of ${entries} entries`)
  const sizes = await sizesOf(ask)
  const [oldest, newest] = [20 * tenth - numbersFrom, 30 * tenth - numbersFrom - 1]
  const some = (): number => oldest + Math.floor(Math.random() * (newest - oldest))
  const found: IndexStanding[] = []
  for (const [index, { name, make, shift }] of candidates.entries()) {
    const where = shift ? 'l.row_number >> 4 = n >> 4 and l.row_number = n' : 'l.row_number = n'
    const timed = async (columns: string, count: number): Promise<Spread> => {
      const times: number[] = []
      for (let turn = 0; turn < 50; turn += 1) {
        const list = Array.from({ length: count }, some)
        const text = `select ${columns} from unnest(array[${list.join(', ')}]::bigint[]) as wanted(n)
          join sluice.loaded l on ${where}`
        const start = performance.now()
        const rows = await ask(text)
        times.push(performance.now() - start)
        if (rows.length !== count) throw new Error(`${rows.length} of ${count} rows were found`)
      }
      return spread(times)
    }
    found.push({
      ...{ name, bytes: sizes[make === null ? 'ledger_by_row' : `candidate_${index}`] ?? 0 },
      one: await timed('origin_id, loaded_at', 1),
      page: await timed('origin_id', 200),
      pageWithTime: await timed('origin_id, loaded_at', 200),
    })
    say(`Ledger, ${name}: measured`)
    if (make !== null) await ask(`drop index sluice.candidate_${index}`)
  }
  return { entries, indexes: found }
}
