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
import { asAdmin } from '../support/test-database.ts'
import { prepareTable } from './triggers.ts'
import { createWorld, eventually, expectDrained, expectReconciled } from './world.ts'

const rules = { visibilitySeconds: 2, maxReceiveCount: 3 }

describe.concurrent('a database that goes away', () => {
  test('A08: before the start, for five time-outs: nothing is received meanwhile and nothing dies of it', async () => {
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
  }, 60_000)

  test('A08: in mid-run, for five time-outs: receiving pauses, and no message is received twice', async () => {
    await using world = await createWorld({ rules })
    world.double.script.latencyMs = 10
    world.send(3_000)
    const worker = startRun(world.target)
    await worker.until((line) => line.received > 0)
    world.databaseProxy.become({ kind: 'refuse' })
    world.databaseProxy.reset()
    await worker.until((line) => line.phase === 'waiting-for-database')
    await sleep(2_000)
    const from = performance.now()
    await sleep(8_000)
    const received = world.double.requests.filter((one) => one.action === 'ReceiveMessage' && one.at > from)
    world.databaseProxy.become({ kind: 'pass' })

    expect((await worker.ended).code).toBe(0)
    expect(received).toEqual([])
    expect(Math.max(...world.double.queue.receiveCounts().values())).toBe(1)
    await expectDrained(world)
  }, 60_000)

  test('A09: killed in mid-run and restarted, without a restart of the worker', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-a09-'))
    await chmod(folder, 0o711)
    await using opened = new AsyncDisposableStack()
    opened.defer(() => rm(folder, { recursive: true, force: true }))
    const postgres = await startOwnPostgres(join(folder, 'postgres'))
    opened.defer(postgres.close)
    const double = await startSqsDouble({ rules: { visibilitySeconds: 4 } })
    opened.defer(double.close)
    double.script.latencyMs = 15
    const sent = sendToDouble(double.queue, makeMessages(4_000))
    const target = {
      endpoint: double.endpoint,
      queueName: double.queueName,
      databaseUrl: postgres.url('postgres'),
      dataFolder: folder,
    }

    const worker = startRun(target)
    await worker.until((line) => line.received > 0)
    await postgres.kill()
    await sleep(3_000)
    expect(worker.isRunning()).toBe(true)
    await postgres.start()
    const { code, stderr, counts } = await worker.ended

    expect({ code, bugs: /internal error|unhandled/i.test(stderr) }).toEqual({ code: 0, bugs: false })
    expect(counts?.released).toBe(0)
    const outside = { queue: double.queue.ids(), deadLetters: [] }
    const verdict = await checkInvariant(sent, postgres.ask('postgres'), outside)
    expect(verdict).toMatchObject({ ...faultless, loaded: 3_600, rejected: 400, remaining: 0 })
  }, 60_000)

  test('A10: its connections end again and again', async () => {
    await using world = await createWorld({ rules: { visibilitySeconds: 2 } })
    world.double.script.latencyMs = 20
    world.send(3_000)
    const worker = startRun(world.target)
    await worker.until((line) => line.received > 0)
    let cuts = 0
    while (worker.isRunning() && cuts < 15) {
      await world.database.cutConnections()
      cuts += 1
      await sleep(200)
    }
    const { code, stderr } = await worker.ended

    expect({ code, bugs: /internal error|unhandled|    at /i.test(stderr) }).toEqual({ code: 0, bugs: false })
    expect(cuts).toBeGreaterThan(3)
    await expectDrained(world)
    await expectReconciled(world)
  }, 60_000)

  test('A10: its connection ends while a start waits for another: it waits and starts anew', async () => {
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
    const goesOn = await worker
      .until((line) => line.loaded > 0)
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
      .until((line) => line.loaded > 0)
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

    const { end, counts, runId } = await runEngine(world.target, { limits: { batchRows: 60 } })

    expect({ end, lost: world.databaseProxy.lost() }).toEqual({ end: 'drained', lost: 3 })
    // A40: what the window shows is what the database holds.
    const [sums] = await world.ask(
      `select sum(received)::integer as received, sum(loaded)::integer as loaded, sum(duplicates)::integer as duplicates,
         sum(rejected)::integer as rejected, sum(released)::integer as released
       from sluice.batches where run_id = '${runId}'`,
    )
    expect(sums).toEqual(counts)
    await expectDrained(world)
    await expectReconciled(world)
  }, 60_000)
})
