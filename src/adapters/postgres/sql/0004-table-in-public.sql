-- For a user called `sluice`, as the built-in database has it, the table used to be made in our own schema.
do $$
begin
  if to_regclass('sluice.user_logins') is not null and to_regclass('public.user_logins') is null then
    alter table sluice.user_logins set schema public;
  end if;
end
$$;
