import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'
import { columns } from '../support/kinds/kind.ts'
import { loginBody } from '../support/logins.ts'

let bench: CommandBench
beforeAll(async () => {
  bench = await createCommandBench()
})
afterAll(() => bench.close())

const run = (...args: readonly string[]) => bench.run(...args, ...bench.queueFlags, ...bench.databaseFlags)

/** The sentence of the only line that is not fine. */
const objection = async (): Promise<string> => {
  const { stdout } = await run('doctor', '--json')
  const { items } = JSON.parse(stdout) as { items: readonly { state: string; found: string }[] }
  const wrong = items.filter(({ state }) => state === 'not-fine')
  expect(wrong).toHaveLength(1)
  return wrong[0]?.found ?? ''
}

describe('sluice doctor and sluice run', { timeout: 120_000 }, () => {
  it('say the same about a table without a partition for today, and the queue is left as it was', async () => {
    await bench.database
      .query(`create table user_logins (${columns}, login_id bigserial) partition by range (create_date);
      create table logins_2010 partition of user_logins for values from ('2010-01-01') to ('2011-01-01')`)
    await bench.queue.send(Array.from({ length: 25 }, (_, index) => loginBody({ user_id: `user-${index}` })))
    const sentence = await objection()
    expect(sentence).toContain('has no partition for')
    for (const flags of [['--dry-run'], ['--once'], ['--once', '--json']]) {
      const refused = await run('run', ...flags)
      expect([flags, refused.code, refused.stdout]).toEqual([flags, 4, ''])
      expect(refused.stderr).toContain(sentence)
    }
    expect(await bench.queue.port.depth()).toMatchObject({ visible: 25, inFlight: 0 })
    await bench.database.query('create table logins_else partition of user_logins default')
    const loaded = await run('run', '--once')
    expect([loaded.code, loaded.stdout]).toEqual([0, expect.stringContaining('25 loaded')])
    const [row] = await bench.database.query<{ count: number }>('select count(*)::integer from user_logins')
    expect(row).toEqual({ count: 25 })
  })

  it('prints one JSON object with the version, the platform and three kinds of answers', async () => {
    const { code, stdout, stderr } = await run('doctor', '--json')
    expect([code, stderr, stdout.trim().split('\n')]).toMatchObject([0, '', { length: 1 }])
    expect(JSON.parse(stdout)).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      platform: expect.stringContaining(process.platform),
      healthy: true,
      items: expect.arrayContaining([
        expect.objectContaining({ code: 'queue', state: 'fine' }),
        expect.objectContaining({
          code: 'queue-rights',
          state: 'unknown',
          found: expect.stringContaining('sqs:DeleteMessage'),
          advice: null,
        }),
      ]),
    })
  })

  it("prints every run's counts in the same object on request", async () => {
    const { code, stdout, stderr } = await run('doctor', '--json', '--reconcile')
    expect([code, stderr, stdout.trim().split('\n')]).toMatchObject([0, '', { length: 1 }])
    const [made, ...others] = (JSON.parse(stdout) as { runs: readonly unknown[] }).runs
    expect(others).toEqual([])
    expect(made).toMatchObject({ holds: true, counts: { received: 25, loaded: 25 }, ledger: { loaded: 25 } })
  })

  it('A47 prints only a script, which an administrator can run as it is', async () => {
    const { code, stdout, stderr } = await run('doctor', '--grant', 'some"body')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^--[^]*\nbegin;\n[^]*\ncommit;\n$/)
    await bench.database.query('create role "some""body"')
    await bench.database.query(stdout)
    expect(
      await bench.database.query(
        `select has_table_privilege('some"body', 'public.user_logins', 'insert') as insert,
           has_table_privilege('some"body', 'public.user_logins', 'delete') as delete`,
      ),
    ).toEqual([{ insert: true, delete: false }])
    await bench.database.query('drop owned by "some""body"; drop role "some""body"')
  })
})
