import { describe, expect, test } from 'vitest'
import { PortError, type StorePort } from '../../src/pipeline/ports.ts'
import { runEngine } from '../prove/engine.ts'
import { makeMessages } from '../prove/manifest.ts'
import { fewOf } from '../support/everything.ts'
import { prepareTable } from './triggers.ts'
import { createWorld, expectDrained } from './world.ts'

describe.concurrent('redelivery', { timeout: 60_000 }, () => {
  test('A06: a message that comes twice in one receive, and again after its delete, is one row', async () => {
    await using world = await createWorld()
    world.send(200)
    Object.assign(world.double.queue.mischief, { doubleNext: 5, redeliverShare: 0.5, redeliverLeft: 60 })

    const { end, counts } = await runEngine(world.target)

    expect(end).toBe('drained')
    expect(counts.received).toBe(counts.loaded + counts.duplicates + counts.rejected)
    expect(counts.duplicates).toBeGreaterThan(5)
    await expectDrained(world)
  })

  test('A06: of a message that came twice, the newest receipt is shown, once', async () => {
    await using world = await createWorld()
    world.send(9, { malformedEvery: 0 })
    world.double.queue.mischief.doubleNext = 1

    await runEngine(world.target)

    // The double deletes nothing for an old receipt, and refuses a batch with a repeated entry.
    const deletes = world.double.requests.filter((one) => one.action === 'DeleteMessageBatch')
    expect(deletes.map((one) => one.entries)).toEqual([9])
    expect(world.double.deletes).toMatchObject({ removed: 9, stale: 0, gone: 0 })
    await expectDrained(world)
  })

  test('A07: only the entries that a delete batch failed on are deleted again', async () => {
    await using world = await createWorld()
    world.send(10, { malformedEvery: 0 })
    Object.assign(world.double.script.deleteFailures, { batches: 1, entries: 3 })

    const { end, counts } = await runEngine(world.target)

    const deletes = world.double.requests.filter((one) => one.action === 'DeleteMessageBatch')
    expect(deletes.map((one) => one.entries)).toEqual([10, 3])
    expect({ end, duplicates: counts.duplicates }).toEqual({ end: 'drained', duplicates: 0 })
    expect(
      world.double.queue
        .receiveCounts()
        .values()
        .every((count) => count === 1),
    ).toBe(true)
    await expectDrained(world)
  })

  test.each(fewOf([2, 8], 1))(
    'A03: %i workers that are given the same messages make one row of each, without a deadlock',
    async (workers) => {
      await using world = await createWorld({ seed: workers, rules: { visibilitySeconds: 2 } })
      await prepareTable(world)
      world.send(1_500, { corrected: true })
      Object.assign(world.double.queue.mischief, { doubleNext: 50, redeliverShare: 0.3, redeliverLeft: 300 })
      let deadlocks = 0
      const wrapStore = (store: StorePort): StorePort => ({
        ...store,
        commit: (batch) =>
          store.commit(batch).catch((error: unknown) => {
            if (error instanceof PortError && error.failure.details.code === '40P01') deadlocks += 1
            throw error
          }),
      })

      const ends = await Promise.all(
        Array.from({ length: workers }, () => runEngine(world.target, { wrapStore })),
      )

      expect(ends.map((one) => one.end)).toEqual(ends.map(() => 'drained'))
      expect(ends.reduce((sum, one) => sum + one.counts.duplicates, 0)).toBeGreaterThan(0)
      expect(deadlocks).toBe(0)
      await expectDrained(world)
    },
  )

  test('A03: eight workers that start at once on an empty database all start', async () => {
    await using world = await createWorld()
    world.send(80)

    const ends = await Promise.allSettled(Array.from({ length: 8 }, () => runEngine(world.target)))

    expect(ends.map((one) => (one.status === 'fulfilled' ? one.value.end : one.reason))).toEqual(
      ends.map(() => 'drained'),
    )
    await expectDrained(world)
  })

  test('A36: a message that is redriven twice from the dead-letter queue, under new ids, is one row', async () => {
    await using world = await createWorld()
    const [made] = makeMessages(1, { malformedEvery: 0 })
    if (made === undefined) throw new Error('nothing made')
    const { queue, deadLetters } = world.double
    const send = (): string => deadLetters.send(made.body, { originId: 'login-0001' })
    const firstId = send()
    world.addSent({ ...made, messageId: firstId })
    const renamed = new Map<string, string>()

    const duplicates: number[] = []
    for (const _ of [1, 2, 3]) {
      for (const [former, id] of deadLetters.redriveTo(queue)) renamed.set(id, renamed.get(former) ?? firstId)
      duplicates.push((await runEngine(world.target)).counts.duplicates)
      send()
    }

    expect(duplicates).toEqual([0, 1, 1])
    const verdict = await world.verdict(renamed)
    expect(verdict).toMatchObject({ loaded: 1, lost: [], doubled: [], altered: [], unreconciled: [] })
  })
})
