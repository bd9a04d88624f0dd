import type { Query } from './database.ts'
import type { ColumnFacts, SequenceFacts } from './table-facts.ts'

/** `attgenerated` came with PostgreSQL 12; before, no column was generated. */
const generatedSince = 120_000

interface ColumnRow {
  readonly name: string
  readonly type: string
  readonly typeName: string
  readonly isDomain: boolean
  readonly modifier: number
  readonly labels: readonly string[] | null
  readonly isRequired: boolean
  readonly identity: string
  readonly generated: string
  readonly hasDefault: boolean
  readonly defaultText: string | null
}

/** The extension can be in any schema, and anybody can make a type of that name. */
const isCitext = `t.typname = 'citext' and exists (
    select from pg_catalog.pg_depend d join pg_catalog.pg_extension x on x.oid = d.refobjid
    where d.classid = 'pg_catalog.pg_type'::regclass and d.objid = t.oid and d.deptype = 'e'
      and d.refclassid = 'pg_catalog.pg_extension'::regclass and x.extname = 'citext')`

/** A domain is followed to the type beneath it: its constraints and default count for the column. */
const columnsStatement = (version: number): string => `
with recursive resolved as (
  select a.attnum, a.atttypid as type_id, a.atttypmod as modifier, a.attnotnull as required, a.atthasdef as filled,
    false as is_domain
  from pg_catalog.pg_attribute a
  where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
  union all
  select r.attnum, t.typbasetype, t.typtypmod, r.required or t.typnotnull, r.filled or t.typdefault is not null, true
  from resolved r join pg_catalog.pg_type t on t.oid = r.type_id
  where t.typtype = 'd'
)
select a.attname::text as name, r.modifier, r.is_domain as "isDomain",
  case when ${isCitext} then 'citext' else format_type(r.type_id, null) end as type,
  (select format('"%s"."%s"', replace(n.nspname, '"', '""'), replace(t.typname, '"', '""'))
   from pg_catalog.pg_namespace n where n.oid = t.typnamespace) as "typeName",
  (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_catalog.pg_enum e
   where e.enumtypid = t.oid) as labels,
  r.required as "isRequired", a.attidentity::text as identity,
  ${version >= generatedSince ? 'a.attgenerated::text' : `''`} as generated,
  r.filled as "hasDefault", pg_get_expr(d.adbin, d.adrelid) as "defaultText"
from resolved r
join pg_catalog.pg_type t on t.oid = r.type_id and t.typtype <> 'd'
join pg_catalog.pg_attribute a on a.attrelid = $1 and a.attnum = r.attnum
left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
order by a.attnum`

export const readColumns = async (
  query: Query,
  oid: number,
  version: number,
): Promise<readonly ColumnFacts[]> => {
  const rows = await query<ColumnRow>({ text: columnsStatement(version), values: [oid] })
  return rows.map(({ identity, generated, hasDefault, modifier, ...row }) => ({
    ...{ name: row.name, type: row.type, typeName: row.typeName, isDomain: row.isDomain },
    ...{ isRequired: row.isRequired, defaultText: row.defaultText, labels: row.labels },
    ...sizeOf(row.type, modifier),
    filledBy: identity !== '' ? 'identity' : generated !== '' ? 'generated' : hasDefault ? 'default' : null,
  }))
}

/**
 * The meaning of a type's modifier (PostgreSQL, `utils/adt/varchar.c`, `numeric.c`, `timestamp.c`); below 0 it is
 * unset.
 */
const sizeOf = (type: string, modifier: number): Pick<ColumnFacts, 'width' | 'precision' | 'scale'> => {
  const none = { width: null, precision: null, scale: null }
  if (modifier < 0) return none
  switch (type) {
    case 'character varying':
    case 'character':
      return { ...none, width: modifier - 4 }
    case 'numeric': {
      const digits = modifier - 4
      // From PostgreSQL 15 on the scale can be below 0, in 11 bits.
      return { ...none, precision: digits >> 16, scale: ((digits & 0x7ff) ^ 1_024) - 1_024 }
    }
    case 'timestamp with time zone':
    case 'timestamp without time zone':
      return { ...none, precision: modifier }
    default:
      return none
  }
}

/**
 * The sequences behind identity columns, and those that a default names, whoever owns them. Only a role that can use
 * or read one sees its position.
 */
const sequencesStatement = `
with feeding as (
  select refobjsubid as attnum, objid as sequence from pg_catalog.pg_depend
  where classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass and refobjid = $1 and deptype = 'i'
  union
  select f.adnum, d.refobjid
  from pg_catalog.pg_attrdef f
  join pg_catalog.pg_depend d
    on d.classid = 'pg_attrdef'::regclass and d.objid = f.oid and d.refclassid = 'pg_class'::regclass
  where f.adrelid = $1
)
select a.attname::text as column, format('%I.%I', n.nspname, c.relname) as name,
  has_schema_privilege(n.oid, 'usage')
    and (has_sequence_privilege(c.oid, 'usage') or has_sequence_privilege(c.oid, 'update')) as "mayUse",
  s.seqincrement::text as increment, s.seqmin::text as least, s.seqmax::text as most, s.seqstart::text as start,
  case when has_sequence_privilege(c.oid, 'usage') or has_sequence_privilege(c.oid, 'select')
    then coalesce(pg_sequence_last_value(c.oid)::text, '') end as last
from feeding
join pg_catalog.pg_class c on c.oid = feeding.sequence and c.relkind = 'S'
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_sequence s on s.seqrelid = c.oid
join pg_catalog.pg_attribute a on a.attrelid = $1 and a.attnum = feeding.attnum`

interface SequenceRow {
  readonly column: string
  readonly name: string
  readonly mayUse: boolean
  readonly increment: string
  readonly least: string
  readonly most: string
  readonly start: string
  /** Empty if it has given none yet. */
  readonly last: string | null
}

export const readSequences = async (query: Query, oid: number): Promise<readonly SequenceFacts[]> => {
  const rows = await query<SequenceRow>({ text: sequencesStatement, values: [oid] })
  return rows.map(({ column, name, mayUse, increment, least, most, start, last }) => ({
    ...{ column, name, mayUse },
    increment: BigInt(increment),
    least: BigInt(least),
    most: BigInt(most),
    next: last === null ? null : last === '' ? BigInt(start) : BigInt(last) + BigInt(increment),
  }))
}
