import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'

let bench: CommandBench
beforeAll(async () => {
  bench = await createCommandBench()
})
afterAll(() => bench.close())

const seed = (...args: readonly string[]) => bench.run('seed', ...bench.queueFlags, ...args)
const runOnce = async (): Promise<Record<string, number>> => {
  const end = await bench.run('run', '--once', '--json', ...bench.queueFlags, ...bench.databaseFlags)
  return JSON.parse(end.stdout) as Record<string, number>
}

describe('sluice seed, rows and rejected', { timeout: 60_000 }, () => {
  it('say so if there is nothing yet', async () => {
    await runOnce()
    expect(await bench.run('rows', ...bench.databaseFlags)).toMatchObject({
      code: 0,
      stdout: 'No rows are loaded yet.\n',
    })
    expect(await bench.run('rejected', ...bench.databaseFlags)).toMatchObject({
      code: 0,
      stdout: 'No message has been rejected.\n',
    })
    expect(await bench.run('rows', '--json', ...bench.databaseFlags)).toMatchObject({ code: 0, stdout: '' })
  })

  it('make one row each of samples sent twice with the same ids, and reject malformed ones each time', async () => {
    const args = ['--count', '40', '--malformed', '3', '--seed', '11', '--same-ids']
    expect(await seed(...args)).toMatchObject({
      code: 0,
      stdout: `40 messages sent to ${bench.queue.name}, 3 of them malformed (seed 11).\n`,
      stderr: '',
    })
    await seed(...args)
    expect(await runOnce()).toMatchObject({ received: 80, loaded: 37, rejected: 6, duplicates: 37 })
    await seed(...args)
    expect(await runOnce()).toMatchObject({ received: 40, loaded: 0, rejected: 3, duplicates: 37 })
    expect(await bench.database.query('select from user_logins')).toHaveLength(37)
  })

  it('make new rows of samples sent without ids', async () => {
    await seed('--count', '5', '--seed', '11')
    expect(await runOnce()).toMatchObject({ received: 5, loaded: 5 })
  })

  it('list the newest rows, masked, as a table or in JSON lines', async () => {
    const json = await bench.run('rows', '--json', '--limit', '3', ...bench.databaseFlags)
    const rows = json.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>)
    const newest = await bench.database.query<{ login_id: string }>(
      'select login_id::text from user_logins order by user_logins.login_id desc limit 3',
    )
    expect(rows.map((row) => row.login_id)).toEqual(newest.map((row) => row.login_id))
    expect(Object.keys(rows[0] ?? {})).toEqual([
      ...[
        'login_id',
        'user_id',
        'device_type',
        'masked_ip',
        'masked_device_id',
        'locale',
        'app_version',
        'create_date',
      ],
    ])
    expect(rows[0]?.masked_ip).toMatch(/^[0-9a-f]{64}$/)
    const table = await bench.run('rows', '--limit', '3', ...bench.databaseFlags)
    expect(table.stdout.trim().split('\n')).toHaveLength(4)
    expect(table.stdout).toMatch(/^user_id +device_type +masked_ip/)
  })

  it('list only the rows of one run, and say so if there are none', async () => {
    const runs = await bench.database.query<{ run: string; loaded: number }>(
      `select run_id::text as run, sum(loaded)::integer as loaded from sluice.batches group by run_id order by 2`,
    )
    for (const { run, loaded } of runs) {
      const { stdout } = await bench.run(
        'rows',
        '--json',
        '--limit',
        '99',
        '--run',
        run,
        ...bench.databaseFlags,
      )
      expect(stdout.split('\n').length - 1).toBe(loaded)
    }
    expect(runs.map(({ loaded }) => loaded)).toContain(37)
    const run = crypto.randomUUID()
    expect(await bench.run('rows', '--run', run, ...bench.databaseFlags)).toMatchObject({
      code: 0,
      stdout: 'No row is known to be of this run.\n',
    })
    expect(await bench.run('rows', '--run', 'last', ...bench.databaseFlags)).toMatchObject({ code: 2 })
  })

  it('list rejected messages with their reasons and without their bodies', async () => {
    const json = await bench.run('rejected', '--json', ...bench.databaseFlags)
    const messages = json.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(messages).toHaveLength(9)
    for (const message of messages) {
      expect(message).toMatchObject({ messageId: expect.any(String), reasons: expect.any(Array) })
      expect(Object.keys(message)).not.toContain('body')
      for (const reason of message.reasons as { text: string }[])
        expect(reason.text.length).toBeGreaterThan(10)
    }
    const plain = await bench.run('rejected', ...bench.databaseFlags)
    for (const { messageId } of messages) expect(plain.stdout).toContain(String(messageId))
    expect(plain.stdout).toMatch(/\n {2}\S/)
  })
})
