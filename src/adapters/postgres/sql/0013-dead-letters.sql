-- Messages that were taken from a dead-letter queue, and messages that were sent back to a queue.

-- How a rejected message that was pulled had come to its dead-letter queue.
create table sluice.dead_letters (
  rejected_id bigint primary key,
  -- The name of the dead-letter queue.
  queue text not null,
  -- Of the queue that gave it up; null if nobody says.
  source_arn text,
  first_received_at timestamptz,
  -- Its place in the order of a FIFO queue, a number of up to 20 digits.
  sequence text,
  pulled_at timestamptz not null default clock_timestamp()
);

-- Messages sent back to a queue, recorded before they are sent.
create table sluice.returns (
  return_id bigint generated always as identity primary key,
  -- The rejected message, and which version of it, 0 for as it came. Null for one straight from a dead-letter queue.
  rejected_id bigint,
  version integer not null default 0,
  -- As in sluice.ledger.
  origin uuid not null,
  origin_text text collate "C",
  queue text not null,
  made_by text,
  -- How often it was tried: a try whose end nobody knows is made again.
  tries integer not null default 1,
  tried_at timestamptz not null default clock_timestamp(),
  -- When the queue accepted it; null if unknown.
  sent_at timestamptz,
  -- The newest rejection at that time: a later one with this origin is the result.
  newest_before bigint not null,
  outcome text not null default 'sent'
    check (outcome in ('sent', 'loaded', 'already-loaded', 'rejected-again', 'discarded', 'withdrawn')),
  outcome_at timestamptz
);

create index returns_by_origin on sluice.returns (origin);
create index returns_by_message on sluice.returns (rejected_id) where rejected_id is not null;

-- A rejected message is under way once.
create unique index returns_under_way on sluice.returns (rejected_id) where outcome = 'sent' and rejected_id is not null;

-- Read during runs. Few rows at any time.
create index returns_open on sluice.returns (return_id) where outcome = 'sent';

-- One more state, beside those that there are: sent back, and rejected again as another message.
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
    'alter table sluice.rejected add constraint rejected_state_check check (state in (%s, %L))', states, 'rejected-again');
end
$$;

-- A role that may work on rejected messages may work on these: one that owns nothing keeps working without a new
-- grant.
do $$
declare
  may record;
begin
  for may in
    select coalesce(nullif(a.grantee, 0)::regrole::text, 'public') as role, a.privilege_type as privilege,
      case when a.is_grantable then ' with grant option' else '' end as onwards
    from pg_catalog.pg_class c cross join lateral aclexplode(c.relacl) a
    where c.oid = 'sluice.rejected'::regclass and a.grantee <> c.relowner and a.privilege_type in ('SELECT', 'INSERT', 'UPDATE')
  loop
    execute format('grant %s on sluice.dead_letters, sluice.returns to %s%s', may.privilege, may.role, may.onwards);
  end loop;
end
$$;
