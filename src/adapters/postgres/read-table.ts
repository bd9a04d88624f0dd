import { columnsOf } from '../../contract/event-columns.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import type { Query } from './database.ts'
import { readDays } from './partitions.ts'
import { readColumns, readSequences } from './read-columns.ts'
import { readBinding, readConstraints, readRowSecurity, readRules, readTriggers } from './read-guards.ts'
import { changesOf } from './table-changes.ts'
import type { ColumnFacts, TableFacts, TableKind } from './table-facts.ts'

/** The columns that our role reads and writes: those that the event fills, and the row's number. */
const neededColumns = (event: EventDefinition): readonly string[] => [
  ...columnsOf(event).map(({ name }) => name),
  event.table.rowNumber,
]

/** The deepest nesting of views: nobody goes deeper, and a circle must end. */
const deepest = 8

const kinds: Readonly<Record<string, TableKind>> = {
  r: 'table',
  p: 'partitioned',
  v: 'view',
  m: 'materialized-view',
  f: 'foreign-table',
}

interface RelationRow {
  readonly name: string
  readonly schema: string
  readonly kind: string
  readonly owner: string
  readonly isOwner: boolean
  readonly takesInserts: boolean
  readonly hasChildren: boolean
  readonly isPartition: boolean
  readonly useSchema: boolean
  readonly select: boolean
  readonly insert: boolean
  readonly version: number
}

/** Rights are looked up by column number, so that a table with other columns is not an error. */
const relationStatement = `
select format('%I.%I', n.nspname, c.relname) as name, n.nspname::text as schema, c.relkind::text as kind,
  pg_get_userbyid(c.relowner)::text as owner, pg_has_role(c.relowner, 'usage') as "isOwner",
  c.relkind <> 'v' or pg_relation_is_updatable(c.oid, true) & 8 <> 0 as "takesInserts",
  exists (select from pg_catalog.pg_inherits where inhparent = c.oid) as "hasChildren",
  c.relispartition as "isPartition",
  has_schema_privilege(n.oid, 'usage') as "useSchema",
  coalesce(may.read_all, true) as select, coalesce(may.write_all, true) as insert,
  current_setting('server_version_num')::integer as version
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
cross join lateral (
  select bool_and(has_column_privilege(c.oid, attnum, 'select')) as read_all,
    bool_and(has_column_privilege(c.oid, attnum, 'insert')) as write_all
  from pg_catalog.pg_attribute where attrelid = c.oid and attname = any ($2::text[]) and not attisdropped
) as may
where c.oid = $1`

/** The topmost parent of a partition or child. */
const rootStatement = `
with recursive up as (
  select inhparent, 1 as height from pg_catalog.pg_inherits where inhrelid = $1
  union all
  select i.inhparent, up.height + 1 from up join pg_catalog.pg_inherits i on i.inhrelid = up.inhparent
)
select format('%I.%I', n.nspname, c.relname) as name, c.oid, n.nspname::text as schema, c.relkind = 'p' as "isPartitioned"
from up join pg_catalog.pg_class c on c.oid = up.inhparent join pg_catalog.pg_namespace n on n.oid = c.relnamespace
order by up.height desc, up.inhparent limit 1`

/**
 * The one relation that a view reads, and which of its columns; nothing if it reads several. The dependencies of its
 * rule show what a view reads.
 */
const baseStatement = `
select min(d.refobjid::text) as oid, array_agg(distinct a.attname::text) filter (where a.attname is not null) as reads
from pg_catalog.pg_rewrite w
join pg_catalog.pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
  and d.refclassid = 'pg_class'::regclass and d.deptype = 'n'
join pg_catalog.pg_class c on c.oid = d.refobjid and c.relkind in ('r', 'p', 'v', 'f')
left join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid and a.attnum > 0
where w.ev_class = $1 and w.ev_type = '1' and d.refobjid <> $1
having count(distinct d.refobjid) = 1`

/**
 * Reads everything that the catalogue says of a relation; null if it is gone. Works on PostgreSQL 10 and later,
 * changes nothing and needs no right on the relation. Throws `PortError`.
 *
 * @param days the days whose partitions to look for, `YYYY-MM-DD`; a look may fail, so leave them out inside a
 * transaction
 */
export const readTable = async (
  query: Query,
  oid: number,
  event: EventDefinition,
  days: readonly string[] = [],
  depth = 0,
): Promise<TableFacts | null> => {
  const [row] = await query<RelationRow>({ text: relationStatement, values: [oid, neededColumns(event)] })
  if (row === undefined) return null
  const { name, schema, owner, isOwner, takesInserts, hasChildren, useSchema, select, insert } = row
  const [root] = await query<NonNullable<TableFacts['root']>>({ text: rootStatement, values: [oid] })
  const kind = kinds[row.kind] ?? 'other'
  const columns = await readColumns(query, oid, row.version)
  return {
    ...{ event, oid, name, schema, kind, owner, isOwner, takesInserts, hasChildren },
    root: root ?? null,
    rights: { useSchema, select, insert },
    columns,
    sequences: await readSequences(query, oid),
    triggers: await readTriggers(query, oid),
    rules: await readRules(query, oid),
    rowSecurity: await readRowSecurity(query, oid),
    bound: await readBindings(query, { oid, columns, event }, row.version),
    constraints: await readConstraints(query, oid, event.table.rowNumber),
    base: kind === 'view' && depth < deepest ? await readBase(query, oid, event, days, depth) : null,
    days:
      kind === 'partitioned' || row.isPartition
        ? await readDays(query, oid, event.table.sentColumn, days)
        : [],
  }
}

/** Only for columns that must be changed. */
const readBindings = async (
  query: Query,
  table: { readonly oid: number; readonly columns: readonly ColumnFacts[]; readonly event: EventDefinition },
  version: number,
): Promise<TableFacts['bound']> => {
  const bound = new Map<string, readonly string[]>()
  for (const { kind, column } of changesOf(table))
    if (kind === 'widen') bound.set(column, await readBinding(query, table.oid, column, version))
  return bound
}

const readBase = async (
  query: Query,
  oid: number,
  event: EventDefinition,
  days: readonly string[],
  depth: number,
): Promise<TableFacts['base']> => {
  const [found] = await query<{ oid: string; reads: readonly string[] | null }>({
    text: baseStatement,
    values: [oid],
  })
  const table = found && (await readTable(query, Number(found.oid), event, days, depth + 1))
  return table == null ? null : { table, reads: found?.reads ?? [] }
}
