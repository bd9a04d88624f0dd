import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getHistory } from '../../src/adapters/postgres/history.ts'
import { pruneHistory } from '../../src/adapters/postgres/prune-history.ts'
import { keepStretches } from '../../src/app/keep-stretches.ts'
import type { MonitorEvent, Phase } from '../../src/contract/events.ts'
import { failure } from '../../src/contract/failure.ts'
import { createTestStore, type TestStore } from '../support/stores.ts'

let bench: TestStore
beforeAll(async () => {
  bench = await createTestStore()
})
afterAll(() => bench.close())

const cause = failure('database-not-listening', { address: 'a:1', code: 'ECONNREFUSED' })
const phase = (value: Phase, at: number): MonitorEvent => ({ type: 'run-phase', phase: value, at, idleMs: 0 })
const database = (since: number, isAway: boolean): MonitorEvent => ({
  type: 'neighbour',
  which: 'database',
  neighbour: isAway
    ? { state: 'away', since, failure: cause, nextTryAt: since }
    : { state: 'reachable', since },
})

/** The stretches in the history of a queue of this name, each with its length in seconds. */
const kept = async (name: string) => {
  const { stretches } = await getHistory(bench.database, { name, endpoint: 'e' }, { minutes: 60, steps: 60 })
  return stretches.map(({ kind, from, to }) => [kind, Math.round((to - from) / 1_000)])
}

describe('pauses and outages in the history', () => {
  it("are recorded as they end, by the database's clock, without momentary ones", async () => {
    const now = Date.now()
    const keeper = keepStretches(bench.database, { name: 'ended', endpoint: 'e' })
    keeper.heed(phase({ name: 'paused' }, now - 60_000))
    keeper.heed(phase({ name: 'receiving' }, now - 40_000))
    keeper.heed(phase({ name: 'waiting-for-queue', until: now, failure: cause }, now - 30_000))
    keeper.heed(phase({ name: 'receiving' }, now - 29_500))
    await expect.poll(() => kept('ended')).toEqual([['pause', 20]])
    const [stretch] = (
      await getHistory(bench.database, { name: 'ended', endpoint: 'e' }, { minutes: 60, steps: 60 })
    ).stretches
    expect(Math.abs((stretch?.from ?? 0) - (now - 60_000))).toBeLessThan(2_000)
    expect(await kept('another')).toEqual([])
    await keeper.stop()
  })

  it('are there after a kill: the end of a current one is updated regularly', async () => {
    const keeper = keepStretches(bench.database, { name: 'killed', endpoint: 'e' }, 20)
    keeper.heed(phase({ name: 'paused' }, Date.now() - 5_000))
    await expect.poll(() => kept('killed')).toEqual([['pause', 5]])
    await expect.poll(() => kept('killed')).toEqual([['pause', 6]])
    await keeper.stop()
  })

  it('end with the connection', async () => {
    const keeper = keepStretches(bench.database, { name: 'closed', endpoint: 'e' })
    keeper.heed(phase({ name: 'paused' }, Date.now() - 5_000))
    await keeper.stop()
    expect(await kept('closed')).toEqual([['pause', 5]])
  })

  it('wait while the database is away, and are recorded once it is back', async () => {
    let isAway = true
    let asked = 0
    const flaky = {
      query: ((statement) => {
        asked += 1
        return isAway ? Promise.reject(new Error('away')) : bench.database.query(statement)
      }) as typeof bench.database.query,
    }
    const keeper = keepStretches(flaky, { name: 'away', endpoint: 'e' }, 20)
    const now = Date.now()
    keeper.heed(phase({ name: 'paused' }, now - 30_000))
    keeper.heed(phase({ name: 'receiving' }, now - 20_000))
    await expect.poll(() => asked).toBeGreaterThan(1)
    keeper.heed(database(now - 10_000, true))
    isAway = false
    keeper.heed(database(now, false))
    await expect
      .poll(() => kept('away'))
      .toEqual([
        ['outage', 10],
        ['pause', 10],
      ])
    await keeper.stop()
  })

  it('are deleted when no chart shows them any more', async () => {
    const count = () =>
      bench.test.query<{ n: number }>(
        `select count(*)::integer as n from sluice.stretches where queue = 'old'`,
      )
    await bench.test.query(
      `insert into sluice.stretches (stretch_id, queue, queue_endpoint, kind, started_at, ended_at)
       select gen_random_uuid(), 'old', 'e', 'pause', now() - make_interval(days => n), now() - make_interval(days => n)
       from generate_series(29, 31) as n`,
    )
    await pruneHistory(bench.database)
    expect(await count()).toEqual([{ n: 1 }])
  })
})
