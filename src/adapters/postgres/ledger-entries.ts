import { hasTriggers } from './has-triggers.ts'
import type { LoadTarget } from './load-target.ts'
import type { RowList } from './row-list.ts'
import { batchSequence } from './sluice-rights.ts'

/** The parts that all statements that add to the ledger share. */

/** SQL for the number of the batch, which its entries name; drawn once a statement. */
export const nextBatch = `pg_catalog.nextval('${batchSequence}'::pg_catalog.regclass)`

/**
 * Makes entries of what is `numbered` (origin, origin_text, message_id, row_number, sent_at, sent_at_assumed), in the
 * order of their keys, so that two workers with the same messages cannot deadlock.
 *
 * @param place the column that says which of several messages with one origin comes first
 */
export const freshEntries = (place: string): string => `fresh as (
  insert into sluice.ledger (origin, row_number, batch_id, sent_at, sent_at_assumed, message_id, origin_text)
  select origin, row_number, batch_id, sent_at, nullif(sent_at_assumed, false),
    nullif(message_id, coalesce(origin_text, origin::text)), origin_text
  from numbered, batch order by origin, ${place}
  on conflict (origin) do nothing
  returning row_number
)`

/**
 * What others have loaded in the same moment, or what came twice in the batch, is `lost`, and is looked for only if
 * something is. No list of unknown length is joined: the planner would choose loops within loops.
 */
export const lostEntries = `whole as (
  select (select count(*) from fresh) = (select count(*) from numbered) as is_fresh
), lost as (
  select pg_catalog.array_agg(origin order by row_number) as origins,
    pg_catalog.array_agg(origin_text order by row_number) as origin_texts
  from numbered where not (select is_fresh from whole) and row_number not in (select row_number from fresh)
)`

/** Whether a row of `numbered` has its entry. */
export const isFresh = '((select is_fresh from whole) or row_number in (select row_number from fresh))'

/** Makes rows of what is `numbered` and has its entry. */
export const landedRows = ({ table, rowNumber }: LoadTarget, rows: RowList): string => `landed as (
  insert into ${table} (${rows.filled}, ${rowNumber.quoted}) overriding system value
  select ${rows.values}, row_number from numbered where ${isFresh}
  returning 1
)`

/**
 * How many rows were loaded, by the insert's own word; if they are `counted` before the commit, how many must be
 * found.
 */
export const loadedCount = ({ table }: LoadTarget, counted: boolean): string =>
  `(select count(*) from ${counted ? 'fresh' : `landed where not ${hasTriggers(table)}`})::integer`

/** The numbers to be looked for in the table before the commit; see `LoadForm`. */
export const givenNumbers = (counted: boolean): string =>
  counted ? '(select pg_catalog.array_agg(row_number) from fresh)' : 'null::bigint[]'

/** Compares the texts of their origins, as `sluice.loaded_among` does with entries that were there from the start. */
export const metMeanwhile = `(
      select count(*) from lost cross join lateral sluice.loaded_among(origins, origin_texts) where origins is not null
    )`
