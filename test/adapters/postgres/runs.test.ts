import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mostSteps, readSeries, stepFor } from '../../../src/adapters/postgres/run-series.ts'
import { listRuns, readRunAndPrevious } from '../../../src/adapters/postgres/runs.ts'
import type { CommandInput } from '../../../src/contract/monitor.ts'
import { failure } from '../../../src/contract/failure.ts'
import { runInputs, type RunSummary } from '../../../src/contract/runs.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

let bench: TestStore
const runs: string[] = []
const circumstances = {
  queueEndpoint: 'http://127.0.0.1:4566',
  database: '127.0.0.1:5432/app',
  maskKey: '0123456789abcdef',
  host: 'here',
  version: '0.1.0',
  settings: { until: 'empty', maxMessages: null, writers: 4, allowUnknownFields: false },
}

beforeAll(async () => {
  bench = await createTestStore()
  for (let index = 0; index < 5; index += 1) {
    const runId = crypto.randomUUID()
    await bench.store.openRun({ runId, queue: `q${index}`, ...(index > 0 && { circumstances }) })
    runs.push(runId)
  }
  const [drained = '', failedRun = ''] = runs
  await bench.store.commit({
    batchId: crypto.randomUUID(),
    runId: drained,
    items: bench.prepare([createDelivery(), createDelivery(), createDelivery({ body: 'bad' })]),
  })
  await bench.store.recordReleased(drained, 2)
  await bench.store.closeRun(drained, 'drained')
  await bench.store.closeRun(failedRun, 'failed', failure('database-denied', { code: '42501' }))
  await bench.store.closeRun(runs[2] ?? '', 'stopped')
})
afterAll(() => bench.close())

const list = (input: CommandInput<'listRuns'> = {}, active: string | null = null) =>
  listRuns(bench.database, runInputs.listRuns.parse(input), active)

describe('the history of runs', () => {
  it('has the newest first, every one exactly once, page by page', async () => {
    const seen: RunSummary[] = []
    let before: string | null = null
    do {
      const page = await list({ before, limit: 2 })
      expect(page.total).toBe(5)
      seen.push(...page.runs)
      before = page.next
    } while (before !== null)
    expect(seen.map((run) => run.queue)).toEqual(['q4', 'q3', 'q2', 'q1', 'q0'])
  })

  it('leaves stretches of ten seconds and more between two transactions out of the time that a run worked', async () => {
    const runId = crypto.randomUUID()
    const other = await createTestStore()
    await other.store.openRun({ runId, queue: 'paused' })
    // Seconds after the start when something was settled: a pause of 40 s, one of 9 s, and one of 10 s.
    const seconds = [1, 2, 42, 51, 61, 62]
    await other.database.query({
      text: `insert into sluice.batches (batch_name, run_id, at, received, loaded, duplicates, rejected, released)
             select gen.id, $1::uuid, r.started_at + make_interval(secs => gen.s), 1, 1, 0, 0, 0
             from unnest($2::uuid[], $3::float8[]) as gen (id, s), sluice.runs r where r.run_id = $1`,
      values: [runId, seconds.map(() => crypto.randomUUID()), seconds],
    })
    const [run] = await readRunAndPrevious(other.database, runId, null)
    expect(run).toMatchObject({ idleMs: 50_000, counts: { received: 6 } })
    await other.close()
  })

  it('says of each what it counted, how it ended and why it failed', async () => {
    const page = await list()
    expect(page.runs[4]).toMatchObject({
      status: 'drained',
      counts: { received: 5, loaded: 2, duplicates: 0, rejected: 1, released: 2 },
      failure: null,
    })
    expect(page.runs[3]).toMatchObject({
      status: 'failed',
      failure: { code: 'database-denied', details: { code: '42501' } },
      circumstances,
    })
  })

  it('calls a run without an end running while it is worked on, and else cut off', async () => {
    const page = await list({}, runs[4])
    expect(page.runs.map((run) => run.status)).toEqual(['running', 'cut-off', 'stopped', 'failed', 'drained'])
    expect(page.runs[1]?.lastAt).toBe(page.runs[1]?.startedAt)
  })

  it('is filtered by how runs ended', async () => {
    const queues = async (status: CommandInput<'listRuns'>['status']) => {
      const page = await list({ status }, runs[4])
      expect(page.total).toBe(page.runs.length)
      return page.runs.map((run) => run.queue)
    }
    expect(await queues('failed')).toEqual(['q1'])
    expect(await queues('cut-off')).toEqual(['q3'])
    expect(await queues('running')).toEqual(['q4'])
    expect(await queues('limit')).toEqual([])
  })

  it('is filtered by queue, and then without runs over rejected messages', async () => {
    const retry = crypto.randomUUID()
    await bench.store.openRun({ runId: retry, queue: 'q1' })
    await bench.test.query(`update sluice.runs set kind = 'retry' where run_id = '${retry}'`)
    const page = await list({ queue: 'q1', limit: 1 })
    expect(page).toMatchObject({ runs: [{ runId: runs[1] }], total: 1, next: null })
    expect(await list({ queue: 'q1', status: 'drained' })).toMatchObject({ runs: [], total: 0 })
    expect(await list({ queue: "q1' or true --" })).toMatchObject({ runs: [], total: 0 })
    await bench.test.query(`delete from sluice.runs where run_id = '${retry}'`)
  })

  it('knows no circumstances of runs from before they were recorded', async () => {
    expect((await list()).runs[4]?.circumstances).toBeNull()
  })
})

