import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRows } from '../../../src/adapters/postgres/export-rows.ts'
import { listRows, mapRows } from '../../../src/adapters/postgres/rows.ts'
import { commandInputs } from '../../../src/contract/monitor.ts'
import type { EventRow, RowCursor, RowSort } from '../../../src/contract/rows.ts'
import { inRow, loginColumns } from '../../support/login-columns.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

/** Texts that are hard to sort, print or transmit. In a column of type `text` they can have any length. */
const oddTexts = [
  ...[
    null,
    '',
    ' ',
    '  ',
    '\t',
    '\n',
    'NULL',
    'null',
    '\\',
    "'",
    '"',
    '{}',
    '%',
    '_',
    '-infinity',
    'infinity',
  ],
  ...[
    'a',
    'a',
    'A',
    'a ',
    'ab',
    'é',
    'e\u0301',
    '\u0001',
    '\u00a0',
    '\u200b',
    '\ufeff',
    '\uffff',
    '😀',
    '\u{10ffff}',
  ],
  ...[
    'x'.repeat(65_536),
    'x'.repeat(65_537),
    `${'x'.repeat(65_537)}y`,
    'é'.repeat(40_000),
    '😀'.repeat(40_000),
  ],
]

const oddVersions = [
  ...[
    null,
    '',
    '0',
    '00',
    '1',
    '1.',
    '1.0',
    '1.0.0',
    '1.00',
    '1..2',
    '.1',
    '-1',
    '1-',
    '1-beta',
    '1-2',
    '1+2',
    '2.10',
  ],
  ...[
    '2.9',
    '2.9',
    '2.10-rc.1',
    '2.10+5',
    'beta',
    'v1',
    '١',
    '1e5',
    'NaN',
    'Infinity',
    '1_000',
    '{1,2}',
    ' 1',
    '1 ',
  ],
  ...['9'.repeat(19), '9'.repeat(20), '9'.repeat(1_000), `1.${'9'.repeat(500)}`],
]

const oddDays = [
  ...[
    null,
    'infinity',
    '-infinity',
    '2024-02-29',
    '2024-02-29',
    '1970-01-01',
    '0001-01-01',
    '0099-12-31',
    '9999-12-31',
  ],
  ...['10000-01-01', '123456-07-08', '294276-12-31', '294277-01-01', '5874897-12-31'],
  ...['0001-12-31 BC', '0001-01-01 BC', '0044-03-15 BC', '4713-01-01 BC'],
]

const oddOf = (column: string): readonly (string | null)[] =>
  column === 'create_date' ? oddDays : column === 'app_version' ? oddVersions : oddTexts

let bench: TestStore

beforeAll(async () => {
  bench = await createTestStore()
  for (const column of loginColumns)
    if (column !== 'create_date')
      await bench.test.query(`alter table user_logins alter column ${column} type text`)
  // Each column shifted by some rows against the previous one, so that no two have the same order.
  const rows = Math.max(oddTexts.length, oddVersions.length, oddDays.length)
  const columns = loginColumns.map((column, turn) => {
    const odd = oddOf(column)
    return Array.from({ length: rows }, (_, row) => odd[(row + turn * 7) % odd.length])
  })
  await bench.test.query(
    `insert into user_logins (${loginColumns.join(', ')})
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[])`,
    columns,
  )
  await bench.test.query(
    `insert into user_logins (user_id, login_id) values
       ('a', -9223372036854775808), ('a', -1), ('a', 0), ('a', 9223372036854775807)`,
  )
})
afterAll(() => bench.close())

const pageAt = (sort: RowSort, after: RowCursor | null, limit: number) =>
  listRows(bench.rows, commandInputs.listRows.parse({ sort, after, limit }))

const idsByPages = async (sort: RowSort, limit: number): Promise<readonly string[]> => {
  const ids: string[] = []
  let after: RowCursor | null = null
  do {
    // As it comes back from a window: through the schema, and through JSON.
    const page = await pageAt(sort, JSON.parse(JSON.stringify(after)) as RowCursor | null, limit)
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    ids.push(...page.rows.map(({ id }) => id))
    after = page.next
  } while (after !== null)
  return ids
}

