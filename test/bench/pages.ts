import { dropRowIndex, makeRowIndex } from '../../src/adapters/postgres/row-indexes.ts'
import { targetToBe } from '../../src/adapters/postgres/compile-target.ts'
import { mapRows } from '../../src/adapters/postgres/rows.ts'
import type { Database } from '../../src/adapters/postgres/database.ts'
import { logins } from '../../src/contract/logins.ts'
import { rowInputs, type RowCursor } from '../../src/contract/rows.ts'
import { fillRows } from './fill-rows.ts'
import { spread, type Spread } from './statistics.ts'
import type { World } from './world.ts'

/** The table of the bench's own database. */
const table = targetToBe(logins, '"public"."user_logins"', null).rows

/** How long the database takes for one page, by `explain (analyze, buffers)`. */
export interface PageStanding {
  readonly column: string
  readonly page: 'first' | 'deep' | 'last'
  /** What reads the table; a sort would be here too. */
  readonly steps: readonly string[]
  readonly ms: Spread
  /** Blocks of 8 kB that were read, in the round that read the most. */
  readonly buffers: number
}

export interface PagesStanding {
  readonly rows: number
  /** Seconds for the index of each column. */
  readonly indexSeconds: Readonly<Record<string, number>>
  /** Seconds for counting all rows and mapping them in the order of each column. */
  readonly mapSeconds: Readonly<Record<string, number>>
  readonly pages: readonly PageStanding[]
}

const { rowNumber } = logins.table

const columns = [null, 'user_id', 'app_version', 'create_date'] as const

/** A page of the window's size by each of some columns, read from the front, in the middle and at the end of many rows. */
export const measurePages = async (
  world: World,
  options: { readonly rows: number; readonly rounds: number },
  say: (line: string) => void,
): Promise<PagesStanding> => {
  const database = await fillRows(world, options.rows)
  try {
    say(`Pages: ${options.rows} rows made`)
    const indexSeconds: Record<string, number> = {}
    const mapSeconds: Record<string, number> = {}
    const pages: PageStanding[] = []
    for (const column of columns) {
      const name = column ?? rowNumber
      if (column !== null) indexSeconds[name] = await timeIndex(database, column)
      const start = performance.now()
      const sort = { column, descending: false }
      const { points } = await database.session(10 * 60_000, (on) =>
        mapRows({ ...on, table }, { sort, filters: [] }),
      )
      mapSeconds[name] = (performance.now() - start) / 1000
      for (const [page, after] of placesOf(points)) {
        pages.push({ column: name, page, ...(await measurePage(database, column, after, options.rounds)) })
        say(`Pages by ${name}, ${page}: ${pages.at(-1)?.ms.median.toFixed(2)} ms`)
      }
    }
    return { rows: options.rows, indexSeconds, mapSeconds, pages }
  } finally {
    await database.close()
  }
}

const timeIndex = async (database: Database, column: string): Promise<number> => {
  const start = performance.now()
  await database.session(4 * 60 * 60_000, (on) =>
    makeRowIndex({ ...on, table }, column, () => dropRowIndex({ ...database, table }, column)),
  )
  return (performance.now() - start) / 1000
}

/** The first page, the one after the row in the middle, and the last one, as the window finds them. */
const placesOf = (
  points: readonly RowCursor[],
): readonly (readonly [PageStanding['page'], RowCursor | null])[] => {
  // After the very last position there may be no row at all.
  const [middle, last] = [points[points.length >> 1], points.at(-2)]
  if (middle === undefined || last === undefined) throw new Error('There are too few rows for a deep page')
  return [
    ['first', null],
    ['deep', middle],
    ['last', last],
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
  after: RowCursor | null,
  rounds: number,
): Promise<Omit<PageStanding, 'column' | 'page'>> => {
  const statement = table.page(rowInputs.listRows.parse({ sort: { column, descending: false }, after }))
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
