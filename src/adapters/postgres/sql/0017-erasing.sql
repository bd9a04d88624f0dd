-- Rejected messages whose text was erased permanently. What is left of one, its ids, times and reasons, keeps every
-- count as it was, and keeps the message from being set aside again when it comes again.
do $$
declare
  states text;
begin
  select string_agg(distinct quote_literal(found.state[1]), ', ') into states
  from pg_catalog.pg_constraint c
  cross join lateral regexp_matches(pg_get_constraintdef(c.oid), '''([a-z-]+)''', 'g') as found(state)
  where c.conrelid = 'sluice.rejected'::regclass and c.conname = 'rejected_state_check';
  alter table sluice.rejected drop constraint rejected_state_check;
  execute format(
    'alter table sluice.rejected add constraint rejected_state_check check (state in (%s, %L))', states, 'erased');
end
$$;

-- What a retention time erases is looked for every hour.
create index rejected_to_erase on sluice.rejected (rejected_at) where state <> 'erased';
