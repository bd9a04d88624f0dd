import type { Depth } from '../../contract/events.ts'
import type { History, PastRun } from '../../contract/history.ts'
import type { ParsedInput } from '../../contract/monitor.ts'
import type { Database } from './database.ts'
import type { QueueIdentity } from './queue-identity.ts'
import { pastStretches } from './stretches.ts'

/** Throws `PortError`. */
export const recordDepth = async (
  database: Database,
  queue: QueueIdentity,
  depth: Depth,
  deadLetters: number | null,
): Promise<void> => {
  await database.query({
    text: `insert into sluice.depths (queue, queue_endpoint, visible, in_flight, delayed, dead_letters)
           values ($1, $2, $3, $4, $5, $6)`,
    values: [queue.name, queue.endpoint, depth.visible, depth.inFlight, depth.delayed, deadLetters],
  })
}

interface Row {
  readonly at: string
  readonly visible: string | null
  readonly in_flight: string | null
  readonly delayed: string | null
  readonly dead_letters: string | null
  readonly loaded: string
  readonly duplicates: string
  readonly rejected: string
  readonly most_loaded: string
  readonly most_duplicates: string
  readonly most_rejected: string
}

/**
 * The longest stretch for a rate, in seconds, so that a short run in a long step shows its speed. Not shorter, as
 * transactions come in bursts.
 */
const longestRate = 10

/** Steps begin at whole multiples of their length, so that a redrawn chart does not shimmer. */
const statement = `
with alone as (
  select not exists (select from sluice.runs where queue = $1 and queue_endpoint <> $4) as is_alone
), span as (
  select to_timestamp(floor(extract(epoch from clock_timestamp()) / $3::float8) * $3::float8)
    + make_interval(secs => $3::float8) as till
), steps as (
  select n, till - make_interval(secs => ($2::integer - n) * $3::float8) as ends from span, generate_series(1, $2::integer) as n
), looks as (
  select n, max(visible) as visible, max(in_flight) as in_flight, max(delayed) as delayed, max(dead_letters) as dead_letters
  from alone, steps join sluice.depths d
    on d.queue = $1 and d.at >= ends - make_interval(secs => $3::float8) and d.at < ends
  where coalesce(d.queue_endpoint = $4, is_alone)
  group by n
), pieces as (
  select n, piece, sum(loaded) as loaded, sum(duplicates) as duplicates, sum(rejected) as rejected
  from (
    select loaded, duplicates, rejected,
      $2::integer - floor(extract(epoch from (till - b.at)) / $3::float8)::integer as n,
      floor(extract(epoch from b.at) / $5::float8) as piece
    from alone, span, sluice.batches b join sluice.runs r using (run_id)
    where r.queue = $1 and coalesce(r.queue_endpoint = $4, is_alone) and b.at >= till - make_interval(secs => $2::integer * $3::float8) and b.at < till
  ) as placed
  group by n, piece
), settled as (
  select n, sum(loaded) as loaded, sum(duplicates) as duplicates, sum(rejected) as rejected,
    max(loaded) / $5::float8 as most_loaded, max(duplicates) / $5::float8 as most_duplicates,
    max(rejected) / $5::float8 as most_rejected
  from pieces
  group by n
)
select (extract(epoch from ends) * 1000)::bigint as at, visible, in_flight, delayed, dead_letters,
  coalesce(loaded, 0) as loaded, coalesce(duplicates, 0) as duplicates, coalesce(rejected, 0) as rejected,
  coalesce(most_loaded, 0) as most_loaded, coalesce(most_duplicates, 0) as most_duplicates, coalesce(most_rejected, 0) as most_rejected
from steps left join looks using (n) left join settled using (n)
order by n`

/** By the database's own clock. Throws `PortError`. */
export const getHistory = async (
  database: Database,
  queue: QueueIdentity,
  input: ParsedInput<'getHistory'>,
): Promise<History> => {
  const stepSeconds = Math.max(1, (input.minutes * 60) / input.steps)
  const steps = Math.ceil((input.minutes * 60) / stepSeconds)
  const [rows, runs, stretches] = await Promise.all([
    database.query<Row>({
      text: statement,
      values: [queue.name, steps, stepSeconds, queue.endpoint, Math.min(stepSeconds, longestRate)],
    }),
    pastRuns(database, queue, steps * stepSeconds),
    pastStretches(database, queue, steps * stepSeconds),
  ])
  return {
    stepSeconds,
    steps: rows.map((row) => ({
      at: Number(row.at),
      visible: numberOf(row.visible),
      inFlight: numberOf(row.in_flight),
      delayed: numberOf(row.delayed),
      deadLetters: numberOf(row.dead_letters),
      loaded: Number(row.loaded),
      duplicates: Number(row.duplicates),
      rejected: Number(row.rejected),
      most: {
        loaded: Number(row.most_loaded),
        duplicates: Number(row.most_duplicates),
        rejected: Number(row.most_rejected),
      },
    })),
    runs,
    stretches,
  }
}

/** Nobody can distinguish more in one chart. */
const mostRuns = 300

const pastRuns = async (
  database: Database,
  queue: QueueIdentity,
  seconds: number,
): Promise<readonly PastRun[]> => {
  const rows = await database.query<{ run_id: string; begun: string; ended: string }>({
    text: `
      with alone as (
        select not exists (select from sluice.runs where queue = $1 and queue_endpoint <> $2) as is_alone
      ), placed as (
        select run_id, started_at, coalesce(ended_at, last_at, started_at) as ended
        from alone, sluice.runs r left join lateral (
          select max(at) as last_at from sluice.batches b where b.run_id = r.run_id
        ) as last on ended_at is null
        where queue = $1 and kind = 'run' and coalesce(queue_endpoint = $2, is_alone)
      )
      select run_id, (extract(epoch from started_at) * 1000)::bigint as begun, (extract(epoch from ended) * 1000)::bigint as ended
      from placed
      where ended >= clock_timestamp() - make_interval(secs => $3::float8)
      order by started_at desc limit $4::integer`,
    values: [queue.name, queue.endpoint, seconds, mostRuns],
  })
  return rows.map(({ run_id, begun, ended }) => ({ runId: run_id, from: Number(begun), to: Number(ended) }))
}

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text))
