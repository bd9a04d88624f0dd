-- What Sluice needs to know beside the rows of user_logins. That table itself belongs to the user; see table.ts.

create table sluice.keys (
  key_id integer generated always as identity primary key,
  purpose text not null check (purpose in ('mask', 'seal')),
  check_value text not null,
  created_at timestamptz not null default now(),
  unique (purpose, check_value)
);

create table sluice.runs (
  run_id uuid primary key,
  queue text not null,
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  -- Set once entries of the run have left the ledger: from then on its counts can no longer be checked against it.
  pruned_at timestamptz,
  outcome text check (outcome in ('drained', 'stopped', 'limit', 'failed'))
);

-- One row for each transaction of a run: the counts of a run are their sums, so that no two transactions wait for
-- each other over a counter, and a run that was killed has the counts of what it committed.
create table sluice.batches (
  batch_id bigint generated always as identity primary key,
  -- The id under which the pipeline sent it; null for messages given back.
  batch_name uuid unique,
  run_id uuid not null references sluice.runs,
  at timestamptz not null default clock_timestamp(),
  received integer not null,
  loaded integer not null default 0,
  duplicates integer not null default 0,
  rejected integer not null default 0,
  released integer not null default 0,
  check (received = loaded + duplicates + rejected + released)
);

create index batches_by_run on sluice.batches (run_id, batch_id);

-- Every message that was ever settled, by the name that stays the same when it is sent again.
create table sluice.ledger (
  origin_id text collate "C" primary key,
  message_id text collate "C" not null,
  run_id uuid not null,
  mask_key_id integer,
  login_id bigint,
  sent_at timestamptz not null,
  settled_at timestamptz not null default clock_timestamp()
);

-- Entries come in the order of time, so a few pages of this locate those of a day or a run.
create index ledger_by_age on sluice.ledger using brin (settled_at) with (autosummarize = on);

create index ledger_by_login on sluice.ledger (login_id) where login_id is not null;

create table sluice.rejected (
  rejected_id bigint generated always as identity primary key,
  origin_id text collate "C" not null unique references sluice.ledger,
  message_id text not null,
  run_id uuid not null,
  seal_key_id integer not null references sluice.keys,
  sent_at timestamptz not null,
  receive_count integer not null,
  rejected_at timestamptz not null default clock_timestamp(),
  reasons jsonb not null,
  body_bytes integer not null,
  sealed_body bytea not null
);

-- Orders versions by number, part by part: 2.10 after 2.9. Numbers of any length, hence numeric.
create function sluice.version_key(version text) returns numeric[]
  language sql immutable strict parallel safe
  as $$ select string_to_array(substring(version from '^[0-9]+(?:\.[0-9]+)*'), '.')::numeric[] $$;
