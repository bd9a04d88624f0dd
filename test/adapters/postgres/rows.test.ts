import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listRows, mapRows } from '../../../src/adapters/postgres/rows.ts'
import { commandInputs } from '../../../src/contract/monitor.ts'
import type { RowFilter } from '../../../src/contract/row-filter.ts'
import type { EventRow, RowCursor } from '../../../src/contract/rows.ts'
import { inRow, loginColumns } from '../../support/login-columns.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

let bench: TestStore
const versions = [
  '2.9',
  '2.10',
  '2.10.0',
  '6.02',
  '6.2',
  '10',
  '9',
  '0.96',
  '2.10-beta',
  '2.10.0+2049',
  '99999999999999999999.1',
  null,
]

beforeAll(async () => {
  bench = await createTestStore()
  await bench.test.query(
    `insert into user_logins (user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date)
     select case when n % 7 = 0 then null when n % 7 = 1 then '' else 'user-' || n % 5 end, case when n % 2 = 0 then 'ios' else 'Android' end,
       md5((n % 9)::text), null, case n % 4 when 0 then 'DE' when 1 then 'de' when 2 then 'É' end,
       ($1::text[])[1 + n % 12], case when n % 6 = 0 then null else date '2024-02-27' + n % 4 end
     from generate_series(1, 60) n`,
    [versions],
  )
})
afterAll(() => bench.close())

interface Sort {
  readonly column: string | null
  readonly descending: boolean
}

/** Every row, page by page, as a window asks for them. */
const readAll = async (
  sort: Sort,
  limit: number,
  filters: readonly RowFilter[] = [],
): Promise<readonly EventRow[]> => {
  const all: EventRow[] = []
  let after: RowCursor | null = null
  do {
    const input = commandInputs.listRows.parse({ sort, filters, after, limit })
    const page = await listRows(bench.rows, input)
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    all.push(...page.rows)
    after = page.next
  } while (after !== null)
  return all
}

const countOf = async (filters: readonly RowFilter[]): Promise<number> =>
  (await mapRows(bench.rows, { sort: { column: null, descending: true }, filters: [...filters] })).count

const sorts = [...loginColumns, null].flatMap((column) =>
  [false, true].map((descending) => ({ column, descending })),
)

describe('pages of rows', () => {
  it.each(sorts)('contain every row exactly once, by $column (descending: $descending)', async (sort) => {
    const whole = await readAll(sort, 500)
    expect(whole).toHaveLength(60)
    for (const limit of [1, 7, 60])
      expect((await readAll(sort, limit)).map((row) => row.id)).toEqual(whole.map((row) => row.id))
    const other = await readAll({ ...sort, descending: !sort.descending }, 500)
    expect(other.map((row) => row.id)).toEqual(whole.map((row) => row.id).toReversed())
  })

  it.each(sorts)('begin where their map says, by $column (descending: $descending)', async (sort) => {
    const filters: readonly RowFilter[] = [{ column: 'masked_device_id', how: 'empty' }]
    await bench.test.query(`insert into user_logins (user_id, masked_device_id)
      select 'many-' || n % 13, case when n % 100 = 0 then 'known' end from generate_series(1, 700) n`)
    try {
      const whole = await readAll(sort, 500, filters)
      const { count, step, points } = await mapRows(bench.rows, { sort, filters: [...filters] })
      expect({ count, step, points: points.length }).toEqual({ count: 60 + 693, step: 200, points: 3 })
      for (const [index, after] of points.entries()) {
        const input = commandInputs.listRows.parse({ sort, filters, after, limit: 3 })
        const start = (index + 1) * step
        expect((await listRows(bench.rows, input)).rows).toEqual(whole.slice(start, start + 3))
      }
    } finally {
      await bench.test.query(`delete from user_logins where user_id like 'many-%'`)
    }
  })

  it('order versions by number, part by part, and those without one first', async () => {
    const rows = await readAll({ column: 'app_version', descending: false }, 500)
    expect([...new Set(rows.map((row) => inRow(row, 'app_version')))].slice(0, 4)).toEqual([
      null,
      '0.96',
      '2.9',
      '2.10',
    ])
    const at = (version: string | null) => rows.findIndex((row) => inRow(row, 'app_version') === version)
    for (const [low, high] of [
      ['2.9', '2.10'],
      ['2.10', '2.10.0'],
      ['2.10', '2.10.0+2049'],
      ['2.10.0+2049', '6.02'],
      ['6.02', '9'],
      ['9', '10'],
      ['10', '99999999999999999999.1'],
    ] as const)
      expect(at(low)).toBeLessThan(at(high))
  })

  it('order texts by their characters and dates by time', async () => {
    const users = (await readAll({ column: 'user_id', descending: false }, 500)).map(
      (row) => inRow(row, 'user_id') ?? '',
    )
    expect(users).toEqual(users.toSorted())
    const dates = (await readAll({ column: 'create_date', descending: true }, 500)).map(
      (row) => inRow(row, 'create_date') ?? '',
    )
    expect(dates).toEqual(dates.toSorted().toReversed())
    expect(dates[0]).toBe('2024-03-01')
  })

  it('show a row as stored', async () => {
    const [row] = await readAll({ column: null, descending: false }, 1)
    expect(row).toEqual({
      id: '1',
      values: ['', 'Android', expect.stringMatching(/^[0-9a-f]{32}$/), null, 'de', '2.10', '2024-02-28'],
    })
  })

  it('stay whole for values that are longer than any that Sluice writes itself', async () => {
    await bench.test.query(`alter table user_logins alter column user_id type text`)
    await bench.test.query(
      `insert into user_logins (user_id) values (repeat('long', 100)), (repeat('long', 101))`,
    )
    try {
      expect(await readAll({ column: 'user_id', descending: false }, 1)).toHaveLength(62)
    } finally {
      await bench.test.query(`delete from user_logins where user_id like 'long%'`)
    }
  })
})

