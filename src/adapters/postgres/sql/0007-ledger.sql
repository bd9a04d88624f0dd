-- The ledger becomes small: an origin is a key of 16 bytes, an id is stored once, and run and time are those of the
-- batch. Its entries are moved later, in portions, while loading goes on; this is quick, however many there are.

alter table sluice.ledger rename to former_ledger;
alter table sluice.former_ledger rename column login_id to row_number;
alter index sluice.ledger_pkey rename to former_ledger_pkey;
alter index sluice.ledger_by_age rename to former_ledger_by_age;
alter index sluice.ledger_by_login rename to former_ledger_by_login;
alter index sluice.ledger_by_message rename to former_ledger_by_message;

-- Every row that was loaded. The key of an origin is made in one place, origin-key.ts. Columns that are usually null come
-- last, so that a usual entry takes 64 bytes.
create table sluice.ledger (
  origin uuid primary key,
  row_number bigint not null,
  -- In place of the run and the time, which are the batch's.
  batch_id bigint not null,
  sent_at timestamptz not null,
  -- True, or null, which takes no room.
  sent_at_assumed boolean,
  -- Null if it is the origin's text.
  message_id text collate "C",
  -- Null if the key is the text.
  origin_text text collate "C"
);

-- What is pruned and reconciled is found by its batch.
create index ledger_by_batch on sluice.ledger (batch_id);

-- Sixteen numbers share a value. Equal values are stored once from PostgreSQL 13 on, which makes this a fraction of an index
-- on the number itself, and it does not decay as a BRIN does when old entries are pruned. See docs/benchmarks.md.
create index ledger_by_row on sluice.ledger ((row_number >> 4));

create index ledger_by_message on sluice.ledger (message_id) where message_id is not null;

-- Two origins with one key: nothing of the statement is done.
create function sluice.refuse_origin() returns boolean
  language plpgsql volatile
  as $$ begin raise exception using errcode = 'SL001', message = 'two origins have one key'; end $$;

-- The version before asks by text. Without this it fails before it settles anything.
drop function sluice.loaded_among(text[]);

-- Which of these are loaded. Asked before every commit, with the same plan for years: by the keys, however small the
-- tables were when it was first planned. Volatile, so that it sees what others have committed meanwhile. Both ledgers
-- are asked in one statement, as an entry moves from the one to the other in one.
create function sluice.loaded_among(origins uuid[], origin_texts text[])
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
    union all
    select asked.origin, f.message_id
    from unnest(origins, origin_texts) as asked(origin, origin_text)
    join sluice.former_ledger f on f.origin_id = coalesce(asked.origin_text, asked.origin::text collate "C")
  $$;

-- Both ledgers in the same form, for readers.
create view sluice.loaded as
select false as is_former, l.origin, l.message_id as renamed_id,
  coalesce(l.origin_text, l.origin::text collate "C") as origin_id,
  coalesce(l.message_id, l.origin_text, l.origin::text collate "C") as message_id,
  l.row_number, b.run_id, r.mask_key, l.sent_at, coalesce(l.sent_at_assumed, false) as sent_at_assumed, b.at as loaded_at,
  -- The definition that filled its table; null if that was not recorded.
  r.event_id
from sluice.ledger l
left join sluice.batches b on b.batch_id = l.batch_id
left join sluice.runs r on r.run_id = b.run_id
union all
select true, null::uuid, null::text, f.origin_id, f.message_id,
  f.row_number, f.run_id, k.check_value, f.sent_at, f.sent_at_assumed, f.settled_at, r.event_id
from sluice.former_ledger f
left join sluice.runs r on r.run_id = f.run_id
left join sluice.keys k on k.key_id = f.mask_key_id;

alter table sluice.rejected rename column login_id to row_number;

-- The former ledger's owner owns its replacement, and its users may use that.
do $$
declare
  was record;
  granted record;
begin
  select relowner::regrole::text as owner, relowner = current_user::regrole as is_ours into was
  from pg_catalog.pg_class where oid = 'sluice.former_ledger'::regclass;
  if not was.is_ours then
    execute format('alter table sluice.ledger owner to %s', was.owner);
    execute format('alter view sluice.loaded owner to %s', was.owner);
    execute format('alter function sluice.loaded_among(uuid[], text[]) owner to %s', was.owner);
    execute format('alter function sluice.refuse_origin() owner to %s', was.owner);
  end if;
  for granted in
    select coalesce(nullif(a.grantee, 0)::regrole::text, 'public') as role, a.privilege_type as privilege,
      case when a.is_grantable then ' with grant option' else '' end as onwards
    from pg_catalog.pg_class c cross join lateral aclexplode(c.relacl) a
    where c.oid = 'sluice.former_ledger'::regclass and a.grantee <> c.relowner
  loop
    execute format('grant %s on sluice.ledger to %s%s', granted.privilege, granted.role, granted.onwards);
    if granted.privilege = 'SELECT' then
      execute format('grant select on sluice.loaded to %s%s', granted.role, granted.onwards);
    end if;
  end loop;
  -- A batch's number is now drawn by name, which a right to insert into the table does not cover.
  for granted in
    select coalesce(nullif(a.grantee, 0)::regrole::text, 'public') as role,
      case when a.is_grantable then ' with grant option' else '' end as onwards
    from pg_catalog.pg_class c cross join lateral aclexplode(c.relacl) a
    where c.oid = 'sluice.batches'::regclass and a.grantee <> c.relowner and a.privilege_type = 'INSERT'
  loop
    execute format('grant usage on sequence sluice.batches_batch_id_seq to %s%s', granted.role, granted.onwards);
  end loop;
end
$$;
