import { quoteName } from '../../contract/quote-name.ts'
import { PortError } from '../../pipeline/ports.ts'
import type { Query } from './database.ts'
import type { DayFacts } from './table-facts.ts'

interface Partition {
  readonly oid: number
  readonly isPartitioned: boolean
  /** What a row must meet, as SQL over the table's columns; null for the default partition. */
  readonly bound: string | null
}

/** A day and its column, which is null if the event has none. */
interface Day {
  readonly column: string | null
  readonly day: string
}

/**
 * Whether a row of each day finds a partition. A partition's bound is a condition on the columns of its key; with
 * only the day given it can be computed, unless it needs another column, and then the result is unknown.
 */
export const readDays = async (
  query: Query,
  oid: number,
  column: string | null,
  days: readonly string[],
): Promise<readonly DayFacts[]> => {
  const found: DayFacts[] = []
  for (const day of days) found.push({ day, partition: await findPartition(query, oid, { column, day }) })
  return found
}

const findPartition = async (query: Query, oid: number, day: Day): Promise<DayFacts['partition']> => {
  const own = await boundsOf(query, 'c.oid = $1 and c.relispartition', oid)
  const mine = own.length === 0 ? 'there' : await anyTakes(query, own, day)
  return mine === 'there' ? descend(query, oid, day) : mine
}

/** Follows the partitions that take the day, through all levels. */
const descend = async (query: Query, oid: number, day: Day): Promise<DayFacts['partition']> => {
  const [table] = await query<{ isPartitioned: boolean }>({
    text: `select relkind = 'p' as "isPartitioned" from pg_catalog.pg_class where oid = $1`,
    values: [oid],
  })
  if (table?.isPartitioned !== true) return 'there'
  const partitions = await boundsOf(
    query,
    'c.relispartition and c.oid in (select inhrelid from pg_catalog.pg_inherits where inhparent = $1)',
    oid,
  )
  if (partitions.length === 0) return 'missing'
  const taking = await takers(query, partitions, day)
  if (taking === null) return 'unknown'
  const answers: DayFacts['partition'][] = []
  for (const { oid: next } of taking) answers.push(await descend(query, next, day))
  return answers.includes('there') ? 'there' : answers.includes('unknown') ? 'unknown' : 'missing'
}

const anyTakes = async (
  query: Query,
  partitions: readonly Partition[],
  day: Day,
): Promise<DayFacts['partition']> => {
  const taking = await takers(query, partitions, day)
  return taking === null ? 'unknown' : taking.length > 0 ? 'there' : 'missing'
}

const boundsOf = (query: Query, which: string, oid: number): Promise<readonly Partition[]> =>
  query<{ oid: number; isPartitioned: boolean; bound: string | null }>({
    text: `select c.oid, c.relkind = 'p' as "isPartitioned", pg_get_partition_constraintdef(c.oid) as bound
           from pg_catalog.pg_class c where ${which}`,
    values: [oid],
  })

/** Null if a bound needs more than the day. */
const takers = async (
  query: Query,
  partitions: readonly Partition[],
  { column, day }: Day,
): Promise<readonly Partition[] | null> => {
  const conditions = partitions.map(({ bound }) => `coalesce((${bound ?? 'true'}), false)`)
  const given = column === null ? '' : `$1::date as ${quoteName(column)}`
  try {
    const [row] = await query<{ takes: readonly boolean[] }>({
      text: `select array[${conditions.join(', ')}] as takes from (select ${given}) as entry`,
      values: column === null ? [] : [day],
    })
    return partitions.filter((_, index) => row?.takes[index] === true)
  } catch (error) {
    if (error instanceof PortError && error.kind === 'transient') throw error
    return null
  }
}
