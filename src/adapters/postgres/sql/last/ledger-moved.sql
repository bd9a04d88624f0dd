-- The last step of 0007: once the former ledger is empty, nothing reads it any more, and it is dropped. Its owner can
-- run this any number of times; if entries are left, or it is gone, this does nothing. Nobody adds to it, so empty
-- stays empty.
do $last$
declare
  is_left boolean;
begin
  -- One at a time, and not while entries are moved or forgotten: moveLock in move-ledger.ts.
  perform pg_advisory_xact_lock(5846320012);
  if to_regclass('sluice.former_ledger') is null then
    return;
  end if;
  execute 'select exists (select from sluice.former_ledger)' into is_left;
  if is_left then
    return;
  end if;
  -- Commits in progress end first, and others wait: they would see the old function and then miss the table.
  lock table sluice.ledger in share row exclusive mode;
  create or replace view sluice.loaded as
  select false as is_former, l.origin, l.message_id as renamed_id,
    coalesce(l.origin_text, l.origin::text collate "C") as origin_id,
    coalesce(l.message_id, l.origin_text, l.origin::text collate "C") as message_id,
    l.row_number, b.run_id, r.mask_key, l.sent_at, coalesce(l.sent_at_assumed, false) as sent_at_assumed,
    b.at as loaded_at, r.event_id
  from sluice.ledger l
  left join sluice.batches b on b.batch_id = l.batch_id
  left join sluice.runs r on r.run_id = b.run_id;
  create or replace function sluice.loaded_among(origins uuid[], origin_texts text[])
    returns table (origin uuid, message_id text)
    language sql volatile rows 10
    set search_path = pg_catalog, pg_temp
    set enable_seqscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
    as $$
      select l.origin, coalesce(l.message_id, l.origin_text, l.origin::text collate "C")
      from unnest(origins, origin_texts) as asked(origin, origin_text)
      join sluice.ledger l on l.origin = asked.origin
      where l.origin_text is not distinct from asked.origin_text or sluice.refuse_origin()
    $$;
  drop table sluice.former_ledger;
end
$last$;
