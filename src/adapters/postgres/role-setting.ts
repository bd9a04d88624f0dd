/**
 * SQL for a setting as a role gets it on connecting, whatever this connection has changed: the role's own in this
 * database, its own in all, the database's, the server's.
 *
 * Source: PostgreSQL manual, "pg_db_role_setting" and "alter role".
 *
 * @param setting its name, of letters and underscores
 * @param role SQL for the name of a role
 */
export const roleSetting = (setting: string, role: string): string => `coalesce(
  (select substr(given, length('${setting}=') + 1)
   from pg_catalog.pg_db_role_setting s cross join unnest(s.setconfig) as given
   where s.setrole in (0, (select oid from pg_catalog.pg_roles where rolname = ${role}))
     and s.setdatabase in (0, (select oid from pg_catalog.pg_database where datname = current_database()))
     and strpos(given, '${setting}=') = 1
   order by s.setrole = 0, s.setdatabase = 0 limit 1),
  (select case when source in ('default', 'configuration file') then reset_val else boot_val end
   from pg_catalog.pg_settings where name = '${setting}'))`
