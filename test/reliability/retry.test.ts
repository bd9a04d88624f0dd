import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { between, createRandom } from '../double/random.ts'
import { runEngine } from '../prove/engine.ts'
import { makeMessages } from '../prove/manifest.ts'
import { sendToDouble } from '../prove/send.ts'
import { startRetry } from '../prove/worker-process.ts'
import { createWorld, eventually, expectKept, expectReconciled, type World } from './world.ts'
import { isEverything } from '../support/everything.ts'

const count = 3_000

/** Well-formed logins with a field too many, all of them rejected by a run that knows six fields. */
const rejectAll = async (world: World): Promise<void> => {
  const messages = makeMessages(count, { malformedEvery: 0 }).map((made) => ({
    ...made,
    body: JSON.stringify({ ...(JSON.parse(made.body) as object), extra: true }),
  }))
  for (const sent of sendToDouble(world.double.queue, messages)) world.addSent(sent)
  const { counts } = await runEngine(world.target, { maxRejectedShare: null })
  expect(counts).toMatchObject({ received: count, loaded: 0, rejected: count })
}

const loaded = async (world: World): Promise<number> =>
  Number((await world.ask('select count(*)::integer as n from sluice.ledger'))[0]?.n)

describe('rejected messages that are tried again', () => {
  test('A37: are one row each, however often it is killed, with two at once at the end', async () => {
    await using world = await createWorld()
    await rejectAll(world)
    const random = createRandom(1)
    for (let kill = 0; kill < (isEverything ? 6 : 1); kill += 1) {
      world.databaseProxy.become({ kind: 'delay', ms: between(random, 10, 40) })
      const before = await loaded(world)
      const retry = startRetry(world.target)
      await eventually(async () => !retry.isRunning() || (await loaded(world)) > before, 60_000)
      await sleep(between(random, 0, 60))
      retry.kill('SIGKILL')
      await retry.ended
    }
    world.databaseProxy.become({ kind: 'pass' })
    const ends = await Promise.all([startRetry(world.target).ended, startRetry(world.target).ended])
    expect(ends.map(({ code }) => code)).toEqual([0, 0])
    await expectKept(world, { loaded: count, rejected: 0, remaining: 0 })
    await expectReconciled(world)
  }, 120_000)
})
