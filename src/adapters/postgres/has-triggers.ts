import { quoteText } from './search-path.ts'

/**
 * The owner's triggers, in SQL. PostgreSQL 11 and 12 mark a partition's copy of its parent's trigger as internal;
 * unlike a constraint's trigger, it belongs to no constraint.
 *
 * @param trigger the alias of `pg_trigger` in the statement
 */
export const isOwnersTrigger = (trigger: string): string =>
  `(not ${trigger}.tgisinternal or ${trigger}.tgconstraint operator(pg_catalog.=) 0::pg_catalog.oid)`

/**
 * A condition in SQL: whether the table, or a partition of it, now has triggers of its owner. It had none before, and
 * a new trigger may remove rows that `returning` has already counted. An insert and `create trigger` exclude each
 * other, so within a statement that inserts the answer stays true to its end.
 *
 * @param table quoted, with its schema
 */
export const hasTriggers = (table: string): string => `exists (
    with recursive tree as (
      select ${quoteText(table)}::pg_catalog.regclass::pg_catalog.oid as oid
      union all
      select i.inhrelid from tree
      join pg_catalog.pg_class p on p.oid operator(pg_catalog.=) tree.oid and p.relkind operator(pg_catalog.=) 'p'
      join pg_catalog.pg_inherits i on i.inhparent operator(pg_catalog.=) tree.oid
    )
    select from tree join pg_catalog.pg_trigger t on t.tgrelid operator(pg_catalog.=) tree.oid
    where ${isOwnersTrigger('t')} and t.tgenabled operator(pg_catalog.<>) 'D')`
