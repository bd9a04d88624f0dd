import type { RowIndexes } from '../../contract/rows.ts'
import { quoteName } from '../../contract/quote-name.ts'
import type { Database, Session } from './database.ts'
import { hashedName, madeName } from './made-name.ts'
import type { RowTable } from './row-table.ts'

/*
 * Sorting a large table by a column needs an index on exactly the sort key. Each index slows loading and takes space
 * in the user's table, so none is made unasked. They are recognised by their names, which nobody else uses.
 */

/** A hash distinguishes names of tables and columns that join to the same text (`a`, `b_c` and `a_b`, `c`). */
const indexNames = ({ table }: RowTable, column: string): readonly [usual: string, other: string] => {
  const parts = ['sluice', table.label, column] as const
  return [madeName(...parts), hashedName(...parts)]
}

/** Which indexes are ready, and about how large the table is. Throws `PortError`. */
export const listRowIndexes = async (on: RowTable): Promise<RowIndexes> => {
  const ready = await readyColumns(on)
  const [table] = await on.query<{ rows: string }>({
    text: `select greatest(reltuples, 0)::bigint as rows from pg_class where oid = $1::regclass`,
    values: [on.table.name],
  })
  return {
    ready: on.table.columns.flatMap(({ name }) => (ready.get(name) === true ? [name] : [])),
    estimatedRows: Number(table?.rows ?? 0),
  }
}

/**
 * Makes the index if it is missing, without blocking loads. An interrupted build, now or earlier, leaves an invalid
 * index, which is dropped: it would cost as much as a good one and be useless. Throws `FailureError` with
 * `no-such-column`, or `PortError`, with `pooler-forbids` behind a pooler.
 */
export const makeRowIndex = async (
  on: Pick<Session, 'query' | 'bare'> & Pick<RowTable, 'table'>,
  column: string,
  dropLeftover: () => Promise<void>,
): Promise<void> => {
  const { quoted, sortKeys } = on.table.column(column)
  const ready = (await readyColumns(on)).get(column)
  if (ready === true) return
  if (ready === false) await dropLeftover()
  const name = await freeName(on, column)
  try {
    await on.bare({
      text: `create index concurrently ${quoteName(name)} on ${on.table.name}
             ((${sortKeys.ofColumn(quoted)}), ${on.table.rowNumber})`,
    })
  } catch (error) {
    await dropLeftover().catch(() => undefined)
    throw error
  }
  // Pages work without statistics on the new index, but plans with filters are better with them.
  await on.query({ text: `analyze ${on.table.name}` })
}

/** How long dropping waits for users of the index, in milliseconds. */
const dropLimit = 60_000

/**
 * Drops the index of a column, ready or not. Throws `FailureError` with `no-such-column`, or `PortError`, with
 * `pooler-forbids` behind a pooler.
 */
export const dropRowIndex = async (
  on: RowTable & Pick<Database, 'session'>,
  column: string,
): Promise<void> => {
  on.table.column(column)
  // Qualified with its table's schema: the search path may have another one of the same name.
  const found = await on.query<{ name: string }>({
    text: `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indexrelid
           where i.indrelid = $1::regclass and c.relname = any ($2::text[])`,
    values: [on.table.name, indexNames(on, column)],
  })
  for (const { name } of found) {
    const text = `drop index concurrently if exists ${name}`
    await on.session(dropLimit, ({ bare }) => bare({ text }))
  }
}

interface Row {
  readonly name: string
  readonly ready: boolean
}

/** Whether each column's index is ready; columns without one are left out. */
const readyColumns = async (on: RowTable): Promise<ReadonlyMap<string, boolean>> => {
  const names = on.table.columns.map(({ name }) => [name, indexNames(on, name)] as const)
  const rows = await on.query<Row>({
    text: `select c.relname::text as name, i.indisvalid and i.indisready as ready
           from pg_index i join pg_class c on c.oid = i.indexrelid
           where i.indrelid = $1::regclass and c.relname = any ($2::text[])`,
    values: [on.table.name, names.flatMap(([, both]) => both)],
  })
  const ready = new Map(rows.map((row) => [row.name, row.ready]))
  return new Map(
    names.flatMap(([column, both]) => {
      const found = both.map((name) => ready.get(name)).filter((state) => state !== undefined)
      return found.length === 0 ? [] : [[column, found.includes(true)]]
    }),
  )
}

/** The usual name, unless something else in the table's schema has it. */
const freeName = async (on: RowTable, column: string): Promise<string> => {
  const [usual, other] = indexNames(on, column)
  const taken = await on.query({
    text: `select from pg_class c join pg_class t on t.relnamespace = c.relnamespace
           where t.oid = $1::regclass and c.relname = $2`,
    values: [on.table.name, usual],
  })
  return taken.length === 0 ? usual : other
}