describe('one run', () => {
  it('comes with the one before it, and the first alone', async () => {
    const both = await readRunAndPrevious(bench.database, runs[1] ?? '', null)
    expect(both.map((run) => run.queue)).toEqual(['q1', 'q0'])
    expect(await readRunAndPrevious(bench.database, runs[0] ?? '', null)).toHaveLength(1)
    expect(await readRunAndPrevious(bench.database, crypto.randomUUID(), null)).toEqual([])
  })

  it('is divided into at most three hundred stretches that begin with it and omit nothing', async () => {
    const runId = await bench.openRun()
    await bench.test.query(
      `update sluice.runs set started_at = '2024-01-01T00:00:00Z' where run_id = '${runId}'`,
    )
    await bench.test.query(`
      insert into sluice.batches (run_id, at, received, loaded, rejected)
      select '${runId}', timestamptz '2024-01-01T00:00:00Z' + i * interval '1 second', 10, 9, 1
      from generate_series(-1, 3599) as i`)
    const [run] = await readRunAndPrevious(bench.database, runId, null)
    if (run === undefined) throw new Error('It was opened')
    const series = await readSeries(bench.database, run)
    expect(series.stepMs).toBe(15_000)
    expect(series.loaded).toHaveLength(240)
    // The first also holds what was dated a second before the run began.
    expect(series.loaded.slice(0, 3)).toEqual([144, 135, 135])
    expect(series.loaded.reduce((sum, count) => sum + count, 0)).toBe(run.counts.loaded)
    expect(series.rejected.reduce((sum, count) => sum + count, 0)).toBe(run.counts.rejected)
    expect(series.released.every((count) => count === 0)).toBe(true)
  })

  it('without a single transaction has one empty stretch', async () => {
    const [run] = await readRunAndPrevious(bench.database, runs[3] ?? '', null)
    if (run === undefined) throw new Error('It was opened')
    expect(await readSeries(bench.database, run)).toEqual({
      stepMs: 100,
      loaded: [0],
      duplicates: [0],
      rejected: [0],
      released: [0],
    })
  })
})

describe('the length of a stretch', () => {
  it.each([
    [0, 100],
    [4_999, 100],
    [5_000, 1_000],
    [299_999, 1_000],
    [300_000, 2_000],
    [3_600_000, 15_000],
    [86_400_000, 300_000],
    [365 * 86_400_000, 30 * 3_600_000],
  ])('of a run of %i ms is %i ms', (took, step) => {
    expect(stepFor(took)).toBe(step)
    expect(Math.floor(took / step)).toBeLessThan(mostSteps)
  })
})
