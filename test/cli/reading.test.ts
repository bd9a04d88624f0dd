import { readdir } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'

let bench: CommandBench
beforeEach(async () => {
  bench = await createCommandBench()
})
afterEach(() => bench.close())

const read = (command: 'rows' | 'rejected') => bench.run(command, ...bench.databaseFlags)
const runOnce = () => bench.run('run', '--once', ...bench.queueFlags, ...bench.databaseFlags)

/** Everything that a start could create or change, by name and identity. */
const inventory = () =>
  bench.database.query(
    `select relnamespace::regnamespace::text as schema, relname::text, oid::text from pg_class
     where relnamespace::regnamespace::text in ('public', 'sluice') order by 1, 2`,
  )

describe('the commands that only read', { timeout: 60_000 }, () => {
  it.each(['rows', 'rejected'] as const)(
    '%s makes nothing in a database that was never used, and says so',
    async (command) => {
      expect(await read(command)).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(/has not been used by Sluice yet.*\n.*the first run makes the schema/),
      })
      expect(await inventory()).toEqual([])
      // No key either: nothing is masked or opened.
      expect(await readdir(bench.folder)).toEqual([])
    },
  )

  it('leave an older schema as it is and say what brings it up to date', async () => {
    await runOnce()
    const [last] = await bench.database.query<{ name: string }>(
      'delete from sluice.migrations where name = (select max(name) from sluice.migrations) returning name',
    )
    const before = await inventory()
    for (const command of ['rows', 'rejected'] as const)
      expect(await read(command)).toMatchObject({ code: 1, stderr: expect.stringMatching(/older version/) })
    expect(await inventory()).toEqual(before)
    const names = await bench.database.query<{ name: string }>('select name from sluice.migrations')
    expect(names).not.toContainEqual(last)
  })

  it('leave a table that must be altered as it is', async () => {
    await runOnce()
    await bench.database.query(`alter table user_logins drop column login_id`)
    expect(await read('rows')).toMatchObject({ code: 0, stdout: 'No rows are loaded yet.\n' })
    await bench.database.query(`insert into user_logins (user_id) values ('old')`)
    expect(await read('rows')).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('login_id is added'),
    })
    await bench.database.query('drop table user_logins')
    expect(await read('rows')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('does not find a table user_logins'),
    })
    expect(await bench.database.query(`select from pg_class where relname = 'user_logins'`)).toEqual([])
  })

  it('need only the permission to read', async () => {
    expect(await bench.run('seed', ...bench.queueFlags, '--count', '5', '--malformed', '1')).toMatchObject({
      code: 0,
    })
    expect(await runOnce()).toMatchObject({ code: 0, stdout: expect.stringContaining('4 loaded') })
    expect(await bench.database.query('select from user_logins')).toHaveLength(4)
    const role = `reader_${bench.database.name.slice(-12)}`
    const url = Object.assign(new URL(bench.database.url), { username: role, password: '' }).href
    await bench.database.query(`create role ${role} login password '${bench.environment.PGPASSWORD ?? ''}';
      grant usage on schema sluice to ${role};
      grant select on all tables in schema sluice, public to ${role};
      alter role ${role} set search_path = public, sluice`)
    const rows = await bench.run('rows', '--json', '--database-url', url)
    expect(rows).toMatchObject({ code: 0, stderr: '' })
    expect(rows.stdout.trim().split('\n')).toHaveLength(4)
    expect(await bench.run('rejected', '--database-url', url)).toMatchObject({ code: 0, stderr: '' })
    await bench.database.query(`drop owned by ${role}; drop role ${role}`)
  })

  it('doctor --reconcile finds no run in a database that was never used, and creates nothing there', async () => {
    const found = await bench.run('doctor', '--reconcile', ...bench.queueFlags, ...bench.databaseFlags)
    expect(found).toMatchObject({ code: 0, stdout: expect.stringContaining('No run has been made yet.') })
    expect(await inventory()).toEqual([])
  })
})
