-- When a person had paused a run, and when queue or database were away, so that charts show it after a restart, too.
create table sluice.stretches (
  stretch_id uuid primary key,
  queue text not null,
  queue_endpoint text not null,
  kind text not null check (kind in ('pause', 'outage')),
  started_at timestamptz not null,
  -- Moved forward while it lasts: its writer may be killed in the middle.
  ended_at timestamptz not null
);

create index stretches_by_end on sluice.stretches (queue, ended_at);

-- A role that may record a queue's depth may record this: one that owns nothing keeps working without a new grant.
do $$
declare
  may record;
begin
  for may in
    select coalesce(nullif(a.grantee, 0)::regrole::text, 'public') as role,
      string_agg(distinct a.privilege_type, ', ') || case when bool_or(a.privilege_type = 'INSERT') then ', UPDATE' else '' end as privileges
    from pg_catalog.pg_class c cross join lateral aclexplode(c.relacl) a
    where c.oid = 'sluice.depths'::regclass and a.grantee <> c.relowner and a.privilege_type in ('SELECT', 'INSERT', 'DELETE')
    group by 1
  loop
    execute format('grant %s on sluice.stretches to %s', may.privileges, may.role);
  end loop;
end
$$;
