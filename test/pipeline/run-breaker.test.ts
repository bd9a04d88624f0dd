import { describe, expect, it } from 'vitest'
import { drain } from '../../src/pipeline/run.ts'
import { createDeliveries, createDelivery } from '../support/deliveries.ts'
import { createRunBench } from '../support/run-bench.ts'
import { createTestRun } from '../support/runs.ts'
import { sleep } from '../support/scripted-queue.ts'
import { storeFault } from '../support/scripted-store.ts'

describe('the breaker of a run', () => {
  const malformed = (count: number) =>
    Array.from({ length: count }, () => createDelivery({ body: '{"foo":1}' }))

  it('A18 stops a run of malformed messages within a hundred and a batch', async () => {
    const bench = createRunBench(malformed(1_000))
    const { code, counts } = await bench.run({ maxRejectedShare: 50 })
    expect(code).toBe('too-many-rejected')
    expect(counts().rejected).toBeLessThanOrEqual(100)
    expect(counts().rejected + bench.queue.left().length).toBe(1_000)
  })

  it('does nothing if it is off', async () => {
    const bench = createRunBench(malformed(300))
    const { code, counts } = await bench.run({ maxRejectedShare: null })
    expect({ code, rejected: counts().rejected }).toEqual({ code: 'drained', rejected: 300 })
  })

  it('A42 does not trip on a queue that ends below a hundred', async () => {
    const bench = createRunBench([...malformed(50), ...createDeliveries(30)])
    const { code, counts } = await bench.run({ maxRejectedShare: 50 })
    expect({ code, ...counts() }).toMatchObject({ code: 'drained', loaded: 30, rejected: 50 })
  })

  it('ends a run whose rows the database refuses one by one while others load', async () => {
    const bench = createRunBench(createDeliveries(400))
    bench.refuse(
      Array.from({ length: 400 }, (_, index) => `user-${index}`).filter((_, index) => index % 4 > 0),
    )
    const { code, counts } = await bench.run({ maxRejectedShare: 50 })
    expect(code).toBe('too-many-rejected')
    expect(counts().rejected).toBeLessThan(300)
    expect(counts().received).toBe(counts().loaded + counts().rejected + counts().released)
  })
})

describe('a run that is told to stop while it waits for the database', () => {
  it('before it has begun ends as stopped, without further reports', async () => {
    const bench = createRunBench(createDeliveries(3))
    const stop = new AbortController()
    const store = {
      ...bench.store,
      openRun: async () => {
        throw storeFault('transient', 'ECONNREFUSED')
      },
    }
    const { run, phases } = createTestRun(bench.queue, store)
    const end = drain(run, stop.signal)
    while (phases.length === 0) await sleep(5)
    stop.abort()
    const said = phases.length
    expect(await end).toBe('stopped')
    expect(phases).toHaveLength(said)
    expect(bench.queue.received()).toBe(0)
  })
})
