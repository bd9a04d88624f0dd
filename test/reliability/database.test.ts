import { mkdtemp, rm, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { startSqsDouble } from '../double/sqs-double.ts'
import { runEngine } from '../prove/engine.ts'
import { checkInvariant, faultless } from '../prove/invariant.ts'
import { makeMessages } from '../prove/manifest.ts'
import { startOwnPostgres } from '../prove/own-postgres.ts'
import { sendToDouble } from '../prove/send.ts'
import { startRun } from '../prove/worker-process.ts'
import { longTest } from '../support/long-test.ts'
import { asAdmin } from '../support/test-database.ts'
import { prepareTable } from './triggers.ts'
import { createWorld, eventually, expectDrained, expectReconciled, keepSending } from './world.ts'

const rules = { visibilitySeconds: 2, maxReceiveCount: 3 }

describe.concurrent('a database that goes away', () => {
  longTest(
    'A08: before the start, for five time-outs: nothing is received meanwhile and nothing dies of it',
    async () => {
      await using world = await createWorld({ rules })
      world.send(300)
      world.databaseProxy.become({ kind: 'refuse' })
      const worker = startRun(world.target, ['--json'])
      await sleep(10_000)
      const received = world.double.requests.filter((one) => one.action === 'ReceiveMessage').length
      world.databaseProxy.become({ kind: 'pass' })
      await worker.until((line) => line.loaded + line.rejected === 300)
      worker.kill('SIGTERM')

      expect((await worker.ended).code).toBe(0)
      expect(received).toBe(0)
      await expectDrained(world)
    },
    60_000,
  )

  longTest(
    'A08: in mid-run, for five time-outs: receiving pauses, and no message is received twice',
    async () => {
      await using world = await createWorld({ rules })
      const stopSending = keepSending(world)
      const worker = startRun(world.target, ['--json'])
      await worker.until((line) => line.received > 0)
      world.databaseProxy.become({ kind: 'refuse' })
      world.databaseProxy.reset()
      await worker.until((line) => line.phase === 'waiting-for-database')
      stopSending()
      await sleep(2_000)
      const from = performance.now()
      // Without the pause they would be received.
      world.send(100)
      await sleep(8_000)
      const received = world.double.requests.filter((one) => one.action === 'ReceiveMessage' && one.at > from)
      const { visible } = world.double.queue.depth()
      world.databaseProxy.become({ kind: 'pass' })
      await eventually(() => world.double.queue.ids().length === 0, 40_000)
      worker.kill('SIGTERM')

      expect((await worker.ended).code).toBe(0)
      expect({ received, visible: visible >= 100 }).toEqual({ received: [], visible: true })
      expect(Math.max(...world.double.queue.receiveCounts().values())).toBe(1)
      await expectDrained(world)
    },
    90_000,
  )

  test('A09: killed in mid-run and restarted, without a restart of the worker', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-a09-'))
    await chmod(folder, 0o711)
    await using opened = new AsyncDisposableStack()
    opened.defer(() => rm(folder, { recursive: true, force: true }))
    const postgres = await startOwnPostgres(join(folder, 'postgres'))
    opened.defer(postgres.close)
    const double = await startSqsDouble({ rules: { visibilitySeconds: 4 } })
    opened.defer(double.close)
    const sent = [...sendToDouble(double.queue, makeMessages(1_000))]
    const target = {
      endpoint: double.endpoint,
      queueName: double.queueName,
      databaseUrl: postgres.url('postgres'),
      dataFolder: folder,
    }

    const worker = startRun(target, ['--json'])
    await worker.until((line) => line.received > 0)
    sent.push(...sendToDouble(double.queue, makeMessages(1_000, { seed: 2 })))
    await postgres.kill()
    await sleep(3_000)
    expect(worker.isRunning()).toBe(true)
    await postgres.start()
    await eventually(() => double.queue.ids().length === 0, 40_000)
    worker.kill('SIGTERM')
    const { code, stderr } = await worker.ended

    expect({ code, bugs: /internal error|unhandled/i.test(stderr) }).toEqual({ code: 0, bugs: false })
    expect(worker.lines.map((line) => line.phase)).toContain('waiting-for-database')
    const verdict = await checkInvariant(sent, postgres.ask('postgres'), { queue: [], deadLetters: [] })
    expect(verdict).toMatchObject({ ...faultless, loaded: 1_800, rejected: 200 })
  }, 90_000)

  test('A10: its connections end again and again', async () => {
    await using world = await createWorld({ rules: { visibilitySeconds: 2 } })
    const stopSending = keepSending(world)
    const worker = startRun(world.target)
    await worker.until((line) => line.received > 0)
    for (let cut = 0; cut < 8; cut += 1) {
      await world.database.cutConnections()
      await sleep(250)
    }
    stopSending()
    const { code, stderr } = await worker.ended

    expect({ code, bugs: /internal error|unhandled|    at /i.test(stderr) }).toEqual({ code: 0, bugs: false })
    await expectDrained(world)
    await expectReconciled(world)
  }, 60_000)

  test('A10: its connection ends while a start waits for another: it waits and starts again', async () => {
    await using world = await createWorld()
    world.send(20)
    await prepareTable(world)
    world.send(20, { seed: 2 })
    await world.database.query('select pg_advisory_lock(5846320011)')
    const worker = startRun(world.target, ['--json'])
    await eventually(async () => {
      const waiting = await world.ask(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`,
      )
      return waiting.length > 0
    })
    await world.database.cutConnections()
    await world.database.query('select pg_advisory_unlock_all()')
    // All of them: the first call takes ten, and a stop leaves the rest.
    const goesOn = await worker
      .until((line) => line.loaded + line.rejected === 20)
      .then(
        () => true,
        () => false,
      )
    worker.kill('SIGTERM')
    const { stderr } = await worker.ended

    expect(stderr).not.toMatch(/unhandled|uncaught|    at /i)
    expect(goesOn).toBe(true)
    await expectDrained(world)
  }, 60_000)

  test('A08: it is there and takes no connections yet: a worker without an end waits for it', async () => {
    await using world = await createWorld()
    await prepareTable(world)
    world.send(20)
    await asAdmin(`alter database ${world.database.name} allow_connections false`)
    const worker = startRun(world.target, ['--json'])
    await sleep(3_000)
    const isWaiting = worker.isRunning()
    await asAdmin(`alter database ${world.database.name} allow_connections true`)
    const goesOn = await worker
      .until((line) => line.loaded + line.rejected === 20)
      .then(
        () => true,
        () => false,
      )
    worker.kill('SIGTERM')
    await worker.ended

    expect({ isWaiting, goesOn }).toEqual({ isWaiting: true, goesOn: true })
    await expectDrained(world)
  }, 60_000)

  test('A12: the answer of a commit is lost: it is made again and adds nothing', async () => {
    await using world = await createWorld()
    world.double.script.latencyMs = 5
    world.send(600)
    world.databaseProxy.loseReplies({ request: 'commit-batch', reply: 'SELECT ', times: 3 })

    const { end, counts } = await runEngine(world.target, { limits: { batchRows: 60 } })

    expect({ end, lost: world.databaseProxy.lost() }).toEqual({ end: 'drained', lost: 3 })
    expect(counts).toMatchObject({ received: 600, duplicates: 0, released: 0 })
    await expectDrained(world)
    await expectReconciled(world)
  }, 60_000)

  test('A40: after the answer of a commit was lost, the window shows what the database holds', async () => {
    await using world = await createWorld()
    world.send(100)
    world.databaseProxy.loseReplies({ request: 'commit-batch', reply: 'SELECT ', times: 1 })

    const { counts, runId } = await runEngine(world.target)

    const [sums] = await world.ask(
      `select sum(received)::integer as received, sum(loaded)::integer as loaded, sum(duplicates)::integer as duplicates,
         sum(rejected)::integer as rejected, sum(released)::integer as released
       from sluice.batches where run_id = '${runId}'`,
    )
    expect(world.databaseProxy.lost()).toBe(1)
    expect(sums).toEqual(counts)
  }, 60_000)
})
