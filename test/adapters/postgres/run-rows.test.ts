import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRows } from '../../../src/adapters/postgres/export-rows.ts'
import { listRows, mapRows, summarizeRows } from '../../../src/adapters/postgres/rows.ts'
import { findRunRows } from '../../../src/adapters/postgres/run-rows.ts'
import { commandInputs } from '../../../src/contract/monitor.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

/** Two runs with alternating transactions, so that their rows are mixed; a third in progress; one that loaded none. */
interface Runs {
  readonly first: string
  readonly second: string
  readonly going: string
  readonly empty: string
}

let bench: TestStore
let runs: Runs
const load = async (runId: string, count: number): Promise<void> => {
  const items = bench.prepare(Array.from({ length: count }, () => createDelivery()))
  await bench.store.commit({ batchId: crypto.randomUUID(), runId, items })
}
beforeAll(async () => {
  bench = await createTestStore()
  const [first, second, going, empty] = [
    await bench.openRun(),
    await bench.openRun(),
    await bench.openRun(),
    await bench.openRun(),
  ]
  runs = { first, second, going, empty }
  for (const runId of [first, second, first, second, first]) await load(runId, 7)
  await load(going, 3)
  // Written by someone else, so that no run loaded it.
  await bench.test.query(
    `insert into user_logins (user_id, app_version, device_type, masked_ip, masked_device_id, create_date)
     values ('u', '1.0', 'ios', 'm', 'm', '2026-01-01')`,
  )
  for (const runId of [first, second, empty]) await bench.store.closeRun(runId, 'drained')
})
afterAll(() => bench.close())

const list = async (run: string, limit = 5) => {
  const ids: string[] = []
  let after: Awaited<ReturnType<typeof listRows>>['next'] = null
  do {
    const page = await listRows(bench.rows, commandInputs.listRows.parse({ run, limit, after }))
    ids.push(...page.rows.map(({ id }) => id))
    after = page.next
  } while (after !== null)
  return ids
}

/** By the ledger, newest first. */
const rowsOf = async (run: string) => {
  const rows = await bench.test.query<{ id: string }>(
    `select row_number::text as id from sluice.loaded where run_id = '${run}' order by row_number desc`,
  )
  return rows.map(({ id }) => id)
}

describe('the rows of a run', () => {
  it.each(['first', 'second', 'going'] as const)(
    'are all that it loaded and no others, page by page: the %s',
    async (name) => {
      const ids = await list(runs[name])
      expect(ids).toEqual(await rowsOf(runs[name]))
      expect(ids).toHaveLength({ first: 21, second: 14, going: 3 }[name])
    },
  )

  it('are none for a run that loaded none, and for an unknown one', async () => {
    for (const run of [runs.empty, crypto.randomUUID()]) {
      expect(await list(run)).toEqual([])
      expect(await mapRows(bench.rows, commandInputs.mapRows.parse({ run }))).toMatchObject({ count: 0 })
      expect(await summarizeRows(bench.rows, 'locale', [], run)).toMatchObject({ top: [], others: 0 })
    }
  })

  it('are counted, summed and exported as they are listed, with other filters too', async () => {
    const run = runs.first
    const ofNoType = [{ column: 'device_type', how: 'is', text: 'no such' }] as const
    expect(await mapRows(bench.rows, commandInputs.mapRows.parse({ run }))).toMatchObject({ count: 21 })
    expect(await mapRows(bench.rows, commandInputs.mapRows.parse({ run, filters: ofNoType }))).toMatchObject({
      count: 0,
    })
    const { top, others } = await summarizeRows(bench.rows, 'device_type', [], run)
    expect(top.reduce((sum, { count }) => sum + count, others)).toBe(21)
    const exported = await bench.database.session(60_000, async (on) => {
      const ids: string[] = []
      const sort = { column: null, descending: true }
      for await (const page of readRows({ ...bench.rows, ...on }, { what: 'rows', sort, filters: [], run }))
        ids.push(...page.map(({ id }) => id))
      return ids
    })
    expect(exported).toEqual(await rowsOf(run))
  })

  it('in progress are always current: nothing of them is cached', async () => {
    expect(await findRunRows(bench.database.query, bench.rows.table, runs.going)).toMatchObject({
      between: null,
    })
    await load(runs.going, 2)
    expect(await list(runs.going)).toHaveLength(5)
  })
})
