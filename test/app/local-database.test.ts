import { logins } from '../../src/contract/logins.ts'
import { readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settleRoles } from '../../src/adapters/postgres/built-in-roles.ts'
import { openDatabase } from '../../src/adapters/postgres/database.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { fitTable } from '../../src/adapters/postgres/table.ts'
import { loadSecret } from '../../src/app/key-ring.ts'
import { openLocalDatabase } from '../../src/app/local-database.ts'
import { startLocalPostgres, type LocalPostgres } from '../../src/embedded/local-postgres.ts'
import { startFormerCluster } from '../support/former-cluster.ts'
import { makeFolder } from '../support/folders.ts'

let folder: string
let server: LocalPostgres | null
beforeEach(async () => {
  folder = await makeFolder()
  server = null
})
afterEach(async () => {
  await server?.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

const withClient = async <T>(url: string, action: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await action(client)
  } finally {
    await client.end()
  }
}

const ask = (url: string, text: string): Promise<readonly Record<string, unknown>[]> =>
  withClient(url, async (client) => (await client.query<Record<string, unknown>>(text)).rows)

/** What opening the database does at every start. */
const prepare = async (url: string): Promise<void> => {
  const database = openDatabase(url, 1)
  try {
    await migrate(database)
    await fitTable(database, logins, { mayAlter: false })
  } finally {
    await database.close()
  }
}

/** What only a superuser can do. */
const forbidden = [
  `copy (select 1) to program 'cat'`,
  `copy pg_catalog.pg_authid to stdout`,
  `select pg_read_file('/etc/passwd')`,
  'create role another superuser',
  'alter role sluice_work superuser',
  `alter role sluice password 'x'`,
  `alter system set log_statement = 'all'`,
  'set role sluice',
  'create database another',
]

const expectModest = async (url: string): Promise<void> => {
  const [role] = await ask(
    url,
    `select rolname as name, rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as much
     from pg_roles where rolname = current_user`,
  )
  expect(role).toEqual({ name: 'sluice_work', much: false })
  for (const text of forbidden) await expect(ask(url, text), text).rejects.toMatchObject({ code: '42501' })
}

const ownersOf = (url: string): Promise<readonly Record<string, unknown>[]> =>
  ask(
    url,
    `select distinct pg_get_userbyid(relowner) as owner from pg_class
     where relnamespace in (select oid from pg_namespace where nspname in ('public', 'sluice', 'mine'))`,
  )

const secretOf = (name: string) => loadSecret(folder, name)

describe('the built-in database (B39)', { timeout: 120_000 }, () => {
  it('is used by a user who owns its tables and can do nothing else', async () => {
    server = await openLocalDatabase(folder)
    await prepare(server.url)
    await expectModest(server.url)
    expect(await ownersOf(server.url)).toEqual([{ owner: 'sluice_work' }])
    // The owner's password is separate, and the worker's opens nothing else.
    expect(secretOf('database-owner.secret')).not.toBe(secretOf('database.secret'))
    const swapped = server.urlFor('sluice', secretOf('database.secret'))
    await expect(ask(swapped, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    expect(await ask(server.urlFor('sluice', secretOf('database-owner.secret')), 'select 1 as one')).toEqual([
      { one: 1 },
    ])

    // A worker whose password got lost is given another, and no password is in a statement that a log could contain.
    const owner = server.urlFor('sluice', secretOf('database-owner.secret'))
    await ask(owner, `alter system set log_statement = 'all'`)
    await ask(owner, 'select pg_reload_conf()')
    await writeFile(join(folder, 'keys/database.secret'), `${Buffer.alloc(32, 7).toString('base64')}\n`)
    const worker = secretOf('database.secret')
    const urls = { worker: server.urlFor('sluice_work', worker), owner, formerOwner: owner }
    await settleRoles(urls, { worker, owner: secretOf('database-owner.secret') })
    const log = readFileSync(join(folder, 'postgres/postgresql.log'), 'utf8')
    expect(log).toContain('alter role sluice_work')
    for (const secret of [worker, secretOf('database-owner.secret')]) expect(log).not.toContain(secret)
    await expectModest(urls.worker)
  })

  it('of a former version, still running, is handed over with its rows, completely or not at all; the old user keeps its own password', async () => {
    const password = secretOf('database.secret')
    const former = await startFormerCluster(join(folder, 'postgres'), password)
    await prepare(former.url)
    await ask(former.url, `insert into user_logins (user_id) values ('kept')`)
    await ask(
      former.url,
      `create schema mine; create table mine.notes (id serial primary key, text text);
       create view mine.shown as select * from public.user_logins;
       create type mine.mood as enum ('fine');
       create function mine.note() returns trigger language plpgsql as
         $$ begin insert into mine.notes (text) values (new.user_id); return new; end $$;
       create trigger notes before insert on user_logins for each row execute function mine.note()`,
    )

    // The hand-over meets a table that nobody can alter, after it has done everything else.
    await ask(
      former.url,
      `create function refuse() returns event_trigger language plpgsql as $$ begin
         if tg_tag = 'ALTER TABLE' then raise exception 'cut short'; end if; end $$;
       create event trigger refusing on ddl_command_end execute function refuse()`,
    )
    await expect(openLocalDatabase(folder)).rejects.toMatchObject({ failure: { code: expect.any(String) } })

    const again = await startFormerServer(password)
    expect(await ask(again.url, `select 1 from pg_roles where rolname = 'sluice_work'`)).toEqual([])
    await ask(again.url, 'drop event trigger refusing')
    await again.close()
    server = await openLocalDatabase(folder)
    expect(server.adopted).toBe(false)
    await prepare(server.url)
    await expectModest(server.url)
    expect(await ask(server.url, 'select user_id from user_logins')).toEqual([{ user_id: 'kept' }])
    expect(await ownersOf(server.url)).toEqual([{ owner: 'sluice_work' }])
    await ask(server.url, `insert into user_logins (user_id) values ('new')`)
    expect(await ask(server.url, 'select text from mine.notes')).toEqual([{ text: 'new' }])
    await expect(ask(server.urlFor('sluice', password), 'select 1')).rejects.toMatchObject({ code: '28P01' })
  })
})

/** The server over a former version's files, as its one user. */
const startFormerServer = async (password: string): Promise<LocalPostgres> => {
  return startLocalPostgres(join(folder, 'postgres'), password)
}
