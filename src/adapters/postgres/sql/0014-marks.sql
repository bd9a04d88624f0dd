-- People's marks on rejected messages, besides their state: they stay whatever becomes of the message.

-- First it said why a message was discarded; now it is the note of a message, whatever its state.
alter table sluice.rejected rename column discard_note to note;

alter table sluice.rejected
  -- Sorted, each once.
  add column tags text[] collate "C" not null default '{}' check (cardinality(tags) <= 10),
  -- Who is looking into it, and since when. The state stays as it is: such a message is kept, and counts as kept.
  add column investigated_since timestamptz,
  add column investigated_by text,
  -- Which action marked it last; apart from `change_id`, so that neither undoes what the other did.
  add column mark_id uuid;

-- Few messages are marked, and one that is not costs these nothing.
create index rejected_by_tag on sluice.rejected using gin (tags) where tags <> '{}';
create index rejected_under_investigation on sluice.rejected (rejected_id) where investigated_since is not null;
create index rejected_by_mark on sluice.rejected (mark_id) where mark_id is not null;
