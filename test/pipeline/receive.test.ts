import { expect, it } from 'vitest'
import { drain } from '../../src/pipeline/run.ts'
import { createDeliveries, createDelivery } from '../support/deliveries.ts'
import { createTestRun } from '../support/runs.ts'
import { createScriptedQueue, sleep } from '../support/scripted-queue.ts'
import { createScriptedStore } from '../support/scripted-store.ts'

it('keeps one receiver where two are told in the same moment that the queue has nothing', async () => {
  const queue = createScriptedQueue(createDeliveries(10))
  const bench = createTestRun(queue, createScriptedStore([]))
  const meeting = Promise.withResolvers<void>()
  let arrived = 0
  const meet = async (): Promise<void> => {
    arrived += 1
    if (arrived === 2) meeting.resolve()
    await meeting.promise
  }
  // A full answer, after a while in which there was nothing to do, adds a second receiver; then both come back empty.
  queue.before.receive.push(() => sleep(60), meet, meet)
  const late = Array.from({ length: 5 }, () => createDelivery())
  queue.before.depth.push(() => void queue.waiting.push(...late))

  expect(await drain(bench.run, new AbortController().signal)).toBe('drained')
  expect(arrived).toBe(2)
  expect(bench.counts()).toMatchObject({ received: 15, loaded: 15 })
})
