import { columnsOf, type EventColumn } from '../../contract/event-columns.ts'
import { PortError } from '../../pipeline/ports.ts'
import { isInteger } from './column-type.ts'
import type { Database, Query } from './database.ts'
import { filledTable } from './events.ts'
import type { TableFacts } from './table-facts.ts'
import { compileColumns, type TargetColumn } from './target-column.ts'

/** The contents of a table that someone else filled, as far as its first rows show. Contains no values. */
export interface TableContents {
  /** How many rows there are; an estimate above `countedRows`. */
  readonly rows: number
  readonly isEstimate: boolean
  /** How many rows Sluice has ever loaded for this event. */
  readonly loaded: number
  /** How many rows were checked. */
  readonly sampled: number
  readonly findings: readonly Finding[]
}

export interface Finding {
  readonly column: EventColumn
  readonly what: FindingKind
  /** How many of the checked rows. */
  readonly rows: number
}

export type FindingKind =
  /** Of a masked column: 64 hexadecimal digits, as masks are, in rows that Sluice did not load. */
  | 'hash'
  /** A hash of another length, or in capitals. */
  | 'other-hash'
  | 'base64'
  /** Of a masked column: anything else. */
  | 'plain'
  /** A text such as None that means no value. */
  | 'text-for-nothing'
  /** Of a version: a whole number, which has lost its dots. */
  | 'glued-version'

/** Up to this many rows are counted one by one. */
const countedRows = 10_000

const sampledRows = 300

/** The time limit of each look, in milliseconds. */
const patience = 3_000

/**
 * Looks at the first rows of a table, in no order, which costs little whatever its size. Null if it has no rows, or
 * may not be read, or reading fails or takes too long: nothing essential depends on it. Does not reject with
 * `PortError`.
 */
export const readContents = async (
  database: Pick<Database, 'session'>,
  table: TableFacts,
): Promise<TableContents | null> => {
  const { rights, rowSecurity } = table
  if (!rights.useSchema || !rights.select || (rowSecurity.applies && !rowSecurity.maySelect)) return null
  try {
    return await database.session(patience, async ({ query }) => {
      const { rows, isEstimate } = await countRows(query, table)
      if (rows === 0) return null
      const loaded = await countLoaded(query, table)
      return { rows, isEstimate, loaded, ...(await sampleRows(query, table, loaded === 0)) }
    })
  } catch (error) {
    if (error instanceof PortError) return null
    throw error
  }
}

const countRows = async (
  query: Query,
  { name, oid }: TableFacts,
): Promise<Pick<TableContents, 'rows' | 'isEstimate'>> => {
  const [found] = await query<{ counted: number; estimate: number }>({
    text: `select (select count(*) from (select from ${name} limit ${countedRows + 1}) as few)::integer as counted,
             (select greatest(sum(reltuples), 0) from pg_catalog.pg_class
              where oid = $1 or oid in (select inhrelid from pg_catalog.pg_inherits where inhparent = $1))::float8 as estimate`,
    values: [oid],
  })
  const { counted = 0, estimate = 0 } = found ?? {}
  return counted <= countedRows
    ? { rows: counted, isEstimate: false }
    : { rows: Math.max(counted, Math.round(estimate)), isEstimate: true }
}

/**
 * From the sums of batches, which are kept when the ledger is pruned. A run records its definition, which names its
 * table; an older one has the event's name, or loaded logins.
 */
const countLoaded = async (query: Query, table: TableFacts): Promise<number> => {
  const found = await query<{ name: string }>({
    text: `select c.relname::text as name from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'sluice' and c.relname in ('runs', 'batches', 'events')
             and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')`,
  })
  const known = new Set(found.map(({ name }) => name))
  if (!known.has('runs') || !known.has('batches')) return 0
  const { name, oid } = filledTable(table)
  const events = known.has('events')
    ? 'select event_id::text as event_id from sluice.events where table_name = $2 or table_oid = $3'
    : 'select null::text as event_id where $2::text is null and $3::oid is null'
  const [sum] = await query<{ loaded: string }>({
    text: `select coalesce(sum(b.loaded), 0)::text as loaded
           from sluice.batches b join sluice.runs r using (run_id) cross join lateral (select to_jsonb(r) as run) as j
           where case when run ->> 'event_id' is not null then run ->> 'event_id' in (${events})
             else coalesce(regexp_replace(run #>> '{settings,event}', ' [^ ]*$', ''), $1) = $1 end`,
    values: [table.event.name, name, oid],
  })
  return Number(sum?.loaded ?? 0)
}

