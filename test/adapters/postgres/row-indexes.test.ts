import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dropRowIndex, listRowIndexes, makeRowIndex } from '../../../src/adapters/postgres/row-indexes.ts'
import { listRows, mapRows } from '../../../src/adapters/postgres/rows.ts'
import { commandInputs } from '../../../src/contract/monitor.ts'
import type { RowCursor } from '../../../src/contract/rows.ts'
import { inRow, loginColumns } from '../../support/login-columns.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

const count = 50_000
let bench: TestStore

beforeAll(async () => {
  bench = await createTestStore()
  await bench.test.query(
    `insert into user_logins (user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date)
     select md5(n::text), case when n % 2 = 0 then 'ios' else 'android' end, md5('ip' || n % 9000), md5('device' || n),
       case n % 4 when 0 then 'DE' when 1 then 'US' when 2 then 'FR' end,
       n % 7 || '.' || n % 30 || '.' || n % 11, date '2024-01-01' + n % 700
     from generate_series(1, ${count}) n`,
  )
  await bench.test.query('analyze user_logins')
}, 60_000)
afterAll(() => bench.close())

const make = (column: string) =>
  bench.database.session(60_000, (on) =>
    makeRowIndex({ ...bench.rows, ...on }, column, () => dropRowIndex(rowsOfAll(), column)),
  )
const rowsOfAll = () => ({ ...bench.database, ...bench.rows })
const readyNow = async () => (await listRowIndexes(bench.rows)).ready

interface Plan {
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly Plans?: readonly Plan[]
}

/** The steps of the plan for one page, from the top down. */
const planOf = async (asked: object): Promise<readonly Plan[]> => {
  const { text, values } = bench.rows.table.page(commandInputs.listRows.parse(asked))
  const [row] = await bench.database.query<{ 'QUERY PLAN': readonly [{ readonly Plan: Plan }] }>({
    text: `explain (format json) ${text}`,
    ...(values && { values }),
  })
  const flat = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)]
  if (row === undefined) throw new Error('no plan')
  return flat(row['QUERY PLAN'][0].Plan)
}
const stepsOf = async (asked: object) => (await planOf(asked)).map((step) => step['Node Type'])

/** A point in the middle of the table, as a page would have given it. */
const middleOf = async (column: string | null): Promise<RowCursor> => {
  const after = { id: String(count / 2), value: null }
  const { rows } = await listRows(bench.rows, commandInputs.listRows.parse({ after, limit: 1 }))
  const found = rows[0]
  if (found === undefined) throw new Error('no row')
  return { id: found.id, value: column === null ? null : inRow(found, column), byRow: false }
}

describe('sorting by a column', () => {
  it('sorts the whole table for each page while there is no index', async () => {
    expect(await readyNow()).toEqual([])
    const steps = await stepsOf({ sort: { column: 'user_id', descending: false } })
    expect(steps.some((step) => step.includes('Sort'))).toBe(true)
  })

  it.each([...loginColumns, null])(
    'C18 by %s with its index, reads the first, a deep and the last page from it and sorts nothing',
    async (column) => {
      if (column !== null) {
        await make(column)
        await bench.test.query('analyze user_logins')
        expect(await readyNow()).toContain(column)
      }
      for (const descending of [false, true]) {
        const sort = { column, descending }
        const middle = await middleOf(column)
        const last = (await mapRows(bench.rows, { sort, filters: [] })).points.at(-1)
        for (const after of [null, middle, last ?? expect.fail('There is no point in the map')]) {
          const plan = await planOf({ sort, after })
          expect(plan.map((step) => step['Node Type'])).toEqual(['Limit', 'Index Scan'])
          if (column !== null) expect(plan.at(-1)?.['Index Name']).toBe(`sluice_user_logins_${column}`)
        }
      }
    },
    30_000,
  )

  it('pages the same with an index as without one', async () => {
    const asked = commandInputs.listRows.parse({
      sort: { column: 'app_version', descending: true },
      limit: 500,
    })
    await make('app_version')
    const fast = await listRows(bench.rows, asked)
    await dropRowIndex(bench.rows, 'app_version')
    expect(await readyNow()).not.toContain('app_version')
    expect(await listRows(bench.rows, asked)).toEqual(fast)
  })
})

describe('an index', () => {
  it('is made once, and dropping a missing one is not an error', async () => {
    await make('locale')
    await make('locale')
    await dropRowIndex(bench.rows, 'locale')
    await dropRowIndex(bench.rows, 'locale')
    expect(await readyNow()).not.toContain('locale')
  })

  it('that was interrupted counts as missing and is made again', async () => {
    await dropRowIndex(bench.rows, 'device_type')
    await make('device_type')
    await bench.test.query(
      `update pg_index set indisvalid = false where indexrelid = 'sluice_user_logins_device_type'::regclass`,
    )
    expect(await readyNow()).not.toContain('device_type')
    await make('device_type')
    expect(await readyNow()).toContain('device_type')
  })

  it('that cannot be made leaves nothing behind', async () => {
    await dropRowIndex(bench.rows, 'user_id')
    // Longer than an index takes, and not compressible.
    await bench.test.query(`alter table user_logins alter column user_id type text`)
    await bench.test.query(
      `insert into user_logins (user_id) select string_agg(md5(n::text), '') from generate_series(1, 500) n`,
    )
    await expect(make('user_id')).rejects.toMatchObject({ name: 'PortError' })
    const left = await bench.test.query(`select from pg_class where relname = 'sluice_user_logins_user_id'`)
    expect(left).toHaveLength(0)
  })

  it('comes with an estimate of the table’s size', async () => {
    const { estimatedRows } = await listRowIndexes(bench.rows)
    expect(estimatedRows).toBeGreaterThan(count * 0.9)
    expect(estimatedRows).toBeLessThan(count * 1.1)
  })
})
