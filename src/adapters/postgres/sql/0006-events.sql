-- The definitions that filled tables, each from when it came into force. The last one of a table counts: going back
-- to an earlier definition is a row of its own.
create table sluice.events (
  event_id integer generated always as identity primary key,
  name text not null,
  -- Over everything that decides a row.
  hash text not null,
  -- With its schema, quoted where it must be. It stays when the database is restored elsewhere, the number when the table is
  -- renamed.
  table_name text not null,
  table_oid oid not null,
  -- As a file has it. Not jsonb, which takes no NUL, as a pointer may contain one.
  definition json not null,
  registered_at timestamptz not null default clock_timestamp()
);

-- Null in runs from before this was recorded: they loaded the built-in event, or what their command line named.
alter table sluice.runs add column event_id integer references sluice.events;

-- A role that may use the keys may use this, too: one that owns nothing keeps working without a new grant.
do $$
declare
  may record;
begin
  for may in
    select a.grantee, a.privilege_type, a.is_grantable
    from pg_catalog.pg_class k
    cross join lateral pg_catalog.aclexplode(coalesce(k.relacl, pg_catalog.acldefault('r', k.relowner))) as a
    where k.oid = 'sluice.keys'::regclass
      and a.grantee <> (select e.relowner from pg_catalog.pg_class e where e.oid = 'sluice.events'::regclass)
  loop
    execute format(
      'grant %s on sluice.events to %s%s',
      may.privilege_type,
      case may.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(may.grantee)) end,
      case when may.is_grantable then ' with grant option' else '' end
    );
  end loop;
end
$$;
