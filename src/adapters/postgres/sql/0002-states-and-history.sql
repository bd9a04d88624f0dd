-- Rejected messages in groups and in two states; runs with their circumstances.

-- Why a message was rejected, without places and details: one `code pointer` a line, sorted, each once. Messages with
-- the same cause are one group. Cut at a length that an index takes, whatever names a message invents.
create function sluice.cause_of(reasons jsonb) returns text
  language sql immutable strict parallel safe
  as $$
    select left(coalesce(string_agg(line, E'\n' order by line collate "C"), ''), 600)
    from (
      select distinct (reason ->> 'code') || ' ' || (reason ->> 'pointer') as line
      from jsonb_array_elements(reasons) as reason
    ) lines
  $$;

create function sluice.codes_of(reasons jsonb) returns text[]
  language sql immutable strict parallel safe
  as $$
    select coalesce(array_agg(distinct reason ->> 'code'), '{}') from jsonb_array_elements(reasons) as reason
  $$;

-- A discarded message stays where it is, with its body; only its state says that nobody needs to look at it. Cause
-- and codes follow from the reasons, which do not change; they are written with the rejection.
alter table sluice.rejected
  add column cause text collate "C",
  add column codes text[],
  add column state text not null default 'kept' check (state in ('kept', 'discarded')),
  -- When and by which action the state was last changed; null for a message that nobody has touched.
  add column state_at timestamptz,
  add column change_id uuid,
  add column discard_note text;

update sluice.rejected set cause = sluice.cause_of(reasons), codes = sluice.codes_of(reasons);

alter table sluice.rejected alter column cause set not null, alter column codes set not null;

-- Groups with their counts, and the newest of a group, are read off this without the bodies.
create index rejected_by_cause on sluice.rejected (state, cause, rejected_id);
create index rejected_by_state on sluice.rejected (state, rejected_id);
create index rejected_by_run on sluice.rejected (run_id, rejected_id);
create index rejected_by_message on sluice.rejected (message_id collate "C");
create index rejected_by_code on sluice.rejected using gin (codes);
create index rejected_by_change on sluice.rejected (change_id) where change_id is not null;
create index rejected_by_age on sluice.rejected using brin (rejected_at) with (autosummarize = on);

-- All null in runs from before this was recorded.
alter table sluice.runs
  add column queue_endpoint text,
  add column database text,
  -- Check value of the mask key, not the key.
  add column mask_key text,
  add column host text,
  add column version text,
  -- Limits and switches by name: {"maxMessages": 100, ...}.
  add column settings jsonb,
  -- Why it failed: {"code": ..., "details": {...}}, without personal data.
  add column failure jsonb;

create index runs_by_start on sluice.runs (started_at, run_id);
