import { loginColumns, type LoginColumn, type RowIndexes } from '../../contract/rows.ts'
import type { Database, Session } from './database.ts'
import { rowSortKeys } from './row-sort-keys.ts'
import type { RowTable } from './row-table.ts'

/**
 * Sorting a large table by a column needs an index on exactly what is sorted by. Each index slows loading down and takes
 * room in a table that belongs to the user, so none is made unasked. They are known by their names, which nobody else uses.
 */
const indexName = (column: LoginColumn): string => `sluice_user_logins_${column}`

interface Row {
  readonly name: string
  readonly ready: boolean
}

/** Which indexes are ready, and about how large the table is. Throws `PortError`. */
export const listRowIndexes = async (on: RowTable): Promise<RowIndexes> => {
  const found = await indexesByName(on)
  const [table] = await on.query<{ rows: string }>({
    text: `select greatest(reltuples, 0)::bigint as rows from pg_class where oid = $1::regclass`,
    values: [on.table],
  })
  return {
    ready: loginColumns.filter((column) => found.get(indexName(column)) === true),
    estimatedRows: Number(table?.rows ?? 0),
  }
}

/**
 * Makes the index where it is missing, without holding up what is being loaded. One that was broken off leaves an invalid
 * index behind, here or earlier, which is dropped: it would cost as much as a good one and serve nobody. Throws
 * `PortError`, with `pooler-forbids` behind a pooler.
 */
export const makeRowIndex = async (
  on: Pick<Session, 'query' | 'bare'> & Pick<RowTable, 'table'>,
  column: LoginColumn,
  dropLeftover: () => Promise<void>,
): Promise<void> => {
  const name = indexName(column)
  const ready = (await indexesByName(on)).get(name)
  if (ready === true) return
  if (ready === false) await dropLeftover()
  try {
    await on.bare({
      text: `create index concurrently ${name} on ${on.table} ((${rowSortKeys[column](column)}), login_id)`,
    })
  } catch (error) {
    await dropLeftover().catch(() => undefined)
    throw error
  }
  // A page needs no statistics of the new index, but plans with filters are better with them.
  await on.query({ text: `analyze ${on.table}` })
}

/** How long dropping may wait for those who use the index, in milliseconds. */
const dropLimit = 60_000

/** Drops the index of a column, ready or not. Throws `PortError`, with `pooler-forbids` behind a pooler. */
export const dropRowIndex = async (
  { query, session, table }: RowTable & Pick<Database, 'session'>,
  column: LoginColumn,
): Promise<void> => {
  // Named with the schema of the table it is on: the search path may hold another one of the same name.
  const [found] = await query<{ name: string }>({
    text: `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indexrelid
           where i.indrelid = $1::regclass and c.relname = $2`,
    values: [table, indexName(column)],
  })
  if (found === undefined) return
  const text = `drop index concurrently if exists ${found.name}`
  await session(dropLimit, ({ bare }) => bare({ text }))
}

/** By name whether each is ready. */
const indexesByName = async ({ query, table }: RowTable): Promise<ReadonlyMap<string, boolean>> => {
  const rows = await query<Row>({
    text: `select c.relname::text as name, i.indisvalid and i.indisready as ready
           from pg_index i join pg_class c on c.oid = i.indexrelid
           where i.indrelid = $1::regclass and c.relname = any($2)`,
    values: [table, loginColumns.map(indexName)],
  })
  return new Map(rows.map(({ name, ready }) => [name, ready]))
}
