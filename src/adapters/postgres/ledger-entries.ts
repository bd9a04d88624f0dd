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

/** Compares the texts of their origins, as `sluice.loaded_among` does with entries that were there from the start. */
export const metMeanwhile = `(
      select count(*) from lost cross join lateral sluice.loaded_among(origins, origin_texts) where origins is not null
    )`
