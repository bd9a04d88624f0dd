import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { between, createRandom } from '../double/random.ts'
import { runEngine } from '../prove/engine.ts'
import { makeMessages } from '../prove/manifest.ts'
import { sendToDouble } from '../prove/send.ts'
import { startWorker, type WorkerProcess } from '../prove/worker-process.ts'
import { leftToProve } from '../support/everything.ts'
import { loginsHash } from '../support/repair-bench.ts'
import { createWorld, eventually, expectKept, expectReconciled, type World } from './world.ts'

const count = 3_000
const commandLine = resolve(import.meta.dirname, '../../out/main/cli.js')

/** Logins with a field too many, all of them rejected. */
const rejectAll = async (world: World): Promise<void> => {
  const messages = makeMessages(count, { malformedEvery: 0 }).map((made) => ({
    ...made,
    body: JSON.stringify({ ...(JSON.parse(made.body) as object), extra: true }),
  }))
  for (const sent of sendToDouble(world.double.queue, messages)) world.addSent(sent)
  const { counts } = await runEngine(world.target, { maxRejectedShare: null })
  expect(counts).toMatchObject({ received: count, loaded: 0, rejected: count })
}

const startFix = async (world: World): Promise<WorkerProcess> => {
  const file = join(world.target.dataFolder, 'extra.repair.json')
  const rule = { name: 'no-extra', definition: loginsHash, steps: [{ do: 'drop', at: '/extra' }] }
  await writeFile(file, JSON.stringify(rule))
  const flags = ['rejected', 'fix', '--rule', file, '--apply', '--yes', '--json']
  return startWorker(world.target, [commandLine, ...flags])
}

const loaded = async (world: World): Promise<number> =>
  Number((await world.ask('select count(*)::integer as n from sluice.ledger'))[0]?.n)

const body = () => {
  test('N3: are one row each, however often the command is killed, with two at once at the end', async () => {
    await using world = await createWorld()
    await rejectAll(world)
    const random = createRandom(1)
    for (let kill = 0; kill < 3; kill += 1) {
      world.databaseProxy.become({ kind: 'delay', ms: between(random, 10, 40) })
      const before = await loaded(world)
      const fix = await startFix(world)
      await eventually(async () => !fix.isRunning() || (await loaded(world)) > before, 60_000)
      await sleep(between(random, 0, 60))
      fix.kill('SIGKILL')
      await fix.ended
    }
    world.databaseProxy.become({ kind: 'pass' })
    const [one, other] = [await startFix(world), await startFix(world)]
    const ends = await Promise.all([one.ended, other.ended])
    expect(ends.map(({ code }) => code)).toEqual([0, 0])
    await expectKept(world, { loaded: count, rejected: 0, remaining: 0 })
    await expectReconciled(world)
    const outcomes = await world.ask('select distinct outcome from sluice.repairs order by 1')
    expect(outcomes).toEqual([{ outcome: 'loaded' }])
  }, 180_000)
}

const name = 'rejected messages that are mended by rule'
if (leftToProve === null) describe(name, body)
else describe.skip(`${name} (skipped: ${leftToProve})`, body)