const sorts: readonly RowSort[] = [...loginColumns, null].flatMap((column) =>
  [false, true].map((descending) => ({ column, descending })),
)

describe('A49 pages by a column with every odd value of its type', () => {
  it.each(sorts)(
    'together equal one page, by $column (descending: $descending)',
    { timeout: 120_000 },
    async (sort) => {
      const whole = (await pageAt(sort, null, 500)).rows.map(({ id }) => id)
      const [counted] = await bench.test.query<{ count: number }>(
        'select count(*)::integer as count from user_logins',
      )
      expect(new Set(whole).size).toBe(counted?.count)
      for (const limit of [1, 2, 3, 4]) expect(await idsByPages(sort, limit)).toEqual(whole)
      const other = (await pageAt({ ...sort, descending: !sort.descending }, null, 500)).rows
      expect(other.map(({ id }) => id)).toEqual(whole.toReversed())
    },
  )

  it.each(sorts)('begin where the map says, by $column (descending: $descending)', async (sort) => {
    // So many that points fall on odd values.
    await bench.test.query(`
      insert into user_logins (${loginColumns.join(', ')}, login_id)
      select ${loginColumns.join(', ')}, 1000 + row_number() over () from user_logins, generate_series(1, 90)
      where greatest(length(user_id), length(device_type), length(masked_ip), length(masked_device_id), length(locale)) < 100`)
    try {
      const { count, step, points } = await mapRows(bench.rows, { sort, filters: [] })
      expect(points.length).toBeGreaterThan(2)
      expect(points).toHaveLength(Math.floor(count / step))
      const ids: string[] = []
      let after: RowCursor | null = null
      do {
        const page: Awaited<ReturnType<typeof pageAt>> = await pageAt(sort, after, 500)
        ids.push(...page.rows.map(({ id }) => id))
        after = page.next
      } while (after !== null)
      expect(ids).toHaveLength(count)
      for (const [index, point] of points.entries()) {
        const start = (index + 1) * step
        const { rows } = await pageAt(sort, point, 3)
        expect(rows.map(({ id }) => id)).toEqual(ids.slice(start, start + 3))
      }
    } finally {
      await bench.test.query('delete from user_logins where login_id between 1000 and 1000000')
    }
  })

  it('show every day distinctly, and in its order', async () => {
    const { rows } = await pageAt({ column: 'create_date', descending: false }, null, 500)
    const days = rows.flatMap((row) => inRow(row, 'create_date') ?? [])
    expect([...new Set(days)]).toEqual([
      ...['-infinity', '4713-01-01 BC', '0044-03-15 BC', '0001-01-01 BC', '0001-12-31 BC', '0001-01-01'],
      ...['0099-12-31', '1970-01-01', '2024-02-29', '9999-12-31', '10000-01-01', '123456-07-08'],
      ...['294276-12-31', '294277-01-01', '5874897-12-31', 'infinity'],
    ])
  })

  it('find by filter exactly the rows that show the text', async () => {
    for (const text of ['infinity', '-infinity', '0044-03-15 BC', '2024-02-29', '5874897-12-31']) {
      const filters = [{ column: 'create_date' as const, how: 'is' as const, text }]
      const { rows } = await listRows(bench.rows, commandInputs.listRows.parse({ filters }))
      expect(new Set(rows.map((row) => inRow(row, 'create_date')))).toEqual(new Set([text]))
    }
    const empty = [{ column: 'create_date' as const, how: 'empty' as const }]
    const { rows } = await listRows(bench.rows, commandInputs.listRows.parse({ filters: empty, limit: 500 }))
    expect(rows.every((row) => inRow(row, 'create_date') === null)).toBe(true)
    expect(rows.length).toBeGreaterThan(1)
  })

  it('are in the order of an export', async () => {
    for (const sort of sorts) {
      const exported: EventRow[] = []
      await bench.database.session(60_000, async (on) => {
        const pages = readRows({ ...bench.rows, ...on }, { what: 'rows', sort, filters: [] })
        for await (const page of pages) exported.push(...page)
      })
      expect(exported).toEqual((await pageAt(sort, null, 500)).rows)
    }
  })
})
