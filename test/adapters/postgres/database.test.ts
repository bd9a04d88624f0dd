import { createServer, type Server } from 'node:net'
import { inject } from 'vitest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src/adapters/postgres/database.ts'
import { asAdmin, createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.drop())

const urlWith = (change: (url: URL) => void): string => {
  const url = new URL(test.url)
  change(url)
  return url.href
}

/** What the first query against a database at this URL throws. */
const faultAt = async (url: string): Promise<unknown> => {
  const database = openDatabase(url, 1)
  try {
    return await database.query({ text: 'select 1' }).then(
      () => 'no fault',
      (error: unknown) => error,
    )
  } finally {
    await database.close()
  }
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' ? (address?.port ?? 0) : 0)
    })
  })

describe('a database that cannot be used', () => {
  it('refuses a wrong password permanently, without showing it', async () => {
    const fault = await faultAt(urlWith((url) => (url.password = 'wrong-secret')))
    expect(fault).toMatchObject({
      kind: 'permanent',
      failure: { code: 'database-refused', details: { code: '28P01', address: new URL(test.url).host } },
    })
    expect(JSON.stringify(fault)).not.toContain('wrong-secret')
  })

  it('refuses an unknown user permanently', async () => {
    expect(await faultAt(urlWith((url) => (url.username = 'nobody')))).toMatchObject({
      kind: 'permanent',
      failure: { code: 'database-refused' },
    })
  })

  it('is missing under another name', async () => {
    expect(await faultAt(urlWith((url) => (url.pathname = '/no%20such')))).toMatchObject({
      kind: 'permanent',
      failure: { code: 'database-missing', details: { code: '3D000', database: 'no such' } },
    })
  })

  it('is not there on a port where nobody listens', async () => {
    const server = createServer()
    const port = await listen(server)
    await new Promise((resolve) => server.close(resolve))
    expect(await faultAt(`postgres://u:p@127.0.0.1:${port}/d`)).toMatchObject({
      kind: 'transient',
      failure: {
        code: 'database-not-listening',
        details: { address: `127.0.0.1:${port}`, code: 'ECONNREFUSED' },
      },
    })
  })

  it('breaks off if the connection is closed at once', async () => {
    const server = createServer((socket) => socket.destroy())
    const port = await listen(server)
    expect(await faultAt(`postgres://u:p@127.0.0.1:${port}/d`)).toMatchObject({
      kind: 'transient',
      failure: { code: 'database-cut' },
    })
    server.close()
  })

  it('forbids what the user may not do', async () => {
    const name = `limited_${test.name}`
    await asAdmin(`create role ${name} login password 'p'`)
    const database = openDatabase(
      urlWith((url) => ((url.username = name), (url.password = 'p'))),
      1,
    )
    await expect(database.query({ text: 'create schema sluice' })).rejects.toMatchObject({
      kind: 'table',
      failure: { code: 'database-denied' },
    })
    await database.close()
    await asAdmin(`drop role ${name}`)
  })
})

describe('a database', () => {
  it('is used again after all its connections were cut, as by a restart', async () => {
    const database = openDatabase(test.url, 3)
    await Promise.all([1, 2, 3].map(() => database.query({ text: 'select pg_sleep(0.05)' })))
    await test.cutConnections()
    // A broken connection may show only when it is used, each of the three separately.
    const ask = () => database.query({ text: 'select 1 as one' })
    expect(await ask().catch(ask).catch(ask).catch(ask)).toEqual([{ one: 1 }])
    await database.close()
  })

  it('says that it is away when its connection is cut in the middle of a query', async () => {
    const database = openDatabase(test.url, 1)
    await database.query({ text: 'select 1' })
    const asked = database.query({ text: 'select pg_sleep(30)' })
    const cut = setInterval(() => void test.cutConnections(), 50)
    await expect(asked).rejects.toMatchObject({ kind: 'transient' })
    clearInterval(cut)
    await database.close()
  })

  it('survives that its connection is cut in the middle of a transaction', async () => {
    const database = openDatabase(test.url, 1)
    const uncaught: unknown[] = []
    const hear = (error: unknown) => uncaught.push(error)
    process.on('uncaughtException', hear)
    const broken = database.transaction(async (query) => {
      await query({ text: 'select 1' })
      await test.cutConnections()
      return query({ text: 'select 2' })
    })
    await expect(broken).rejects.toMatchObject({ kind: 'transient' })
    expect(await database.query({ text: 'select 1 as one' })).toEqual([{ one: 1 }])
    await database.close()
    process.off('uncaughtException', hear)
    expect(uncaught).toEqual([])
  })

  it('undoes a transaction that throws, and can be used afterwards', async () => {
    const database = openDatabase(test.url, 1)
    await database.query({ text: 'create table public.kept (x integer)' })
    const bug = new Error('a bug')
    await expect(
      database.transaction(async (query) => {
        await query({ text: 'insert into public.kept values (1)' })
        throw bug
      }),
    ).rejects.toBe(bug)
    expect(await database.query({ text: 'select * from public.kept' })).toEqual([])
    await database.close()
  })

  it('names itself by host, port and name, without user and password', () => {
    const names = (url: string) => openDatabase(url, 1).names
    expect(names('postgres://user:secret@db.example.org/logins')).toEqual({
      address: 'db.example.org:5432',
      database: 'logins',
    })
    expect(names('postgresql://user@db:6543')).toEqual({ address: 'db:6543', database: 'user' })
    expect(JSON.stringify(names(inject('databaseUrl')))).not.toContain('for-tests-only')
  })
})
