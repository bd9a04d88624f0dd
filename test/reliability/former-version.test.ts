import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/adapters/postgres/database.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { between, createRandom } from '../double/random.ts'
import { buildWorker } from '../prove/build-worker.ts'
import { runEngine } from '../prove/engine.ts'
import { faultPoints } from '../prove/fault-points.ts'
import { startWorker, type WorkerProcess } from '../prove/worker-process.ts'
import { fewOf, leftToProve } from '../support/everything.ts'
import { buildFormer, whyNoFormer } from '../support/former-version.ts'
import { createWorld, eventually, expectKept, expectReconciled, type World } from './world.ts'

const reason = leftToProve ?? (await whyNoFormer())
const rules = { visibilitySeconds: 2 }

const countOf = async (world: World, what: string): Promise<number> =>
  Number((await world.ask(`select count(*)::integer as count from ${what}`))[0]?.count)

const bringUpToDate = async (world: World): Promise<void> => {
  const database = openDatabase(world.database.url, 1)
  await migrate(database)
  await database.close()
}

/** Sends everything that became a row again, with its origin, like a redrive. */
const sendLoadedAgain = async (world: World): Promise<number> => {
  const loaded = await world.ask('select origin_id from sluice.loaded')
  const origins = new Set(loaded.map((entry) => String(entry.origin_id)))
  const again = world
    .sent()
    .filter(({ messageId, originId, row }) => row !== null && origins.has(originId ?? messageId))
  for (const { body, messageId, originId = messageId, ...made } of again)
    world.addSent({ ...made, body, originId, messageId: world.double.queue.send(body, { originId }) })
  return again.length
}

describe.skipIf(reason !== null)(
  `the version before migration 0007${reason === null ? '' : ` (skipped: ${reason})`}`,
  () => {
    let former = ''
    let worker = ''
    let mover = ''
    beforeAll(async () => {
      if (reason !== null) return
      former = await buildFormer('test/prove/worker.ts')
      worker = await buildWorker()
      mover = await buildWorker('mover')
    }, 120_000)
    afterAll(async () => {
      for (const script of [worker, mover]) await rm(dirname(script), { recursive: true, force: true })
    })

    /** Works until the queue is empty, or it dies at the `hit`-th time that it passes a point. */
    const startFormer = (world: World, point = 'before-commit', hit = 1_000_000): WorkerProcess =>
      startWorker(world.target, [former, point, String(hit)])

    it.each(fewOf([1, 2, 3, 4], 1))(
      'that is at work when the schema changes settles nothing more and gives everything back (seed %i)',
      async (seed) => {
        await using world = await createWorld({ seed, rules })
        const random = createRandom(seed)
        world.databaseProxy.become({ kind: 'delay', ms: between(random, 5, 20) })
        world.send(1_500, { seed, corrected: true })
        const run = startFormer(world)
        await eventually(async () => (await countOf(world, 'pg_namespace where nspname = $$sluice$$')) > 0)
        await eventually(async () => (await countOf(world, 'public.user_logins').catch(() => 0)) > 60, 30_000)
        await sleep(between(random, 0, 50))
        await bringUpToDate(world)
        const settled = [await countOf(world, 'public.user_logins'), await countOf(world, 'sluice.rejected')]

        const { code, counts } = await run.ended

        expect([code, counts]).toMatchObject([1, { loaded: expect.any(Number) }])
        expect(await countOf(world, 'sluice.former_ledger')).toBe(settled[0])
        expect([await countOf(world, 'public.user_logins'), await countOf(world, 'sluice.rejected')]).toEqual(
          settled,
        )
        await expectKept(world)
        expect(world.double.queue.ids().length).toBeGreaterThan(100)
      },
      120_000,
    )

    it.each(fewOf(faultPoints, 1))(
      'beside this one, each killed at every step (%s), loses and doubles nothing',
      async (point) => {
        await using world = await createWorld({ rules })
        world.send(300, { corrected: true })
        for (const hit of [2, 3])
          expect(await startFormer(world, point, hit).ended).toMatchObject({ signal: 'SIGKILL' })
        await startFormer(world).ended
        const before = await countOf(world, 'sluice.ledger')
        expect(before).toBeGreaterThan(200)
        await bringUpToDate(world)

        let again = 0
        for (let step = 0; step < 2; step += 1) {
          again += await sendLoadedAgain(world)
          world.send(60, { seed: 100 + step, corrected: true })
          // A start of the former version receives nothing.
          const held = world.double.queue.ids().length
          const { code, stderr } = await startFormer(world).ended
          expect([code, stderr]).toEqual([1, expect.stringContaining('schema-newer')])
          expect(world.double.queue.ids()).toHaveLength(held)
          const moving = startWorker(world.target, [mover, '3'])
          await eventually(() => moving.said() !== '')
          moving.kill('SIGKILL')
          await moving.ended
          for (const ledger of ['sluice.ledger', 'sluice.former_ledger'])
            expect([ledger, await countOf(world, ledger)]).not.toEqual([ledger, 0])
          expect(await startWorker(world.target, [worker, point, '2']).ended).toMatchObject({
            signal: 'SIGKILL',
          })
        }
        const { end, counts } = await runEngine(world.target)

        expect([end, counts.duplicates >= again / 2]).toEqual(['drained', true])
        expect((await startWorker(world.target, [mover, '50']).ended).code).toBe(0)
        expect(await world.ask(`select from pg_class where relname = 'former_ledger'`)).toEqual([])
        expect(await countOf(world, 'sluice.ledger')).toBe(await countOf(world, 'public.user_logins'))
        await expectKept(world, { remaining: 0, deadLetters: 0 })
        await expectReconciled(world)
      },
      120_000,
    )
  },
)
