import { describe, expect, it } from 'vitest'
import { noCounts } from '../../src/contract/events.ts'
import type { Delivery } from '../../src/pipeline/ports.ts'
import { defaultLimits } from '../../src/pipeline/run-limits.ts'
import { createDeliveries, createDelivery } from '../support/deliveries.ts'
import { loginBody } from '../support/logins.ts'
import { createRunBench } from '../support/run-bench.ts'
import { sleep } from '../support/scripted-queue.ts'
import { refusalOf, storeFault } from '../support/scripted-store.ts'

const named = (user: string): Delivery =>
  createDelivery({ messageId: user, body: loginBody({ user_id: user }) })

describe('a run whose table refuses everything', () => {
  it('stops after one receive call, gives all back, rejects nothing, and says how many it received', async () => {
    const bench = createRunBench(createDeliveries(1_000))
    bench.store.setBeforeCommit(() => {
      throw storeFault('table', '23502')
    })
    const { end, counts } = bench.start()
    await expect(end).rejects.toMatchObject({ kind: 'table' })
    expect(counts()).toEqual({ ...noCounts, received: 10, released: 10 })
    expect(bench.queue.left()).toHaveLength(1_000)
    expect(bench.store.items.size).toBe(0)
  })

  it('also stops if each row is refused by itself, as by a check that none meets', async () => {
    const bench = createRunBench(createDeliveries(1_000))
    bench.store.setBeforeCommit(() => {
      throw refusalOf()
    })
    const { end, counts } = bench.start()
    await expect(end).rejects.toMatchObject({
      kind: 'table',
      failure: { code: 'table-refuses', details: { constraint: 'positive', released: '10' } },
    })
    expect(counts()).toEqual({ ...noCounts, received: 10, released: 10 })
    expect(bench.store.items.size).toBe(0)
  })

  it.each([
    ['for a reason that lies in no message', () => storeFault('table', '23502')],
    ['row by row', () => refusalOf()],
  ])(
    'puts at most 20 of 1,000 messages into the dead-letter queue in 20 starts: %s',
    async (_, fault) => {
      const bench = createRunBench(createDeliveries(1_000), { maxReceiveCount: 3 })
      bench.store.setBeforeCommit(() => {
        throw fault()
      })
      for (let start = 0; start < 20; start += 1)
        expect((await bench.run({ runId: start === 0 ? 'first' : 'cautious' })).code).not.toBe('drained')
      expect(bench.queue.deadLetters().length).toBeLessThanOrEqual(20)
      expect(bench.queue.received()).toBeLessThanOrEqual(10 + 19 * 2)
      expect(bench.store.items.size).toBe(0)
    },
    30_000,
  )

  it('loads everything once the table is mended', async () => {
    const bench = createRunBench(createDeliveries(40))
    bench.refuse(Array.from({ length: 40 }, (_, index) => `user-${index}`))
    expect((await bench.run()).code).toBe('table-refuses')
    bench.refuse([])
    const { code, counts } = await bench.run({ runId: 'cautious' })
    expect({ code, ...counts() }).toMatchObject({ code: 'drained', received: 40, loaded: 40, rejected: 0 })
  })
})

describe('the beginning of a run', () => {
  it('is one call until the first commit has gone well, and then as many as the queue fills', async () => {
    const bench = createRunBench(createDeliveries(2_000))
    const first = Promise.withResolvers<void>()
    const entered = Promise.withResolvers<void>()
    bench.store.setBeforeCommit((_, attempt) => {
      if (attempt > 1) return undefined
      entered.resolve()
      return first.promise
    })
    const { end, counts } = bench.start()
    await entered.promise
    await sleep(50)
    expect(bench.queue.received()).toBe(10)
    first.resolve()
    expect(await end).toBe('drained')
    expect(counts()).toMatchObject({ loaded: 2_000 })
    expect(bench.queue.mostInFlight()).toBeGreaterThan(20)
  })

  it('is one message after a run that ended because of the table or the breaker', async () => {
    const bench = createRunBench(createDeliveries(200))
    await bench.run({ runId: 'cautious' })
    expect(bench.queue.answers().slice(0, 2)).toEqual([1, 10])
  })

  it('does not last for a queue with only duplicates or malformed messages', async () => {
    const bench = createRunBench(Array.from({ length: 400 }, () => createDelivery({ body: '{}' })))
    const { code, counts } = await bench.run()
    expect({ code, ...counts() }).toMatchObject({ code: 'drained', rejected: 400 })
    expect(bench.queue.mostInFlight()).toBeGreaterThan(10)
  })
})

