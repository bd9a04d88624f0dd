-- A rejection settles its message id, a loaded row its origin id; and what PostgreSQL 10 and 11 cannot do is gone.

-- An earlier version of 0002 had the server compute these two, which PostgreSQL can do from 12 on. Now the statement
-- that writes a rejection sets them. `to_jsonb`, because the catalogue of PostgreSQL 10 and 11 has no such column; in
-- `execute`, because they do not know the words. PostgreSQL 12 cannot drop an expression and keep the values.
do $$
declare
  is_generated boolean;
  name text;
begin
  select coalesce(to_jsonb(a) ->> 'attgenerated', '') <> '' into is_generated
  from pg_attribute a where a.attrelid = 'sluice.rejected'::regclass and a.attname = 'cause';
  if not is_generated then
    return;
  end if;
  if current_setting('server_version_num')::integer >= 130000 then
    foreach name in array array['cause', 'codes'] loop
      execute format('alter table sluice.rejected alter column %I drop expression', name);
    end loop;
    return;
  end if;
  alter table sluice.rejected add column plain_cause text collate "C", add column plain_codes text[];
  update sluice.rejected set plain_cause = cause, plain_codes = codes;
  alter table sluice.rejected drop column cause, drop column codes;
  alter table sluice.rejected rename column plain_cause to cause;
  alter table sluice.rejected rename column plain_codes to codes;
  alter table sluice.rejected alter column cause set not null, alter column codes set not null;
  create index rejected_by_cause on sluice.rejected (state, cause, rejected_id);
  create index rejected_by_code on sluice.rejected using gin (codes);
end
$$;

-- Two rejections of one message cannot be, but two services may give the same id; the later one then gets a different
-- one.
update sluice.rejected r set message_id = r.message_id || '#' || r.rejected_id
where exists (
  select from sluice.rejected s where s.message_id = r.message_id and s.rejected_id < r.rejected_id
);

drop index sluice.rejected_by_message;

alter table sluice.rejected
  drop constraint rejected_origin_id_fkey,
  drop constraint rejected_origin_id_key,
  drop constraint rejected_state_check,
  -- Also found by its beginning.
  alter column message_id type text collate "C",
  add constraint rejected_message_id_key unique (message_id),
  add constraint rejected_state_check check (state in ('kept', 'discarded', 'loaded', 'already-loaded')),
  -- Whether the service gave no plausible time of sending, so that `sent_at` is the time of receipt.
  add column sent_at_assumed boolean not null default false,
  -- The run that retried it successfully, and the number of its row.
  add column retry_run_id uuid,
  add column login_id bigint;

-- From an origin to the messages under it that were rejected.
create index rejected_by_origin on sluice.rejected (origin_id);

-- Loaded rows only.
delete from sluice.ledger where login_id is null;

alter table sluice.ledger
  alter column login_id set not null,
  add column sent_at_assumed boolean not null default false;

alter table sluice.runs
  -- A run over the queue, or over rejected messages.
  add column kind text not null default 'run' check (kind in ('run', 'retry')),
  -- Ids of messages that a run gave back because the table refused them while there was no other row to compare them
  -- with; null if there were none.
  add column refused text[];

-- Queues of one name at two endpoints are two queues. Null in samples from before.
alter table sluice.depths add column queue_endpoint text;

-- Which of these are already settled. Asked before every commit, with the same plan for years: by the indexes,
-- however small the tables were when it was first planned. Functions with a setting are planned by themselves.
create function sluice.loaded_among(origin_ids text[]) returns table (origin_id text, message_id text)
  language sql stable rows 10
  set enable_seqscan = off
  as $$ select l.origin_id, l.message_id from sluice.ledger l where l.origin_id = any (origin_ids) $$;

create function sluice.rejected_among(message_ids text[]) returns setof text
  language sql stable rows 10
  set enable_seqscan = off
  as $$ select r.message_id from sluice.rejected r where r.message_id = any (message_ids) $$;

-- As before, whatever `standard_conforming_strings` says, which a backslash in a literal depends on; and of a text of
-- any length, as numbers have at most this many digits.
create or replace function sluice.version_key(version text) returns numeric[]
  language sql immutable strict parallel safe
  as $$ select string_to_array(substring(left(version, 1000) from '^[0-9]+(?:[.][0-9]+)*'), '.')::numeric[] $$;

-- As before, whatever the search path says: whoever writes a rejection does so where the triggers of `user_logins` run.
create or replace function sluice.cause_of(reasons jsonb) returns text
  language sql immutable strict parallel safe
  as $$
    select pg_catalog.left(coalesce(pg_catalog.string_agg(line, pg_catalog.chr(10) order by line collate "C"), ''), 600)
    from (
      select distinct (reason operator(pg_catalog.->>) 'code') operator(pg_catalog.||) ' '
        operator(pg_catalog.||) (reason operator(pg_catalog.->>) 'pointer') as line
      from pg_catalog.jsonb_array_elements(reasons) as reason
    ) lines
  $$;

create or replace function sluice.codes_of(reasons jsonb) returns text[]
  language sql immutable strict parallel safe
  as $$
    select coalesce(pg_catalog.array_agg(distinct reason operator(pg_catalog.->>) 'code'), '{}')
    from pg_catalog.jsonb_array_elements(reasons) as reason
  $$;
