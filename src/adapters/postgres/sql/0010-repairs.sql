-- Rules by which rejected messages are mended, each with the text of its file, and when it was last tried without changing anything.
create table sluice.repair_rules (
  rule_id integer generated always as identity primary key,
  name text not null,
  -- Over what the rule does, not over how its file is written.
  hash text not null,
  -- Of the definition that it was made for.
  definition text not null,
  file text not null,
  -- Whether someone brought the file, or it was made here from someone's edit.
  origin text not null check (origin in ('file', 'made-here')),
  kept_at timestamptz not null default clock_timestamp(),
  previewed_at timestamptz,
  unique (name, hash)
);

-- Versions of rejected messages, from 1 on; version 0 is the message as it came, in sluice.rejected, which nothing
-- here changes. Nothing is ever taken out of either, so no key leads from one to the other, and no lock.
create table sluice.repairs (
  rejected_id bigint not null,
  version integer not null check (version > 0),
  -- The version that this one was made from.
  base integer not null,
  -- Null if a person made it.
  rule_id integer,
  made_by text,
  made_at timestamptz not null default clock_timestamp(),
  seal_key_id integer not null,
  body_bytes integer not null,
  sealed_body bytea not null,
  -- How often it was sent through the pipeline, and by which run the last time.
  sends integer not null default 0,
  run_id uuid,
  -- Null until it is sent. It stays `sent` if the run was cut off first.
  outcome text check (outcome in ('sent', 'loaded', 'already-loaded', 'rejected-again', 'discarded')),
  outcome_at timestamptz,
  -- Why it was rejected again.
  reasons jsonb,
  primary key (rejected_id, version)
);

-- One rule makes one version of one text.
create unique index repairs_by_rule on sluice.repairs (rejected_id, rule_id, base) where rule_id is not null;

create index repairs_under_way on sluice.repairs (run_id) where outcome = 'sent';

-- A role that may use rejected messages may use these, too: one that owns nothing keeps working without a new grant.
do $$
declare
  may record;
begin
  for may in
    select t.name, a.grantee, a.privilege_type, a.is_grantable
    from pg_catalog.pg_class k
    cross join lateral pg_catalog.aclexplode(coalesce(k.relacl, pg_catalog.acldefault('r', k.relowner))) as a
    cross join (values ('repair_rules'), ('repairs')) as t(name)
    where k.oid = 'sluice.rejected'::regclass
      and a.grantee <> (select e.relowner from pg_catalog.pg_class e where e.oid = 'sluice.repairs'::regclass)
  loop
    execute format(
      'grant %s on sluice.%I to %s%s',
      may.privilege_type,
      may.name,
      case may.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(may.grantee)) end,
      case when may.is_grantable then ' with grant option' else '' end
    );
  end loop;
end
$$;

-- A role that may work on rejected messages may work on repairs: one that owns nothing keeps working without a new
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
    execute format('grant %s on sluice.repairs, sluice.repair_rules to %s%s', may.privilege, may.role, may.onwards);
  end loop;
end
$$;
