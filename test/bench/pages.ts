import { dropRowIndex, makeRowIndex } from '../../src/adapters/postgres/row-indexes.ts'
import { listRows, rowPageStatement } from '../../src/adapters/postgres/rows.ts'
import { openDatabase, type Database } from '../../src/adapters/postgres/database.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { fitTable } from '../../src/adapters/postgres/table.ts'
import { rowInputs, type LoginColumn, type RowCursor } from '../../src/contract/rows.ts'
import { spread, type Spread } from './statistics.ts'
import type { World } from './world.ts'

/** How long the database takes for one page, as `explain (analyze, buffers)` tells. */
export interface PageStanding {
  readonly column: string
  readonly page: 'first' | 'deep' | 'last'
  /** What reads the table; a sort would stand here too. */
  readonly steps: readonly string[]
  readonly ms: Spread
  /** Blocks of 8 kB that were looked at, in the round that looked at the most. */
  readonly buffers: number
}

export interface PagesStanding {
  readonly rows: number
  /** Seconds for the index of each column. */
  readonly indexSeconds: Readonly<Record<string, number>>
  readonly pages: readonly PageStanding[]
}

const columns = ['login_id', 'user_id', 'app_version', 'create_date'] as const satisfies readonly (
  LoginColumn | 'login_id'
)[]

/** A page of the window's size by each of some columns, read from the front, in the middle and at the end of many rows. */
export const measurePages = async (
  world: World,
  options: { readonly rows: number; readonly rounds: number },
  say: (line: string) => void,
): Promise<PagesStanding> => {
  await world.sql('drop schema if exists sluice cascade; drop table if exists user_logins')
  const database = openDatabase(world.databaseUrl, 2)
  try {
    await migrate(database)
    await fitTable(database, false)
    await world.sql(`insert into user_logins
        (user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date)
      select md5(n::text), case when n % 2 = 0 then 'ios' else 'android' end, md5('ip' || n % 90000) || md5(n::text),
        md5('device' || n) || md5(n::text), case n % 4 when 0 then 'DE' when 1 then 'US' when 2 then 'FR' end,
        n % 7 || '.' || n % 30 || '.' || n % 11, date '2024-01-01' + n % 700
      from generate_series(1, ${options.rows}) n`)
    await world.sql('vacuum analyze user_logins')
    say(`Pages: ${options.rows} rows made`)
    const indexSeconds: Record<string, number> = {}
    const pages: PageStanding[] = []
    for (const column of columns) {
      if (column !== 'login_id') indexSeconds[column] = await timeIndex(database, column)
      for (const [page, asked] of await placesOf(database, column, options.rows)) {
        pages.push({ column, page, ...(await measurePage(database, column, asked, options.rounds)) })
        say(`Pages by ${column}, ${page}: ${pages.at(-1)?.ms.median.toFixed(2)} ms`)
      }
    }
    return { rows: options.rows, indexSeconds, pages }
  } finally {
    await database.close()
  }
}

const timeIndex = async (database: Database, column: LoginColumn): Promise<number> => {
  const start = performance.now()
  await database.session(4 * 60 * 60_000, (on) =>
    makeRowIndex(on, column, () => dropRowIndex(database, column)),
  )
  return (performance.now() - start) / 1000
}

interface Asked {
  readonly after?: RowCursor
  readonly last?: boolean
}

/** The deep page starts behind the row in the middle of the table, wherever that stands in the column's own order. */
const placesOf = async (
  database: Database,
  column: (typeof columns)[number],
  rows: number,
): Promise<readonly (readonly [PageStanding['page'], Asked])[]> => {
  const after = { id: String(Math.floor(rows / 2)), value: null }
  const [row] = (await listRows(database, rowInputs.listRows.parse({ after, limit: 1 }))).rows
  if (row === undefined) throw new Error('There is no row in the middle')
  const deep = { id: row.id, value: column === 'login_id' ? null : row[column] }
  return [
    ['first', {}],
    ['deep', { after: deep }],
    ['last', { last: true }],
  ]
}

interface Plan {
  readonly 'Node Type': string
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly Plan[]
}

interface Explained {
  readonly Plan: Plan
  readonly 'Execution Time': number
}

const measurePage = async (
  database: Database,
  column: (typeof columns)[number],
  asked: Asked,
  rounds: number,
): Promise<Omit<PageStanding, 'column' | 'page'>> => {
  const statement = rowPageStatement(
    rowInputs.listRows.parse({ sort: { column, descending: false }, ...asked }),
  )
  const found: Explained[] = []
  for (let round = 0; round < rounds; round += 1) {
    const [row] = await database.query<{ 'QUERY PLAN': readonly [Explained] }>({
      ...statement,
      text: `explain (analyze, buffers, format json) ${statement.text}`,
    })
    if (row !== undefined) found.push(row['QUERY PLAN'][0])
  }
  const steps = (plan: Plan): readonly string[] => [plan['Node Type'], ...(plan.Plans ?? []).flatMap(steps)]
  return {
    steps: [...new Set(found.flatMap(({ Plan }) => steps(Plan)))],
    ms: spread(found.map((each) => each['Execution Time'])),
    buffers: Math.max(...found.map(({ Plan }) => Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks'])),
  }
}
