import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getHistory, recordDepth } from '../../../src/adapters/postgres/history.ts'
import { pruneHistory } from '../../../src/adapters/postgres/prune-history.ts'
import { createDeliveries, createDelivery } from '../../support/deliveries.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

let bench: TestStore
beforeAll(async () => {
  bench = await createTestStore()
})
afterAll(() => bench.close())

const queue = { name: 'test', endpoint: 'https://here' }
const depth = (visible: number) => ({ visible, inFlight: 1, delayed: 2, at: Date.now() })

describe('the history', () => {
  it('has a step for each stretch of time, empty if nobody looked', async () => {
    const { stepSeconds, steps } = await getHistory(bench.database, queue, { minutes: 60, steps: 60 })
    expect(stepSeconds).toBe(60)
    expect(steps).toHaveLength(60)
    for (const [index, step] of steps.entries()) {
      expect(step).toMatchObject({ visible: null, deadLetters: null, loaded: 0, rejected: 0 })
      expect(step.at % 60_000).toBe(0)
      if (index > 0) expect(step.at - (steps[index - 1]?.at ?? 0)).toBe(60_000)
    }
    expect(steps.at(-1)?.at).toBeGreaterThan(Date.now() - 1_000)
  })

  it('has the highest depth of each step, of this queue only', async () => {
    await recordDepth(bench.database, { ...queue, name: 'other' }, depth(999), null)
    await recordDepth(bench.database, queue, depth(50), null)
    await recordDepth(bench.database, queue, depth(40), 7)
    await bench.test.query(
      `insert into sluice.depths (queue, at, visible, in_flight, delayed) values ('test', now() - interval '10 minutes', 77, 0, 0)`,
    )
    const { steps } = await getHistory(bench.database, queue, { minutes: 60, steps: 60 })
    const [last, before] = [steps.at(-1), steps.at(-2)]
    // Both were recorded a moment ago, and a minute may have ended between them.
    const highest = Math.max(last?.visible ?? 0, before?.visible ?? 0)
    expect(highest).toBe(50)
    expect(last).toMatchObject({ inFlight: 1, delayed: 2, deadLetters: 7 })
    expect(steps.filter((step) => step.visible === 77)).toHaveLength(1)
    expect(steps.some((step) => step.visible === 999)).toBe(false)
  })

  it('sums the fates of messages in each step', async () => {
    const runId = await bench.openRun()
    const items = bench.prepare([...createDeliveries(5), createDelivery({ body: 'no login' })])
    await bench.store.commit({ batchId: crypto.randomUUID(), runId, items })
    await bench.store.commit({ batchId: crypto.randomUUID(), runId, items: items.slice(0, 2) })
    const { steps } = await getHistory(bench.database, queue, { minutes: 10, steps: 2 })
    const sum = (pick: (step: (typeof steps)[number]) => number) =>
      steps.reduce((total, step) => total + pick(step), 0)
    expect(sum((step) => step.loaded)).toBe(5)
    expect(sum((step) => step.rejected)).toBe(1)
    expect(sum((step) => step.duplicates)).toBe(2)
  })

  it('knows the speed of the fastest ten seconds of a long step, which its average would hide', async () => {
    const peak = { name: 'peak', endpoint: 'https://here' }
    const runId = crypto.randomUUID()
    await bench.store.openRun({ runId, queue: peak.name })
    const settled = (minutesAgo: number, loaded: number, rejected: number) =>
      bench.test.query(
        `insert into sluice.batches (run_id, received, loaded, rejected, at)
         values ($1, $2::integer + $3::integer, $2, $3, to_timestamp(floor(extract(epoch from now()) / 3600) * 3600) - make_interval(mins => $4))`,
        [runId, loaded, rejected, minutesAgo],
      )
    await settled(30, 20_000, 10)
    await settled(30, 3_000, 0)
    await settled(20, 100, 50)
    const { steps } = await getHistory(bench.database, peak, { minutes: 120, steps: 2 })
    const step = steps.find(({ loaded }) => loaded > 0)
    expect(step).toMatchObject({ loaded: 23_100, rejected: 60 })
    expect(step?.most).toEqual({ loaded: 2_300, duplicates: 0, rejected: 5 })
    const short = await getHistory(bench.database, peak, { minutes: 2, steps: 60 })
    expect(short.stepSeconds).toBe(2)
    expect(short.steps.every(({ most }) => most.loaded === 0)).toBe(true)
  })

  it('lists the runs of this queue in its steps, including those that began before or never ended', async () => {
    const mine = { name: 'runs', endpoint: 'https://here' }
    const add = async (from: number, to: number | null, queue: string, kind = 'run'): Promise<string> => {
      const runId = crypto.randomUUID()
      await bench.test.query(
        `insert into sluice.runs (run_id, queue, queue_endpoint, kind, started_at, ended_at)
         values ($1, $2, $3, $4, now() - make_interval(mins => $5), now() - make_interval(mins => $6))`,
        [runId, queue, mine.endpoint, kind, from, to],
      )
      return runId
    }
    await add(300, 200, mine.name)
    const long = await add(90, 30, mine.name)
    const cut = await add(20, null, mine.name)
    await add(10, 5, 'others')
    await add(10, 5, mine.name, 'retry')
    await bench.test.query(
      `insert into sluice.batches (run_id, received, loaded, at) values ($1, 1, 1, now() - interval '15 minutes')`,
      [cut],
    )
    const { runs } = await getHistory(bench.database, mine, { minutes: 60, steps: 60 })
    expect(runs.map(({ runId }) => runId)).toEqual([cut, long])
    const minutes = runs.map(({ from, to }) => [from, to].map((at) => Math.round((Date.now() - at) / 60_000)))
    expect(minutes).toEqual([
      [20, 15],
      [90, 30],
    ])
  })

  it('keeps two queues of one name apart by their endpoints', async () => {
    const name = 'twice'
    const [here, there] = [
      { name, endpoint: 'https://here' },
      { name, endpoint: 'https://there' },
    ]
    const old = (visible: number) =>
      bench.test.query(
        `insert into sluice.depths (queue, at, visible, in_flight, delayed) values ($1, now() - interval '10 minutes', $2, 0, 0)`,
        [name, visible],
      )
    const seen = async (identity: typeof here) => {
      const { steps } = await getHistory(bench.database, identity, { minutes: 60, steps: 60 })
      const loaded = steps.reduce((sum, step) => sum + step.loaded, 0)
      return { visible: steps.flatMap((step) => step.visible ?? []), loaded }
    }
    const runAt = async (identity: typeof here, count: number) => {
      const runId = crypto.randomUUID()
      await bench.store.openRun({
        runId,
        queue: name,
        circumstances: {
          ...{ database: 'd', maskKey: 'k', host: 'h', version: '1', settings: {} },
          queueEndpoint: identity.endpoint,
        },
      })
      const items = bench.prepare(Array.from({ length: count }, () => createDelivery()))
      await bench.store.commit({ batchId: crypto.randomUUID(), runId, items })
    }
    await old(70)
    await recordDepth(bench.database, here, depth(1), null)
    await runAt(here, 3)
    // No other queue is known by this name: records from before endpoints belong to this queue.
    expect(await seen(here)).toEqual({ visible: [70, 1], loaded: 3 })
    await recordDepth(bench.database, there, depth(2), null)
    await runAt(there, 4)
    expect(await seen(here)).toEqual({ visible: [1], loaded: 3 })
    expect(await seen(there)).toEqual({ visible: [2], loaded: 4 })
  })

  it('deletes samples after thirty days', async () => {
    await bench.test.query(
      `insert into sluice.depths (queue, at, visible, in_flight, delayed)
       select 'old', now() - make_interval(days => n), 1, 0, 0 from generate_series(25, 40) as n`,
    )
    await pruneHistory(bench.database)
    expect(await bench.test.query(`select from sluice.depths where queue = 'old'`)).toHaveLength(5)
  })
})
