import type { Depth } from '../../contract/events.ts'
import type { History } from '../../contract/history.ts'
import type { ParsedInput } from '../../contract/monitor.ts'
import type { Database } from './database.ts'

/** For how long samples of the depth are kept, in days. */
const depthDays = 30

/**
 * A queue as the history tells it from others: two endpoints may each have one of the same name. What was noted before
 * endpoints were (null) belongs to whichever queue has the name, as long as no second one is known to have it.
 */
export interface QueueIdentity {
  readonly name: string
  /** The service's address, or what stands for it where that changes from start to start. */
  readonly endpoint: string
}

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

/** Forgets samples that are older than `depthDays`, at most as many as a start may. Throws `PortError`. */
export const pruneDepths = async (database: Database): Promise<void> => {
  await database.query({
    text: `delete from sluice.depths where ctid in (
             select ctid from sluice.depths where at < now() - make_interval(days => $1::integer) limit 100000)`,
    values: [depthDays],
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
}

/** Steps begin at whole multiples of their length, so that a chart that is drawn again does not shimmer. */
const statement = `
with alone as (
  select not exists (select from sluice.runs where queue = $1 and queue_endpoint <> $4) as is_alone
), span as (
  select to_timestamp(floor(extract(epoch from clock_timestamp()) / $3::float8) * $3::float8)
    + make_interval(secs => $3::float8) as till
), steps as (
  select n, till - make_interval(secs => ($2::integer - n) * $3::float8) as ends from span, generate_series(1, $2::integer) as n
), looks as (
  select distinct on (n) n, visible, in_flight, delayed, dead_letters
  from alone, steps join sluice.depths d
    on d.queue = $1 and d.at >= ends - make_interval(secs => $3::float8) and d.at < ends
  where coalesce(d.queue_endpoint = $4, is_alone)
  order by n, d.at desc
), settled as (
  select n, sum(loaded) as loaded, sum(duplicates) as duplicates, sum(rejected) as rejected
  from (
    select loaded, duplicates, rejected,
      $2::integer - floor(extract(epoch from (till - b.at)) / $3::float8)::integer as n
    from alone, span, sluice.batches b join sluice.runs r using (run_id)
    where r.queue = $1 and coalesce(r.queue_endpoint = $4, is_alone) and b.at >= till - make_interval(secs => $2::integer * $3::float8) and b.at < till
  ) as placed
  group by n
)
select (extract(epoch from ends) * 1000)::bigint as at, visible, in_flight, delayed, dead_letters,
  coalesce(loaded, 0) as loaded, coalesce(duplicates, 0) as duplicates, coalesce(rejected, 0) as rejected
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
  const rows = await database.query<Row>({
    text: statement,
    values: [queue.name, steps, stepSeconds, queue.endpoint],
  })
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
    })),
  }
}

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text))
