import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getHistory, pruneDepths, recordDepth } from '../../../src/adapters/postgres/history.ts'
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
  it('has a step for each stretch of time, empty where nobody looked', async () => {
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

  it('has the last depth of each step, of this queue alone', async () => {
    await recordDepth(bench.database, { ...queue, name: 'other' }, depth(999), null)
    await recordDepth(bench.database, queue, depth(50), null)
    await recordDepth(bench.database, queue, depth(40), 7)
    await bench.test.query(
      `insert into sluice.depths (queue, at, visible, in_flight, delayed) values ('test', now() - interval '10 minutes', 77, 0, 0)`,
    )
    const { steps } = await getHistory(bench.database, queue, { minutes: 60, steps: 60 })
    expect(steps.at(-1)).toMatchObject({ visible: 40, inFlight: 1, delayed: 2, deadLetters: 7 })
    expect(steps.filter((step) => step.visible === 77)).toHaveLength(1)
    expect(steps.some((step) => step.visible === 999)).toBe(false)
  })

  it('adds up what became of messages in each step', async () => {
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
    // Nobody else is known to have the name: what was noted before endpoints were is this queue's.
    expect(await seen(here)).toEqual({ visible: [70, 1], loaded: 3 })
    await recordDepth(bench.database, there, depth(2), null)
    await runAt(there, 4)
    expect(await seen(here)).toEqual({ visible: [1], loaded: 3 })
    expect(await seen(there)).toEqual({ visible: [2], loaded: 4 })
  })

  it('forgets samples after thirty days', async () => {
    await bench.test.query(
      `insert into sluice.depths (queue, at, visible, in_flight, delayed)
       select 'old', now() - make_interval(days => n), 1, 0, 0 from generate_series(25, 40) as n`,
    )
    await pruneDepths(bench.database)
    expect(await bench.test.query(`select from sluice.depths where queue = 'old'`)).toHaveLength(5)
  })
})
