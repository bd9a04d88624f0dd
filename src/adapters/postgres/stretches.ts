import type { PastStretch } from '../../contract/history.ts'
import type { Database } from './database.ts'
import type { QueueIdentity } from './queue-identity.ts'

/** Nobody can distinguish more in one chart. */
const mostStretches = 300

/** A pause or an outage to record. */
export interface NotedStretch {
  /** A UUID; recording it again only moves its end. */
  readonly id: string
  readonly kind: PastStretch['kind']
  /** How long ago it began and ended, in milliseconds: the database dates it by its own clock. */
  readonly beganAgo: number
  readonly endedAgo: number
}

/** Throws `PortError`. */
export const recordStretches = async (
  database: Pick<Database, 'query'>,
  queue: QueueIdentity,
  stretches: readonly NotedStretch[],
): Promise<void> => {
  await database.query({
    text: `insert into sluice.stretches (stretch_id, queue, queue_endpoint, kind, started_at, ended_at)
           select id, $1, $2, kind, clock_timestamp() - make_interval(secs => began / 1000),
             clock_timestamp() - make_interval(secs => ended / 1000)
           from unnest($3::uuid[], $4::text[], $5::float8[], $6::float8[]) as noted(id, kind, began, ended)
           on conflict (stretch_id) do update set ended_at = greatest(stretches.ended_at, excluded.ended_at)`,
    values: [
      queue.name,
      queue.endpoint,
      stretches.map(({ id }) => id),
      stretches.map(({ kind }) => kind),
      stretches.map(({ beganAgo }) => beganAgo),
      stretches.map(({ endedAgo }) => endedAgo),
    ],
  })
}

/** A queue's pauses and outages in the last `seconds`, newest first. Throws `PortError`. */
export const pastStretches = async (
  database: Pick<Database, 'query'>,
  queue: QueueIdentity,
  seconds: number,
): Promise<readonly PastStretch[]> => {
  const rows = await database.query<{ kind: PastStretch['kind']; began: string; ended: string }>({
    text: `select kind, (extract(epoch from started_at) * 1000)::bigint as began, (extract(epoch from ended_at) * 1000)::bigint as ended
           from sluice.stretches
           where queue = $1 and queue_endpoint = $2 and ended_at >= clock_timestamp() - make_interval(secs => $3::float8)
           order by ended_at desc limit $4::integer`,
    values: [queue.name, queue.endpoint, seconds, mostStretches],
  })
  return rows.map(({ kind, began, ended }) => ({ kind, from: Number(began), to: Number(ended) }))
}
