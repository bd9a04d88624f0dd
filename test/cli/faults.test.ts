import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'

let bench: CommandBench
beforeAll(async () => {
  bench = await createCommandBench()
})
afterAll(() => bench.close())

/** Nobody listens on port 1. */
const nowhere = '127.0.0.1:1'

/** One sentence, one line of advice, and nothing of a stack. */
const isPlain = (stderr: string): boolean =>
  stderr.trim().split('\n').length === 2 && !/ {4}at |Error:/.test(stderr)

const fromFlags = (end: { stderr: string }): string =>
  end.stderr
    .split('\n')
    .filter((line) => !/key was made|user_logins was missing|can be read by every account/.test(line))
    .join('\n')

describe('a queue or a database that cannot be reached', { timeout: 60_000 }, () => {
  it('ends a run with code 1 and one sentence and what to do', async () => {
    const { queueFlags, databaseFlags, queue } = bench
    const away = new URL(bench.database.url)
    away.host = nowhere
    const missing = new URL(bench.database.url)
    missing.pathname = '/no_such_database'
    const wrong = new URL(bench.database.url)
    wrong.password = 'wrong-secret'
    for (const [flags, said] of [
      [[...queueFlags, '--database-url', away.href], /Nobody listens at 127\.0\.0\.1:1 \(ECONNREFUSED\)/],
      [[...queueFlags, '--database-url', missing.href], /no database named no_such_database/],
      [[...queueFlags, '--database-url', wrong.href], /refused the user or the password/],
      [
        ['--queue', queue.name, '--endpoint', `http://${nowhere}`, ...databaseFlags],
        /Nobody listens at http:\/\/127\.0\.0\.1:1/,
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
    expect(end.stdout).toMatch(/FAIL +Database +Nobody listens at 127\.0\.0\.1:1[^\n]*\n +Start/)
  })
})

describe('sluice doctor', { timeout: 60_000 }, () => {
  it('finds everything well where it is, and changes nothing', async () => {
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

  it('finds a table that is not fit, and one that must be changed first', async () => {
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
})
