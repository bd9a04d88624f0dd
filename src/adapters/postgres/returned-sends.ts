import type { Query } from './database.ts'
import { originKeys } from './origin-key.ts'

/**
 * How often messages of each origin were sent back to queues, by origin; those never sent are left out. Sends by rules
 * and back to queues count together.
 */
export const countReturned = async (
  query: Query,
  origins: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  const each = [...new Set(origins)]
  const keys = originKeys(each).map(({ key }) => key)
  const rows = await query<{ origin: string; sends: number }>({
    text: `select origin::text, sum(tries)::integer as sends from sluice.returns
           where origin = any ($1::uuid[]) and outcome <> 'withdrawn' group by origin`,
    values: [keys],
  })
  const byKey = new Map(rows.map(({ origin, sends }) => [origin, sends]))
  return new Map(
    each.flatMap((origin, index) => {
      const sends = byKey.get(keys[index] ?? '')
      return sends === undefined ? [] : [[origin, sends] as const]
    }),
  )
}
