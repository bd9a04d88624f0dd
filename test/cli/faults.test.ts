import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loginBody } from '../support/logins.ts'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'

let bench: CommandBench
beforeAll(async () => {
  bench = await createCommandBench()
})
afterAll(() => bench.close())

/** Nothing listens on port 1. */
const nowhere = '127.0.0.1:1'

/** One sentence, one line of advice, and no stack trace. */
const isPlain = (stderr: string): boolean =>
  stderr.trim().split('\n').length === 2 && !/ {4}at |Error:/.test(stderr)

const fromFlags = (end: { stderr: string }): string =>
  end.stderr
    .split('\n')
    .filter((line) => !/key was made|user_logins was missing|can be read by every account/.test(line))
    .join('\n')

describe('a queue or a database that cannot be reached', { timeout: 60_000 }, () => {
  it('ends a run with code 1, one sentence and what to do', async () => {
    const { queueFlags, databaseFlags, queue } = bench
    const away = new URL(bench.database.url)
    away.host = nowhere
    const missing = new URL(bench.database.url)
    missing.pathname = '/no_such_database'
    const wrong = new URL(bench.database.url)
    wrong.password = 'wrong-secret'
    for (const [flags, said] of [
      [[...queueFlags, '--database-url', away.href], /Nothing listens at 127\.0\.0\.1:1 \(ECONNREFUSED\)/],
      [[...queueFlags, '--database-url', missing.href], /no database named no_such_database/],
      [[...queueFlags, '--database-url', wrong.href], /refused the user or the password/],
      [
        ['--queue', queue.name, '--endpoint', `http://${nowhere}`, ...databaseFlags],
        /Nothing listens at http:\/\/127\.0\.0\.1:1/,
      ],
      [
        ['--queue', 'no-such-queue', '--endpoint', queue.endpoint, ...databaseFlags],
        /no queue named no-such-queue/,
      ],
    ] as const) {
      const end = await bench.run('run', '--once', '--json', ...flags)
      expect([flags, end.code, end.stdout]).toEqual([flags, 1, ''])
      expect(end.stderr).toMatch(said)
      expect([end.stderr, isPlain(fromFlags(end))]).toEqual([end.stderr, true])
      expect(end.stderr).not.toContain('wrong-secret')
    }
  })

  it('is found by the doctor, which says what to do', async () => {
    const away = new URL(bench.database.url)
    away.host = nowhere
    away.password = ''
    const end = await bench.run(
      'doctor',
      '--queue',
      'no-such-queue',
      '--endpoint',
      bench.queue.endpoint,
      '--database-url',
      away.href,
    )
    expect(end).toMatchObject({ code: 1, stderr: '' })
    expect(end.stdout).toMatch(/FAIL +Queue +There is no queue named no-such-queue[^\n]*\n +Check/)
    expect(end.stdout).toMatch(/FAIL +Database +Nothing listens at 127\.0\.0\.1:1[^\n]*\n +Start/)
  })
})

