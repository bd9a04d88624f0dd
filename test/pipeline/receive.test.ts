import { expect, it } from 'vitest'
import { drain } from '../../src/pipeline/run.ts'
import { createDeliveries, createDelivery } from '../support/deliveries.ts'
import { createTestRun } from '../support/runs.ts'
import { createScriptedQueue, sleep } from '../support/scripted-queue.ts'
import { createScriptedStore } from '../support/scripted-store.ts'

it('keeps one receiver where two are told in the same moment that the queue has nothing', async () => {
  const scripted = createScriptedQueue(createDeliveries(10))
  const meeting = Promise.withResolvers<void>()
  let calls = 0
  const queue: typeof scripted = {
    ...scripted,
    receive: async (options) => {
      calls += 1
      // A full answer, after a while in which there was nothing to do, adds a second receiver.
      if (calls === 1) await sleep(60)
      if (calls !== 2 && calls !== 3) return scripted.receive(options)
      // Both come back empty, one right behind the other.
      if (calls === 3) meeting.resolve()
      await meeting.promise
      return []
    },
  }
  const late = Array.from({ length: 5 }, () => createDelivery())
  queue.before.depth.push(() => void queue.waiting.push(...late))
  const bench = createTestRun(queue, createScriptedStore([]))

  expect(await drain(bench.run, new AbortController().signal)).toBe('drained')
  expect(calls).toBeGreaterThan(3)
  expect(bench.counts()).toMatchObject({ received: 15, loaded: 15 })
})
