import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'
import { loginBody } from '../support/logins.ts'

let bench: CommandBench
beforeAll(async () => {
  bench = await createCommandBench()
  await bench.queue.send([
    ...Array.from({ length: 3 }, (_, n) => loginBody({ user_id: `unknown-${n}`, extra: n })),
    'no login',
    '{}',
  ])
  await bench.run('run', '--once', ...bench.queueFlags, ...bench.databaseFlags)
}, 60_000)
afterAll(() => bench.close())

const retry = (...args: readonly string[]) => bench.run('rejected', 'retry', ...args, ...bench.databaseFlags)

describe('sluice rejected retry', { timeout: 60_000 }, () => {
  it('says how many were loaded and how many stay rejected, by the current rules', async () => {
    expect(await retry()).toMatchObject({ code: 0, stdout: '5 still rejected.\n' })
    expect(await retry('--reason', 'not-json', 'unknown-field', '--allow-unknown-fields')).toMatchObject({
      code: 0,
      stdout: '3 loaded, 1 still rejected.\n',
    })
  })

  it('says it in JSON too', async () => {
    const { code, stdout } = await retry('--json', '--allow-unknown-fields')
    expect({ code, ...(JSON.parse(stdout) as object) }).toEqual({
      ...{ code: 0, loaded: 0, alreadyLoaded: 0, stillRejected: 2, end: 'done', failure: null },
      runId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  it('says so if there is nothing to try', async () => {
    expect(await retry('--reason', 'unknown-field')).toMatchObject({
      code: 0,
      stdout: 'Nothing to try again.\n',
    })
  })

  it('refuses an unknown reason, and lists the known ones', async () => {
    expect(await retry('--reason', 'bad-luck')).toMatchObject({
      code: 2,
      stderr: /Allowed choices are .*not-json/,
    })
  })

  it('leaves the list of rejected messages as it was, with what became of each', async () => {
    const { stdout } = await bench.run('rejected', ...bench.databaseFlags)
    expect(stdout.match(/loaded by trying again/g)).toHaveLength(3)
    expect(stdout.match(/^\S+ {2}\S+Z$/gm)).toHaveLength(2)
  })

  it('is a separate run, which reconciles', async () => {
    const kinds = await bench.database.query(
      `select kind, queue, outcome, count(*)::integer as n from sluice.runs group by 1, 2, 3 order by 1`,
    )
    expect(kinds).toEqual([
      { kind: 'retry', queue: bench.queue.name, outcome: 'drained', n: 3 },
      { kind: 'run', queue: bench.queue.name, outcome: 'drained', n: 1 },
    ])
    expect(
      await bench.run('doctor', '--reconcile', ...bench.queueFlags, ...bench.databaseFlags),
    ).toMatchObject({ code: 0 })
  })
})
