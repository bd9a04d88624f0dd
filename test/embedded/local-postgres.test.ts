import { logins } from '../../src/contract/logins.ts'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../src/adapters/postgres/database.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { fitTable } from '../../src/adapters/postgres/table.ts'
import type { FailureError } from '../../src/contract/failure.ts'
import { startLocalPostgres, type LocalPostgres } from '../../src/embedded/local-postgres.ts'
import { createTestFolder, makeFolder } from '../support/folders.ts'
import { startHolder } from '../support/holder.ts'
import { answers, otherOwnAddresses } from '../support/own-addresses.ts'

const start = async (folder: string): Promise<LocalPostgres> => {
  const server = await startLocalPostgres(join(folder, 'postgres'), 'secret')
  onTestFinished(() => server.close())
  return server
}

const ask = async <Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

describe('the built-in PostgreSQL', { timeout: 60_000 }, () => {
  it('is made at the first start, keeps its data to the second, and wants the password', async () => {
    const folder = await createTestFolder()
    const first = await startLocalPostgres(join(folder, 'postgres'), 'secret')
    expect(first.adopted).toBe(false)
    await ask(first.url, 'create table kept as select 7 as x')
    await first.close()
    await expect(ask(first.url, 'select 1')).rejects.toThrow()

    const second = await start(folder)
    expect(second.adopted).toBe(false)
    expect(await ask(second.url, 'select x from kept')).toEqual([{ x: 7 }])
    const wrong = new URL(second.url)
    wrong.password = 'wrong'
    await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    const cluster = join(folder, 'postgres', 'cluster')
    expect((await stat(cluster)).mode & 0o077).toBe(0)
    await expect(stat(`${cluster}.password`)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('has user_logins beside the schema sluice, not in it, even if it was made there before', async () => {
    const { url } = await start(await createTestFolder())
    const database = openDatabase(url, 1)
    onTestFinished(database.close)
    await migrate(database)
    await fitTable(database, logins, { mayAlter: false })
    const where = `select schemaname from pg_tables where tablename = 'user_logins'`
    expect(await ask(url, where)).toEqual([{ schemaname: 'public' }])

    await ask(url, 'insert into user_logins (user_id) values (1)')
    await ask(url, 'alter table user_logins set schema sluice')
    await ask(url, `delete from sluice.migrations where name like '0004%'`)
    await migrate(database)
    expect(await fitTable(database, logins, { mayAlter: false })).toEqual([])
    expect(await ask(url, where)).toEqual([{ schemaname: 'public' }])
  })

  it('takes over the server that a crash left running, and stops it when it closes', async () => {
    const folder = await createTestFolder()
    const crashed = await startHolder(folder, 'postgres')
    expect(crashed.said.adopted).toBe(false)
    await ask(crashed.said.url ?? '', 'create table kept as select 7 as x')
    await crashed.kill()

    const server = await startLocalPostgres(join(folder, 'postgres'), 'secret')
    expect(server).toMatchObject({ adopted: true, url: crashed.said.url })
    expect(await ask(server.url, 'select x from kept')).toEqual([{ x: 7 }])
    await server.close()
    expect(await server.hasEnded()).toBe(true)
    await expect(ask(server.url, 'select 1')).rejects.toThrow()
  })

  it('starts over if a first start was cut short', async () => {
    const folder = await createTestFolder()
    const fresh = join(folder, 'fresh')
    await mkdir(join(fresh, 'cluster.partial', 'base'), { recursive: true, mode: 0o711 })
    const again = await startLocalPostgres(fresh, 'secret')
    expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await again.close()
  })

  it('of another version is reported, with both, and its files stay as they are', async () => {
    const folder = join(await createTestFolder(), 'postgres')
    await (await startLocalPostgres(folder, 'secret')).close()
    const cluster = join(folder, 'cluster')
    const version = join(cluster, 'PG_VERSION')
    const own = (await readFile(version, 'utf8')).trim()
    const control = await readFile(join(cluster, 'global', 'pg_control'))
    for (const other of [String(Number(own) + 1), String(Number(own) - 1)]) {
      await writeFile(version, `${other}\n`)
      await expect(startLocalPostgres(folder, 'secret')).rejects.toMatchObject({
        failure: { code: 'cluster-of-another', details: { path: cluster, version: other, own } },
      })
    }
    expect(await readFile(join(cluster, 'global', 'pg_control'))).toEqual(control)
    await writeFile(version, `${own}\n`)
    await (await startLocalPostgres(folder, 'secret')).close()
  })

  it('that died is started again at the same address', async () => {
    const server = await start(await createTestFolder())
    await ask(server.url, 'create table kept as select 7 as x')
    const [row] = await ask<{ pid: string }>(server.url, `select pg_read_file('postmaster.pid') as pid`)
    process.kill(Number(row?.pid.split('\n')[0]), 'SIGKILL')
    await expect.poll(() => server.hasEnded(), { timeout: 10_000 }).toBe(true)
    await server.restart()
    expect(await ask(server.url, 'select x from kept')).toEqual([{ x: 7 }])
  })

  it('names its log when it cannot start, if there is one', async () => {
    const folder = await createTestFolder()
    await writeFile(join(folder, 'postgres'), 'no folder')
    const failureOf = (path: string): Promise<{ readonly code: string; readonly details: object }> =>
      startLocalPostgres(path, 'secret').then(
        () => expect.unreachable(),
        (error: unknown) => (error as FailureError).failure,
      )
    const without = await failureOf(join(folder, 'postgres'))
    expect(without.code).toBe('embedded-database-failed')
    expect(without.details).not.toHaveProperty('log')

    const log = join(folder, 'broken', 'postgresql.log')
    await (await startLocalPostgres(join(folder, 'broken'), 'secret')).close()
    await rm(join(folder, 'broken', 'cluster', 'PG_VERSION'))
    expect(await failureOf(join(folder, 'broken'))).toMatchObject({
      code: 'embedded-database-failed',
      details: { log },
    })
  })
})

describe('the built-in PostgreSQL that runs', () => {
  let folder: string
  let server: LocalPostgres
  beforeAll(async () => {
    folder = await makeFolder()
    server = await startLocalPostgres(join(folder, 'postgres'), 'secret', 'tcp')
  })
  afterAll(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('listens on 127.0.0.1 if there can be no socket, and on no other address of the machine', async () => {
    const port = Number(new URL(server.url).port)
    expect(await answers('127.0.0.1', port)).toBe(true)
    for (const address of otherOwnAddresses())
      expect([address, await answers(address, port)]).toEqual([address, false])
  })

  it('B19 writes no value of a row to its log, whatever goes wrong', async () => {
    const canary = 'canary-203.0.113.77'
    await ask(server.url, 'create table t (x integer unique, y varchar(4) check (y <> $$no$$))')
    for (const text of [
      `insert into t values ('${canary}')`,
      `insert into t values (1, '${canary}')`,
      `select '${canary}'::date`,
      `do $$ begin raise warning '${canary}'; end $$`,
      `nonsense '${canary}'`,
    ])
      await ask(server.url, text).catch(() => undefined)
    expect(await readFile(join(folder, 'postgres', 'postgresql.log'), 'utf8')).not.toContain('canary')
  })
})