describe('one row that is refused for its own values', () => {
  it('A17 is rejected, and nothing waits for it', async () => {
    const bench = createRunBench(createDeliveries(1_000))
    bench.refuse(['user-617'])
    const { code, counts } = await bench.run()
    expect({ code, ...counts() }).toMatchObject({ code: 'drained', loaded: 999, rejected: 1, released: 0 })
  })

  it.each(['user-0', 'user-9', 'user-10', 'user-24'])(
    'is rejected wherever it comes: %s of 25',
    async (user) => {
      const bench = createRunBench(createDeliveries(25))
      bench.refuse([user])
      // The last of all may have no other row to compare with; then it is rejected in the next run, in which others
      // load.
      const first = await bench.run()
      bench.queue.send([named('later')])
      const second = await bench.run()
      expect([first.code, second.code].filter((code) => code !== 'drained').length).toBeLessThanOrEqual(1)
      expect(second.code).toBe('drained')
      expect(first.counts().loaded + second.counts().loaded).toBe(25)
      expect(first.counts().rejected + second.counts().rejected).toBe(1)
      expect(bench.queue.left()).toEqual([])
    },
  )

  it('goes back by itself, the run does not wait for it until the queue is empty, and reports it', async () => {
    const bench = createRunBench([named('bad')], { secondMs: 1_000 })
    bench.refuse(['bad'])
    const { code, counts, phases } = await bench.run()
    expect(code).toBe('refused-alone')
    expect(counts()).toEqual({ ...noCounts, received: 1, released: 1 })
    expect(phases.map((phase) => phase.name)).toContain('waiting-for-witness')
    expect(bench.queue.left()).toEqual(['bad'])
    expect(bench.store.refused()).toEqual(['bad'])
  })

  it('does not stop a second run in which others load, whatever comes first', async () => {
    const bench = createRunBench([named('good'), named('bad')], { secondMs: 1_000 })
    bench.refuse(['bad'])
    await bench.run({ maxMessages: 1 })
    expect((await bench.run()).code).toBe('refused-alone')
    await bench.queue.release([named('bad')], 0)
    bench.queue.send([named('another')])
    const { code, counts } = await bench.run()
    expect({ code, ...counts() }).toMatchObject({ code: 'drained', loaded: 1, rejected: 1 })
  })

  it('makes an endless run wait, which reports it and rejects it once another row has loaded', async () => {
    const bench = createRunBench([named('bad')], { secondMs: 1_000 })
    bench.refuse(['bad'])
    const stop = new AbortController()
    const { end, counts, phases } = bench.start({ until: 'stopped' }, stop.signal)
    while (!phases.some((phase) => phase.name === 'waiting-for-witness')) await sleep(5)
    await sleep(50)
    expect(phases.at(-1)).toMatchObject({
      name: 'waiting-for-witness',
      failure: { code: 'refused-alone', details: { constraint: 'positive' } },
    })
    bench.queue.send([named('good')])
    while (counts().rejected === 0) await sleep(5)
    expect(counts()).toEqual({ ...noCounts, received: 3, loaded: 1, rejected: 1, released: 1 })
    stop.abort()
    expect(await end).toBe('stopped')
  })

  it('is found by rows of any writer', async () => {
    const bench = createRunBench(createDeliveries(600), {})
    bench.refuse(['user-300', 'user-301', 'user-599'])
    const { code, counts } = await bench.run({ limits: { ...defaultLimits, lingerMs: 5, batchRows: 1 } })
    // The last of all may have no row after it.
    expect(['drained', 'refused-alone']).toContain(code)
    expect(counts().loaded).toBe(597)
    expect(counts().rejected).toBeGreaterThanOrEqual(2)
  })
})
