import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { startSqsDouble, type DoubleOptions, type SqsDouble } from '../double/sqs-double.ts'
import { checkInvariant, faultless, type Ask, type Verdict } from '../prove/invariant.ts'
import { makeMessages, type MakeOptions, type Sent } from '../prove/manifest.ts'
import { sendToDouble } from '../prove/send.ts'
import { startTcpProxy, type TcpProxy } from '../prove/tcp-proxy.ts'
import { environmentOf, type WorkerTarget } from '../prove/worker-process.ts'
import { callCommand } from '../support/call-command.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

/** A separate queue and database with proxies in front of both. */
export interface World extends AsyncDisposable {
  readonly double: SqsDouble
  readonly database: TestDatabase
  readonly ask: Ask
  /** In front of the database and of the queue. */
  readonly databaseProxy: TcpProxy
  readonly queueProxy: TcpProxy
  /** Where workers go: through the proxies. */
  readonly target: WorkerTarget
  readonly sent: () => readonly Sent[]
  readonly send: (count: number, options?: MakeOptions) => readonly Sent[]
  readonly addSent: (sent: Sent) => void
  readonly verdict: (renamed?: ReadonlyMap<string, string>) => Promise<Verdict>
}

export const createWorld = async (options: DoubleOptions = {}): Promise<World> => {
  await using opened = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'sluice-reliability-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  const double = await startSqsDouble(options)
  opened.defer(double.close)
  const database = await createTestDatabase()
  opened.defer(database.drop)
  const databaseProxy = await startTcpProxy(Number(new URL(database.url).port))
  opened.defer(databaseProxy.close)
  const queueProxy = await startTcpProxy(double.port)
  opened.defer(queueProxy.close)
  const databaseUrl = new URL(database.url)
  databaseUrl.port = String(databaseProxy.port)

  const sent: Sent[] = []
  const ask: Ask = (text) => database.query(text)
  const kept = opened.move()
  return {
    double,
    database,
    ask,
    databaseProxy,
    queueProxy,
    target: {
      endpoint: `http://127.0.0.1:${queueProxy.port}`,
      queueName: double.queueName,
      databaseUrl: databaseUrl.href,
      dataFolder: folder,
    },
    sent: () => sent,
    send: (count, makeOptions = {}) => {
      const more = sendToDouble(double.queue, makeMessages(count, makeOptions))
      sent.push(...more)
      return more
    },
    addSent: (message) => sent.push(message),
    verdict: (renamed) =>
      checkInvariant(
        sent,
        ask,
        { queue: double.queue.ids(), deadLetters: double.deadLetters.ids() },
        renamed,
      ),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** I0: nothing lost, doubled or altered; and every run adds up (A40). */
export const expectKept = async (world: World, more: Partial<Verdict> = {}): Promise<Verdict> => {
  const verdict = await world.verdict()
  expect(verdict).toMatchObject({ ...faultless, ...more })
  return verdict
}

/** Like `expectKept`, and every message is settled. */
export const expectDrained = async (world: World): Promise<Verdict> => {
  const malformed = world.sent().filter((message) => message.row === null).length
  return expectKept(world, {
    remaining: 0,
    deadLetters: 0,
    loaded: world.sent().length - malformed,
    rejected: malformed,
  })
}

/** A40: the command for people says the same. */
export const expectReconciled = async (world: World): Promise<void> => {
  const { code, stdout, stderr } = await callCommand(['doctor', '--reconcile'], environmentOf(world.target))
  expect({ code, failed: stdout.includes('FAIL'), stderr }).toEqual({ code: 0, failed: false, stderr: '' })
}

/** Sends ten messages every 25 ms until the returned function is called, so that there is work to interrupt. */
export const keepSending = (world: World): (() => void) => {
  let seed = 1_000
  const timer = setInterval(() => world.send(10, { seed: (seed += 1) }), 25)
  return () => clearInterval(timer)
}

/**
 * Polls until the condition holds. The time limit says nothing about what is tested: many processes start at once
 * here.
 */
export const eventually = async (test: () => boolean | Promise<boolean>, within = 30_000): Promise<void> => {
  const until = performance.now() + within
  while (!(await test())) {
    if (performance.now() > until) throw new Error('It did not come to pass in time')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