describe('filters', () => {
  const idsOf = async (...filters: RowFilter[]): Promise<number> => {
    const rows = await readAll({ column: null, descending: true }, 7, filters)
    expect(await countOf(filters)).toBe(rows.length)
    return rows.length
  }

  it('compare exactly, find a part without regard to case, and find what is empty', async () => {
    expect(await idsOf({ column: 'locale', how: 'is', text: 'DE' })).toBe(15)
    expect(await idsOf({ column: 'locale', how: 'contains', text: 'De' })).toBe(30)
    expect(await idsOf({ column: 'locale', how: 'contains', text: 'é' })).toBe(15)
    expect(await idsOf({ column: 'locale', how: 'empty' })).toBe(15)
    expect(await idsOf({ column: 'user_id', how: 'empty' })).toBe(8 + 9)
    expect(await idsOf({ column: 'user_id', how: 'is', text: '' })).toBe(9)
    expect(await idsOf({ column: 'create_date', how: 'contains', text: '2024-03' })).toBe(
      await idsOf({ column: 'create_date', how: 'is', text: '2024-03-01' }),
    )
  })

  it('combines filters with AND', async () => {
    expect(
      await idsOf(
        { column: 'device_type', how: 'is', text: 'ios' },
        { column: 'locale', how: 'is', text: 'DE' },
      ),
    ).toBe(15)
    expect(
      await idsOf(
        { column: 'device_type', how: 'is', text: 'Android' },
        { column: 'locale', how: 'is', text: 'DE' },
      ),
    ).toBe(0)
  })

  it.each(["'", "' or 1=1 --", '%', '_', '\\', '$1', '"; drop table user_logins; --', '\u202e😀', '*'])(
    'B28 take %j for the text it is',
    async (text) => {
      for (const column of loginColumns)
        for (const how of ['is', 'contains'] as const) expect(await idsOf({ column, how, text })).toBe(0)
    },
  )

  it('B28 and cursors with hostile values leave the table as it is', async () => {
    for (const value of ["'", 'x', '2024-02-30', '{1,2}', '9'.repeat(200)])
      for (const { column, descending } of sorts)
        await listRows(
          bench.rows,
          commandInputs.listRows.parse({ sort: { column, descending }, after: { id: '5', value } }),
        ).catch((error: unknown) => {
          expect(error).toMatchObject({ name: 'PortError', kind: 'data' })
        })
    expect(await countOf([])).toBe(60)
  })
})
