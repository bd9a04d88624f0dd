import { PortError } from '../../pipeline/ports.ts'
import { openDatabase } from './database.ts'
import { scramVerifier } from './scram-verifier.ts'

/*
 * The built-in database has two users. `sluice` made it and can do everything, running programs on this machine
 * included (`copy … from program`), and PostgreSQL does not let anyone take that away. So everything else is done as
 * `sluice_work`, which owns only our schema and the user's table.
 */

export const workingRole = 'sluice_work'

/** Addresses of the same server. */
export interface RoleUrls {
  readonly worker: string
  /** With the owner's new password; used only for this. */
  readonly owner: string
  /** With the password that an earlier version gave the owner; the worker has it now. */
  readonly formerOwner: string
}

export interface RolePasswords {
  readonly worker: string
  readonly owner: string
}

/**
 * Makes sure that the worker can log in and owns what it works on. In an earlier version's database the worker is
 * created and given everything in one transaction: an interrupted start has changed nothing, and the next one begins
 * again. Throws `PortError`.
 */
export const settleRoles = async (urls: RoleUrls, passwords: RolePasswords): Promise<void> => {
  if (await canLogIn(urls.worker)) return
  const owner = (await canLogIn(urls.owner)) ? urls.owner : urls.formerOwner
  const database = openDatabase(owner, 1)
  try {
    await database.transaction(async (query) => {
      for (const text of statements(passwords)) await query({ text })
    })
  } finally {
    await database.close()
  }
}

/** Of the user, and of the password (PostgreSQL manual, appendix A). */
const refusals: readonly string[] = ['28000', '28P01']

/** False if the server refuses the user or the password. */
const canLogIn = async (url: string): Promise<boolean> => {
  const database = openDatabase(url, 1)
  try {
    await database.query({ text: 'select 1' })
    return true
  } catch (error) {
    if (error instanceof PortError && refusals.includes(error.failure.details.code ?? '')) return false
    throw error
  } finally {
    await database.close()
  }
}

/** Verifiers and names are plain ASCII without quotes, so they can be in literals. */
const statements = (passwords: RolePasswords): readonly string[] => [
  `do $$ begin
     if not exists (select from pg_roles where rolname = '${workingRole}') then
       create role ${workingRole};
     end if;
   end $$`,
  `alter role ${workingRole} with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
     password '${scramVerifier(passwords.worker)}'`,
  `alter role sluice password '${scramVerifier(passwords.owner)}'`,
  `do $$ begin
     execute format('grant connect, create, temporary on database %I to ${workingRole}', current_database());
   end $$`,
  `grant usage, create on schema public to ${workingRole}`,
  handOver,
]

/**
 * Everything that the owner has outside the system's own schemas: our schema, the user's table, and what users may
 * have added, such as its triggers and views. What belongs to an extension stays; indexes, and sequences of columns,
 * follow their tables.
 */
const handOver = `do $$
declare
  command text;
begin
  for command in
    with owned_schema as (
      select oid, nspname from pg_namespace
      where nspname !~ '^pg_' and nspname <> 'information_schema'
    ), of_extension as (
      select classid, objid from pg_depend where deptype = 'e'
    )
    select format('alter schema %I owner to ${workingRole}', nspname)
    from pg_namespace
    where nspowner = 'sluice'::regrole and nspname !~ '^pg_' and nspname <> 'information_schema'
    union all
    select format('alter %s %s owner to ${workingRole}',
                  case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
                                 when 'f' then 'foreign table' when 'c' then 'type' else 'table' end,
                  c.oid::regclass)
    from pg_class c join owned_schema n on n.oid = c.relnamespace
    where c.relowner = 'sluice'::regrole and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f', 'c')
      and not exists (select from of_extension e where e.classid = 'pg_class'::regclass and e.objid = c.oid)
      and not exists (select from pg_depend d
                      where d.classid = 'pg_class'::regclass and d.objid = c.oid and c.relkind = 'S'
                        and d.deptype in ('a', 'i'))
    union all
    select format('alter %s %s owner to ${workingRole}',
                  case p.prokind when 'a' then 'aggregate' when 'p' then 'procedure' else 'function' end,
                  p.oid::regprocedure)
    from pg_proc p join owned_schema n on n.oid = p.pronamespace
    where p.proowner = 'sluice'::regrole
      and not exists (select from of_extension e where e.classid = 'pg_proc'::regclass and e.objid = p.oid)
    union all
    select format('alter type %s owner to ${workingRole}', t.oid::regtype)
    from pg_type t join owned_schema n on n.oid = t.typnamespace
    where t.typowner = 'sluice'::regrole and t.typtype in ('e', 'd', 'r') and t.typelem = 0
      and not exists (select from of_extension e where e.classid = 'pg_type'::regclass and e.objid = t.oid)
  loop
    execute command;
  end loop;
end $$`
