import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sampleBodies } from '../../src/app/sample.ts'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'

let bench: CommandBench
beforeEach(async () => {
  bench = await createCommandBench()
})
afterEach(() => bench.close())

describe('sluice run when it is told to stop', { timeout: 60_000 }, () => {
  it('ends on Ctrl-C with code 130, with nothing in flight and nothing uncounted', async () => {
    await bench.queue.send(sampleBodies({ count: 2_000, malformed: 0, seed: 5 }))
    const running = bench.start('run', '--json', ...bench.queueFlags, ...bench.databaseFlags)
    await running.says(/"loaded":[1-9]/)
    running.kill('SIGINT')
    const end = await running.ended
    expect(end.code).toBe(130)
    const counts = JSON.parse(end.stdout) as Record<'received' | 'loaded' | 'released', number>
    expect(counts.received).toBe(counts.loaded + counts.released)
    const { visible, inFlight } = await bench.queue.port.depth()
    expect(inFlight).toBe(0)
    expect(visible).toBe(2_000 - counts.loaded)
    expect(await bench.database.query('select from user_logins')).toHaveLength(counts.loaded)
  })

  it('ends on SIGTERM with code 0 while it waits for messages', async () => {
    const running = bench.start('run', ...bench.queueFlags, ...bench.databaseFlags)
    await running.says('"phase":"waiting"')
    running.kill('SIGTERM')
    expect(await running.ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^0 received/) })
  })
})

describe('sluice prune when it is told to stop', { timeout: 60_000 }, () => {
  const portion = 10_000

  /** A ledger with two portions that are old enough, and the entry of one run. */
  const fillLedger = async (): Promise<void> => {
    await bench.queue.send(sampleBodies({ count: 1, malformed: 0, seed: 5 }))
    await bench.run('run', '--once', ...bench.queueFlags, ...bench.databaseFlags)
    await bench.database.query(
      `with old as (
         insert into sluice.batches (run_id, at, received, loaded)
         select run_id, now() - interval '400 days', 1, 1 from sluice.runs returning batch_id
       )
       insert into sluice.ledger (origin, row_number, batch_id, sent_at)
       select gen_random_uuid(), n, batch_id, now() from old, generate_series(1, ${2 * portion}) as n`,
    )
  }

  const entries = async (): Promise<number> => {
    const [found] = await bench.database.query<{ count: number }>(
      'select count(*)::integer as count from sluice.ledger',
    )
    return found?.count ?? 0
  }

  const waiting = async (): Promise<number> => {
    const [found] = await bench.database.query<{ count: number }>(
      `select count(*)::integer as count from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return found?.count ?? 0
  }

  it('finishes its portion, says what is done so far, ends with 130, and goes on from there', async () => {
    await fillLedger()
    const holder = new pg.Client({ connectionString: bench.database.url })
    await holder.connect()
    try {
      await holder.query('begin; lock table sluice.ledger in exclusive mode')
      const pruning = bench.start('prune', ...bench.databaseFlags)
      await expect.poll(waiting, { timeout: 20_000 }).toBe(1)
      pruning.kill('SIGINT')
      // The command has heard it before its portion is over.
      await pruning.says('Stopping')
      await holder.query('commit')
      expect(await pruning.ended).toMatchObject({
        code: 130,
        stdout: '10,000 ledger entries older than 365 days forgotten.\n',
        stderr: expect.stringContaining('Stopped: what else is old enough stays until the next prune.'),
      })
    } finally {
      await holder.end()
    }
    expect(await entries()).toBe(portion + 1)
    expect(await bench.run('prune', ...bench.databaseFlags)).toMatchObject({
      code: 0,
      stdout: '10,000 ledger entries older than 365 days forgotten.\n',
    })
    expect(await entries()).toBe(1)
  })
})