/** Texts that programs write in place of a missing value. */
const nothings = ['none', 'null', 'nil', 'nan', 'nat', 'undefined', '<na>', '\\n']

interface Probe extends Omit<Finding, 'rows'> {
  /** SQL for whether a text is such a placeholder. */
  readonly holds: (text: string) => string
}

const masked: readonly (readonly [FindingKind, Probe['holds']])[] = [
  ['hash', (text) => `${text} ~ '^[0-9a-f]{64}$'`],
  ['other-hash', isOtherHash],
  ['base64', (text) => `${isBase64(text)} and not (${isOtherHash(text)})`],
  [
    'plain',
    (text) =>
      `not (${text} ~ '^[0-9a-f]{64}$' or ${isOtherHash(text)} or ${isBase64(text)} or ${isNothing(text)})`,
  ],
]

function isOtherHash(text: string): string {
  return `${text} ~ '^[0-9A-Fa-f]+$' and length(${text}) in (32, 40, 48, 56, 64, 96, 128) and not ${text} ~ '^[0-9a-f]{64}$'`
}

/** A hash of 16 bytes or more, in lower or upper case, but not a UUID. */
function isBase64(text: string): string {
  return `${text} ~ '^[A-Za-z0-9+/_-]{22,}={0,2}$' and ${text} ~ '[a-z]' and ${text} ~ '[A-Z]' and not ${text} ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$'`
}

function isNothing(text: string): string {
  return `lower(${text}) in (${nothings.map((word) => `'${word}'`).join(', ')})`
}

const probesOf = (column: EventColumn, type: string | undefined, isAllForeign: boolean): readonly Probe[] => {
  const listed = column.field?.enum?.map((text) => text.toLowerCase()) ?? []
  const isWord = nothings.some((word) => listed.includes(word))
  return [
    ...(column.content === 'mask'
      ? masked
          .filter(([what]) => what !== 'hash' || isAllForeign)
          .map(([what, holds]) => ({ column, what, holds }))
      : []),
    ...(isWord ? [] : [{ column, what: 'text-for-nothing' as const, holds: isNothing }]),
    ...(column.content === 'version'
      ? [
          {
            column,
            what: 'glued-version' as const,
            holds: (text: string) =>
              type !== undefined && isInteger({ type }) ? `${text} is not null` : `${text} ~ '^[0-9]{2,}$'`,
          },
        ]
      : []),
  ]
}

/** @param isAllForeign whether Sluice has loaded none of the rows */
const sampleRows = async (
  query: Query,
  { event, columns, name }: TableFacts,
  isAllForeign: boolean,
): Promise<Pick<TableContents, 'sampled' | 'findings'>> => {
  const types = new Map(columns.map((column) => [column.name, column.type]))
  const filled = new Map(compileColumns(event, columns).map((column) => [column.name, column]))
  const looked = columnsOf(event).flatMap((column): readonly [EventColumn, TargetColumn][] => {
    const target = filled.get(column.name)
    return target === undefined || !types.has(column.name) ? [] : [[column, target]]
  })
  const probes = looked.flatMap(([column], index) =>
    probesOf(column, types.get(column.name), isAllForeign).map((probe) => ({ ...probe, text: `c${index}` })),
  )
  const sample = looked.map(([, { quoted, text }], index) => `left(${text(quoted)}, 300) as c${index}`)
  const [counts] = await query<Readonly<Record<string, number>>>({
    text: `select ${[
      'count(*)::integer as n',
      ...probes.map(
        ({ holds, text }, index) => `count(*) filter (where ${holds(text)})::integer as p${index}`,
      ),
    ].join(', ')}
      from (select ${sample.join(', ')} from ${name} limit ${sampledRows}) as sample`,
  })
  return {
    sampled: counts?.n ?? 0,
    findings: probes.flatMap(({ column, what }, index) => {
      const rows = counts?.[`p${index}`] ?? 0
      // A version can be a whole number; if most are, that is not chance.
      const least = what === 'glued-version' ? (counts?.n ?? 0) / 2 : 1
      return rows === 0 || rows < least ? [] : [{ column, what, rows }]
    }),
  }
}