describe('sluice doctor', { timeout: 60_000 }, () => {
  it('finds everything in order if it is, and changes nothing', async () => {
    const fresh = await createCommandBench()
    const end = await fresh.run('doctor', ...fresh.queueFlags, ...fresh.databaseFlags)
    expect(end).toMatchObject({ code: 0, stderr: '' })
    expect(end.stdout).toMatch(/^ok +Queue [^]*\nok +Database [^]*\nok +Table .*will be created/)
    expect(end.stdout).toMatch(/\n\? +Queue rights .*sqs:DeleteMessage/)
    expect(end.stdout).not.toContain('FAIL')
    expect(
      await fresh.database.query(`select from pg_tables where schemaname in ('public', 'sluice')`),
    ).toEqual([])
    await fresh.close()
  })

  it('finds a table that does not fit, and one that must be altered first', async () => {
    const fresh = await createCommandBench()
    await fresh.database.query('create table user_logins (user_id integer)')
    const unfit = await fresh.run('doctor', ...fresh.queueFlags, ...fresh.databaseFlags)
    expect(unfit.code).toBe(1)
    expect(unfit.stdout).toMatch(/FAIL +Table .*user_id is integer/)
    await fresh.database.query(`drop table user_logins; create table user_logins (user_id varchar(128),
      device_type varchar(32), masked_ip varchar(256), masked_device_id varchar(256), locale varchar(32),
      app_version integer, create_date date); insert into user_logins (user_id) values ('old')`)
    const narrow = await fresh.run('doctor', ...fresh.queueFlags, ...fresh.databaseFlags)
    expect(narrow.code).toBe(1)
    expect(narrow.stdout).toMatch(/FAIL +Table .*must be changed[^\n]*\n.*--widen-app-version/)

    const refused = await fresh.run('run', '--once', ...fresh.queueFlags, ...fresh.databaseFlags)
    expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining('--widen-app-version') })
    const widened = await fresh.run(
      'run',
      '--once',
      '--widen-app-version',
      ...fresh.queueFlags,
      ...fresh.databaseFlags,
    )
    expect(widened.code).toBe(0)
    const healthy = await fresh.run('doctor', '--reconcile', ...fresh.queueFlags, ...fresh.databaseFlags)
    expect(healthy.code).toBe(0)
    expect(healthy.stdout).toMatch(/Table +user_logins is fit\.[^]*ok +run [0-9a-f-]{36}/)
    await fresh.close()
  })

  it('finds a column narrower than its field, and the remedy, which a run and a retry apply', async () => {
    const fresh = await createCommandBench()
    const call = (...args: readonly string[]) =>
      fresh.run(...args, ...fresh.queueFlags, ...fresh.databaseFlags)
    const loginsWith = (version: string) => `create table user_logins (user_id varchar(128),
      device_type varchar(32), masked_ip varchar(256), masked_device_id varchar(256), locale varchar(32),
      app_version ${version}, create_date date, login_id bigserial)`
    await fresh.database.query(
      `${loginsWith('varchar(5)')}; insert into user_logins (user_id) values ('old')`,
    )
    await fresh.queue.send([loginBody(), loginBody({ app_version: '2.3.10', user_id: 'other' })])
    const narrow = await call('doctor')
    expect(narrow.code).toBe(1)
    expect(narrow.stdout).toMatch(
      /FAIL +Table .*must be changed[^\n]*\n.*--widen-app-version.*--reject-misfits/,
    )
    for (const flags of [['--dry-run'], ['--once']])
      expect(await call('run', ...flags)).toMatchObject({
        code: 4,
        stderr: expect.stringContaining('--reject-misfits'),
      })
    expect((await call('doctor', '--reject-misfits')).stdout).toMatch(
      /ok +Table +The column app_version holds 5 characters; other values of app_version are rejected\./,
    )
    const loaded = await call('run', '--once', '--json', '--reject-misfits')
    expect(JSON.parse(loaded.stdout)).toMatchObject({ loaded: 1, rejected: 1, ignored: [], cut: [] })
    const database = fresh.databaseFlags
    expect((await fresh.run('rejected', 'retry', '--reject-misfits', ...database)).stdout).toMatch(/1/)
    await fresh.database.query('alter table user_logins alter column app_version type varchar(32)')
    expect((await fresh.run('rejected', 'retry', ...database)).code).toBe(0)
    const rows = await fresh.database.query(
      `select app_version from user_logins where user_id <> 'old' order by 1`,
    )
    expect(rows).toEqual([{ app_version: '2.3.0' }, { app_version: '2.3.10' }])
    await fresh.close()
  })

  it('mentions rows that a script has loaded, before a run and after it, and still counts the table as healthy', async () => {
    const fresh = await createCommandBench()
    const call = (...args: readonly string[]) =>
      fresh.run(...args, ...fresh.queueFlags, ...fresh.databaseFlags)
    await fresh.database.query(`create table user_logins (user_id varchar(128), device_type varchar(32),
      masked_ip varchar(256), masked_device_id varchar(256), locale varchar(32), app_version varchar(32),
      create_date date, login_id bigserial);
      insert into user_logins (user_id, masked_ip, locale, app_version) select n, md5(n::text), 'None', '230'
      from generate_series(1, 100) n`)
    await fresh.queue.send([loginBody()])
    const found = await call('doctor')
    expect(found.code).toBe(0)
    const told = [
      /user_logins holds 100 rows, none of which Sluice has loaded/,
      /masked_ip holds a hash of another form/,
      /locale holds a text such as None/,
      /app_version holds a whole number where a version belongs/,
    ]
    for (const words of told) expect(found.stdout).toMatch(words)
    for (const flags of [['--dry-run'], ['--once']]) {
      const { code, stderr } = await call('run', ...flags)
      expect(code).toBe(0)
      for (const words of told) expect(stderr).toMatch(words)
    }
    await fresh.close()
  })
})
