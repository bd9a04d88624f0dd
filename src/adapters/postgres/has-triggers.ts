import { quoteText } from './search-path.ts'

/**
 * A condition in SQL: whether the table has triggers of its owner's by now. It was found to have none, and a trigger that was
 * made since may take rows away where `returning` has counted them already. An insert and `create trigger` exclude each other,
 * so within a statement that inserts the answer stays true to its end.
 *
 * @param table quoted, with its schema
 */
export const hasTriggers = (table: string): string =>
  `exists (select from pg_catalog.pg_trigger where tgrelid operator(pg_catalog.=) ${quoteText(table)}::pg_catalog.regclass::pg_catalog.oid
    and not tgisinternal and tgenabled operator(pg_catalog.<>) 'D')`
