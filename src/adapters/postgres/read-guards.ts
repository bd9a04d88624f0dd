import type { Query } from './database.ts'
import { isOwnersTrigger } from './has-triggers.ts'
import type { RowSecurity, TriggerFacts } from './table-facts.ts'

/** What is between an insert and the table, and what else depends on it. */

/** Bits of `tgtype` (PostgreSQL, `catalog/pg_trigger.h`): BEFORE is 2, INSERT is 4, INSTEAD OF is 64. */
const triggersStatement = `
with recursive tree as (
  select c.oid from pg_catalog.pg_class c where c.oid = $1
  union
  select i.inhrelid from tree
  join pg_catalog.pg_class p on p.oid = tree.oid and p.relkind = 'p'
  join pg_catalog.pg_inherits i on i.inhparent = tree.oid
)
select t.tgname::text as name, bool_or(t.tgtype & 66 <> 0) as "isBefore"
from tree join pg_catalog.pg_trigger t on t.tgrelid = tree.oid
where ${isOwnersTrigger('t')} and t.tgtype & 4 <> 0
  and t.tgenabled in ('A', case current_setting('session_replication_role') when 'replica' then 'R' else 'O' end)
group by t.tgname order by t.tgname`

/** Those that fire, with those of partitions. */
export const readTriggers = (query: Query, oid: number): Promise<readonly TriggerFacts[]> =>
  query<{ name: string; isBefore: boolean }>({ text: triggersStatement, values: [oid] })

export const readRules = async (query: Query, oid: number): Promise<readonly string[]> => {
  const rows = await query<{ name: string }>({
    text: `select rulename::text as name from pg_catalog.pg_rewrite
           where ev_class = $1 and ev_type = '3' and ev_enabled <> 'D' order by rulename`,
    values: [oid],
  })
  return rows.map(({ name }) => name)
}

/** A policy for everybody has role 0 in its list. Without a permissive policy nothing passes. */
const rowSecurityStatement = `
select c.relkind in ('r', 'p') and row_security_active(c.oid) as applies,
  coalesce(bool_or(p.polcmd in ('a', '*')), false) as "mayInsert",
  coalesce(bool_or(p.polcmd in ('r', '*')), false) as "maySelect"
from pg_catalog.pg_class c
left join pg_catalog.pg_policy p on p.polrelid = c.oid and p.polpermissive
  and exists (select from unnest(p.polroles) as role where role = 0 or pg_has_role(role, 'usage'))
where c.oid = $1
group by c.oid, c.relkind`

export const readRowSecurity = async (query: Query, oid: number): Promise<RowSecurity> => {
  const [row] = await query<{ applies: boolean; mayInsert: boolean; maySelect: boolean }>({
    text: rowSecurityStatement,
    values: [oid],
  })
  return row ?? { applies: false, mayInsert: true, maySelect: true }
}

/** Names of the owner's constraints, except those on the row's number alone. */
export const readConstraints = async (
  query: Query,
  oid: number,
  rowNumber: string,
): Promise<readonly string[]> => {
  const rows = await query<{ name: string }>({
    text: `select conname::text as name from pg_catalog.pg_constraint c
           where conrelid = $1 and contype in ('c', 'u', 'p', 'x', 'f')
             and not exists (select from pg_catalog.pg_attribute a where a.attrelid = $1
               and a.attname = $2 and c.conkey = array[a.attnum])
           order by conname`,
    values: [oid, rowNumber],
  })
  return rows.map(({ name }) => name)
}

/**
 * Objects that keep PostgreSQL from changing a column's type, by the dependencies on the column: views and rules,
 * triggers that name it, policies, generated columns, functions, publications; a partition key and inheritance.
 * Indexes and checks are rebuilt with the new type, so they are not obstacles by themselves.
 */
const bindingStatement = (version: number): string => `
select distinct words from (
  select case when w.rulename = '_RETURN' then 'the view ' || w.ev_class::regclass::text
      else 'the rule ' || quote_ident(w.rulename) || ' of ' || w.ev_class::regclass::text end as words
  from bound join pg_catalog.pg_rewrite w on bound.classid = 'pg_rewrite'::regclass and w.oid = bound.objid
  union all
  select 'the trigger ' || quote_ident(t.tgname)
  from bound join pg_catalog.pg_trigger t on bound.classid = 'pg_trigger'::regclass and t.oid = bound.objid
  union all
  select 'the policy ' || quote_ident(p.polname)
  from bound join pg_catalog.pg_policy p on bound.classid = 'pg_policy'::regclass and p.oid = bound.objid
  union all
  select 'the function ' || p.oid::regproc::text
  from bound join pg_catalog.pg_proc p on bound.classid = 'pg_proc'::regclass and p.oid = bound.objid
  ${
    version >= 120_000
      ? `union all
  select 'the generated column ' || quote_ident(a.attname)
  from bound join pg_catalog.pg_attrdef f on bound.classid = 'pg_attrdef'::regclass and f.oid = bound.objid
  join pg_catalog.pg_attribute a on a.attrelid = f.adrelid and a.attnum = f.adnum and a.attgenerated <> ''`
      : ''
  }
  ${
    version >= 150_000
      ? `union all
  select 'the publication ' || quote_ident(b.pubname)
  from bound join pg_catalog.pg_publication_rel r on bound.classid = 'pg_publication_rel'::regclass and r.oid = bound.objid
  join pg_catalog.pg_publication b on b.oid = r.prpubid`
      : ''
  }
  union all
  select 'the partition key'
  from pg_catalog.pg_partitioned_table k, changed
  where k.partrelid = $1 and changed.attnum = any (k.partattrs::smallint[])
  union all
  select 'the table ' || i.inhparent::regclass::text || ', from which it comes'
  from pg_catalog.pg_inherits i, changed where i.inhrelid = $1 and changed.attinhcount > 0
) as obstacles order by words`

export const readBinding = async (
  query: Query,
  oid: number,
  column: string,
  version: number,
): Promise<readonly string[]> => {
  const rows = await query<{ words: string }>({
    text: `with changed as (
             select attnum, attinhcount from pg_catalog.pg_attribute
             where attrelid = $1 and attname = $2 and not attisdropped
           ), bound as (
             select d.classid, d.objid from pg_catalog.pg_depend d, changed
             where d.refclassid = 'pg_class'::regclass and d.refobjid = $1 and d.refobjsubid = changed.attnum
           ) ${bindingStatement(version)}`,
    values: [oid, column],
  })
  return rows.map(({ words }) => words)
}
