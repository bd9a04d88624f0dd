import { failure, FailureError } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'
import type { Database, Query } from './database.ts'
import { startLock } from './migrate.ts'

/** How long to wait for others, in milliseconds. */
export interface Patience {
  /** In one try. If longer, later sessions would queue behind us. */
  readonly perTry: number
  /** In all tries together. */
  readonly inAll: number
}

export const usualPatience: Patience = { perTry: 3_000, inAll: 30_000 }

/** The change itself may have to rewrite many million rows, so it may take this long, in milliseconds. */
const longest = 60 * 60_000

/** The pause between two tries, in milliseconds, so that others get their turn. */
const pauses = [250, 500, 1_000, 2_000, 4_000]

/**
 * Runs a transaction that may have to wait for the table or for the lock of starts: a few seconds at a time, half a
 * minute in all; the work itself can take long. Throws `FailureError` with `table-busy`, which says who holds it, or
 * what the action throws.
 *
 * @param table quoted; for words and to find who holds it
 */
export const whileOthersWait = async <T>(
  database: Database,
  table: string,
  action: (query: Query) => Promise<T>,
  { perTry, inAll }: Patience = usualPatience,
): Promise<T> => {
  const until = performance.now() + inAll
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await tryOnce(database, perTry, action)
    } catch (error) {
      if (!isLockedOut(error)) throw error
      const holders = await holdersOf(database.query, table)
      if (performance.now() > until) throw new FailureError(failure('table-busy', { table, holders }))
      await new Promise((resolve) => setTimeout(resolve, pauses[Math.min(attempt, pauses.length - 1)]))
    }
  }
}

const tryOnce = <T>(database: Database, perTry: number, action: (query: Query) => Promise<T>): Promise<T> =>
  database.transaction(
    async (query) => {
      await query({ text: `set local lock_timeout = ${perTry}` })
      return action(query)
    },
    { timeout: longest },
  )

/** 55P03: no lock in time. 40P01: a deadlock, of which we were the victim. */
const isLockedOut = (error: unknown): error is PortError =>
  error instanceof PortError && ['55P03', '40P01'].includes(error.failure.details.code ?? '')

/** An advisory lock on a big number shows as its two halves. */
const holdersStatement = `
select distinct a.pid, coalesce(a.application_name, '') as application, coalesce(a.state, '') as state
from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a on a.pid = l.pid
where l.granted and l.pid <> pg_backend_pid() and (
  (l.locktype = 'relation' and l.relation = to_regclass($1)) or
  (l.locktype = 'advisory' and l.objsubid = 1 and ((l.classid::bigint << 32) | l.objid::bigint) = $2)
)
order by a.pid limit 5`

const holdersOf = async (query: Query, table: string): Promise<string> => {
  const rows = await query<{ pid: number; application: string; state: string }>({
    text: holdersStatement,
    values: [table, startLock],
  })
  return rows.map(describeHolder).join(', ')
}

/** An application chooses its own name: only printable characters are passed on. */
const describeHolder = (holder: { pid: number; application: string; state: string }): string => {
  const more = [holder.application, holder.state].map((text) => text.replaceAll(/[^\x20-\x7e]/g, '?'))
  const known = more.filter((text) => text !== '').join(', ')
  return `process ${holder.pid}${known === '' ? '' : ` (${known})`}`
}
