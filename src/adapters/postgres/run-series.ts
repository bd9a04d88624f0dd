import type { RunSeries, RunSummary } from '../../contract/runs.ts'
import type { Database } from './database.ts'

/** The most stretches that a run is divided into. */
export const mostSteps = 300

/** Lengths that read well beside a chart, in milliseconds. */
const niceSteps = [1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000]
const hour = 3_600_000

/**
 * The shortest round length that divides `ms` into at most `mostSteps`. Only a run of a few seconds gets steps below
 * a second: transactions come in bursts, which would hide a longer run's course.
 */
export const stepFor = (ms: number): number => {
  if (ms < 5_000) return 100
  const nice = niceSteps.find((step) => Math.floor(ms / step) < mostSteps)
  return nice ?? Math.ceil((ms + 1) / mostSteps / hour) * hour
}

interface Row {
  readonly step: number
  readonly loaded: string
  readonly duplicates: string
  readonly rejected: string
  readonly released: string
}

/**
 * A run's course, summed by the database. A transaction that was dated before the run began, as two clocks in one
 * statement allow, counts to the first stretch. Throws `PortError`.
 */
export const readSeries = async (
  database: Database,
  run: Pick<RunSummary, 'runId' | 'startedAt' | 'lastAt'>,
): Promise<RunSeries> => {
  const took = Math.max(0, Date.parse(run.lastAt) - Date.parse(run.startedAt))
  const stepMs = stepFor(took)
  const last = Math.floor(took / stepMs)
  const rows = await database.query<Row>({
    text: `
      select least(greatest(floor(extract(epoch from b.at - r.started_at) * 1000 / $2), 0), $3)::integer as step,
        sum(loaded) as loaded, sum(duplicates) as duplicates, sum(rejected) as rejected, sum(released) as released
      from sluice.batches b join sluice.runs r using (run_id)
      where b.run_id = $1
      group by 1`,
    values: [run.runId, stepMs, last],
  })
  const bySteps = new Map(rows.map((row) => [row.step, row]))
  const column = (name: Exclude<keyof Row, 'step'>): readonly number[] =>
    Array.from({ length: last + 1 }, (_, step) => Number(bySteps.get(step)?.[name] ?? 0))
  return {
    stepMs,
    loaded: column('loaded'),
    duplicates: column('duplicates'),
    rejected: column('rejected'),
    released: column('released'),
  }
}
