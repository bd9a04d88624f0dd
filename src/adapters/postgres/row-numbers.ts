import { failure } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'
import type { Database } from './database.ts'
import type { LoadTarget } from './load-target.ts'
import { lockOutOtherStarts } from './migrate.ts'

/** Draws numbers in one call. Throws `PortError`. */
export const drawNumbers = async (
  database: Database,
  target: LoadTarget,
  count: number,
): Promise<readonly string[]> => {
  const rows = await database.query<{ number: string }>({
    text: `select (${target.nextNumber})::text as number from generate_series(1, $1::integer)`,
    values: [count],
  })
  return rows.map(({ number }) => number)
}

/**
 * Whether a row was refused for its number, which does not come from a message: the unique index is on a whole number
 * alone that no field fills. Throws `PortError`.
 */
export const isNumberTaken = async (
  database: Database,
  { columns }: LoadTarget,
  error: PortError,
): Promise<boolean> => {
  const { code, table, constraint } = error.failure.details
  if (code !== '23505' || constraint === undefined) return false
  const found = await database.query({
    text: `select from pg_index i
             join pg_class c on c.oid = i.indexrelid
             join pg_class t on t.oid = i.indrelid
             join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
           where c.relname = $1 and ($2::text is null or t.relname = $2)
             -- Columns that an index only carries along are of PostgreSQL 11.
             and coalesce((to_jsonb(i) ->> 'indnkeyatts')::integer, i.indnatts) = 1
             and a.atttypid in ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype)
             and a.attname <> all ($3::text[])`,
    values: [constraint, table ?? null, columns.map(({ name }) => name)],
  })
  return found.length > 0
}

/**
 * Raises the sequence to the table's highest number if it is behind, as after a restore that left it out. Returns a
 * sentence on what was done, or null if nothing was. Throws `PortError`, of kind `table` with `numbers-behind` if
 * this user may not raise it.
 */
export const raiseNumbers = async (database: Database, target: LoadTarget): Promise<string | null> => {
  const { sequence, table, rowNumber } = target
  if (sequence === null) return null
  try {
    return await database.transaction(async (query) => {
      await lockOutOtherStarts(query)
      const [raised] = await query<{ number: string }>({
        text: `select setval(${sequence}, highest)::text as number from (select max(${rowNumber.quoted}) as highest from ${table}) as t
               where highest > coalesce(pg_sequence_last_value(${sequence}), 0)`,
      })
      return raised === undefined
        ? null
        : `The numbers of new rows were behind those in ${table}; they now go on after ${raised.number}.`
    })
  } catch (error) {
    if (!(error instanceof PortError) || error.failure.details.code !== '42501') throw error
    const statement = `select setval(${sequence}, (select max(${rowNumber.quoted}) from ${table}))`
    throw new PortError('table', failure('numbers-behind', { table, column: rowNumber.name, statement }))
  }
}

/**
 * The same at a start, if an index makes the highest number quick to find. If this user may not raise it, the first
 * commit that needs it reports that. Throws `PortError`.
 */
export const raiseNumbersAtStart = async (database: Database, target: LoadTarget): Promise<string | null> => {
  const indexed = await database.query({
    text: `select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
           where i.indrelid = $1::regclass and a.attname = $2 and i.indisvalid limit 1`,
    values: [target.table, target.rowNumber.name],
  })
  if (indexed.length === 0) return null
  return raiseNumbers(database, target).catch((error: unknown) => {
    if (error instanceof PortError && error.kind === 'table') return null
    throw error
  })
}
