import { quoteText } from './search-path.ts'

/**
 * Triggers of an owner, in SQL. PostgreSQL 11 and 12 call what a partition has from its parent internal; unlike what keeps a
 * constraint, it belongs to none.
 *
 * @param trigger what `pg_trigger` is called in the statement
 */
export const isOwnersTrigger = (trigger: string): string =>
  `(not ${trigger}.tgisinternal or ${trigger}.tgconstraint operator(pg_catalog.=) 0::pg_catalog.oid)`

/**
 * A condition in SQL: whether the table, or a partition of it, has triggers of its owner's by now. It was found to have none,
 * and a trigger that was made since may take rows away where `returning` has counted them already. An insert and
 * `create trigger` exclude each other, so within a statement that inserts the answer stays true to its end.
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
