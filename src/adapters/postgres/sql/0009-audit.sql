-- Actions that people must answer for later: who saw a message in clear, and why. Lines are added and stay as they
-- are.
create table sluice.audit (
  audit_id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  -- The account of the machine and its host, as far as they are known.
  who text not null,
  -- The kind of the action, such as `uncover-rejected`.
  what text not null,
  -- What it was done to, such as the number of a rejected message.
  subject text not null,
  -- Null if the action asks for no reason.
  why text check (length(why) between 1 and 500)
);

-- Not even the owner of the table changes a line by mistake.
create function sluice.refuse_change() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$ begin raise exception using errcode = 'SL002', message = 'lines of sluice.audit are never changed'; end $$;

create trigger audit_stays before update or delete or truncate on sluice.audit
  for each statement execute procedure sluice.refuse_change();

-- A role that may read and write rejected messages may read and add lines of the audit: one that owns nothing keeps
-- working without a new grant.
do $$
declare
  may record;
begin
  for may in
    select coalesce(nullif(a.grantee, 0)::regrole::text, 'public') as role, a.privilege_type as privilege,
      case when a.is_grantable then ' with grant option' else '' end as onwards
    from pg_catalog.pg_class c cross join lateral aclexplode(c.relacl) a
    where c.oid = 'sluice.rejected'::regclass and a.grantee <> c.relowner and a.privilege_type in ('SELECT', 'INSERT')
  loop
    execute format('grant %s on sluice.audit to %s%s', may.privilege, may.role, may.onwards);
  end loop;
end
$$;

-- A text that is not JSON is one cause, wherever it breaks: its pointer is left out. As before, whatever the search
-- path says.
create or replace function sluice.cause_of(reasons jsonb) returns text
  language sql immutable strict parallel safe
  as $$
    select pg_catalog.left(coalesce(pg_catalog.string_agg(line, pg_catalog.chr(10) order by line collate "C"), ''), 600)
    from (
      select distinct (reason operator(pg_catalog.->>) 'code') operator(pg_catalog.||) ' ' operator(pg_catalog.||)
        case
          when (reason operator(pg_catalog.->>) 'code') operator(pg_catalog.=) 'not-json' then ''
          else reason operator(pg_catalog.->>) 'pointer'
        end as line
      from pg_catalog.jsonb_array_elements(reasons) as reason
    ) lines
  $$;
