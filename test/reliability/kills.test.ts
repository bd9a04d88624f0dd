import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { between, createRandom } from '../double/random.ts'
import { buildWorker } from '../prove/build-worker.ts'
import { runEngine } from '../prove/engine.ts'
import { faultPoints } from '../prove/fault-points.ts'
import { startRun, startWorker } from '../prove/worker-process.ts'
import { fewOf } from '../support/everything.ts'
import { createWorld, eventually, expectDrained, expectReconciled } from './world.ts'

const rules = { visibilitySeconds: 2 }

describe('a worker that is killed', () => {
  let trapped = ''
  beforeAll(async () => {
    trapped = await buildWorker()
  })
  afterAll(() => rm(dirname(trapped), { recursive: true, force: true }))

  test.concurrent.each(fewOf([1, 2], 1))(
    'A01: loses and doubles nothing, whenever it is killed (seed %i)',
    async (seed) => {
      await using world = await createWorld({ seed, rules })
      const random = createRandom(seed)
      let midWork = 0
      for (let kill = 0; kill < 2; kill += 1) {
        for (const proxy of [world.queueProxy, world.databaseProxy])
          proxy.become({ kind: 'delay', ms: between(random, 2, 15) })
        // The last worker may have finished before it was killed, and the next one needs work.
        world.send(1_500, { seed: seed * 100 + kill, corrected: true })
        const { visible } = world.double.queue.depth()
        const worker = startRun(world.target)
        await eventually(() => world.double.queue.depth().visible < visible - 100, 30_000)
        await sleep(between(random, 0, 100))
        worker.kill('SIGKILL')
        await worker.ended
        if (world.double.queue.depth().inFlight > 0) midWork += 1
      }
      const { code } = await startRun(world.target).ended

      expect(code).toBe(0)
      expect(midWork).toBeGreaterThan(0)
      await expectDrained(world)
      await expectReconciled(world)
    },
    120_000,
  )

  test.concurrent.each(faultPoints)(
    'A02: loses and doubles nothing when it dies %s',
    async (point) => {
      await using world = await createWorld({ rules })
      world.send(200, { corrected: true })

      for (const hit of fewOf([1, 2], 1)) {
        const { signal, stderr } = await startWorker(world.target, [trapped, point, String(hit)]).ended
        expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' })
      }
      const { end, counts } = await runEngine(world.target)

      expect(end).toBe('drained')
      // Messages that were committed but not deleted come again, are recognised, and add nothing.
      const isCommitted = point !== 'after-receive' && point !== 'before-commit'
      if (isCommitted) expect(counts.duplicates).toBeGreaterThan(0)
      await expectDrained(world)
      await expectReconciled(world)
    },
    120_000,
  )
})
