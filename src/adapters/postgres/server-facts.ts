import type { Query } from './database.ts'
import { roleSetting } from './role-setting.ts'

/** What the server reports about itself and our role. */
export interface ServerFacts {
  readonly role: string
  readonly database: string
  /** As PostgreSQL counts: 180004 is 18.4, 100023 is 10.23. */
  readonly version: number
  readonly versionText: string
  readonly encoding: string
  readonly isStandby: boolean
  readonly isReadOnly: boolean
  readonly mayCreateSchema: boolean
  /** How many more connections our role can open now, by the tightest limit. */
  readonly freeConnections: number
  /** Time-outs set by the role, the database or the server and not by Sluice, in milliseconds. */
  readonly timeouts: readonly { readonly name: string; readonly milliseconds: number }[]
}

/**
 * Limits are those of the server, of the database and of the role; -1 is none. Reserved places are for others.
 * `reset_val` is a setting's value before a transaction changes it.
 */
const serverStatement = `
select current_user::text as role, current_database()::text as database,
  current_setting('server_version_num')::integer as version, current_setting('server_version') as "versionText",
  pg_encoding_to_char(d.encoding)::text as encoding, pg_is_in_recovery() as "isStandby",
  ${roleSetting('default_transaction_read_only', 'session_user')} in ('on', 'true', 'yes', '1') as "isReadOnly",
  has_database_privilege(d.oid, 'create') as "mayCreateSchema",
  least(
    current_setting('max_connections')::integer
      - case when r.rolsuper then 0 else current_setting('superuser_reserved_connections')::integer
          + coalesce(current_setting('reserved_connections', true), '0')::integer end
      - used.all,
    case when d.datconnlimit < 0 or r.rolsuper then null else d.datconnlimit - used.here end,
    case when r.rolconnlimit < 0 or r.rolsuper then null else r.rolconnlimit - used.ours end
  ) as "freeConnections"
from pg_catalog.pg_database d
join pg_catalog.pg_roles r on r.rolname = session_user
cross join lateral (
  select count(*)::integer as all, count(*) filter (where datid = d.oid)::integer as here,
    count(*) filter (where usename = session_user)::integer as ours
  from pg_catalog.pg_stat_activity where datid is not null
) as used
where d.datname = current_database()`

const timeoutsStatement = `
select name, case when reset_val ~ '^[0-9]+$' then reset_val::bigint::text else '0' end as milliseconds
from pg_catalog.pg_settings
where name in ('idle_in_transaction_session_timeout', 'idle_session_timeout', 'transaction_timeout')
  and reset_val not in ('0', '-1')
order by name`

/** Needs no rights. Throws `PortError`. */
export const readServer = async (query: Query): Promise<ServerFacts> => {
  const [server] = await query<Omit<ServerFacts, 'timeouts'>>({ text: serverStatement })
  const timeouts = await query<{ name: string; milliseconds: string }>({ text: timeoutsStatement })
  if (server === undefined) throw new Error('The server does not list its own database')
  return {
    ...server,
    timeouts: timeouts.map(({ name, milliseconds }) => ({ name, milliseconds: Number(milliseconds) })),
  }
}
