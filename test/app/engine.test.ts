import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { describeNotice } from '../../src/contract/run-notes.ts'
import { openEngine, type Engine } from '../../src/app/engine.ts'
import { createMonitor } from '../../src/app/monitor.ts'
import { engineThread } from '../support/built.ts'
import { makeMortalThreads } from '../support/mortal-thread.ts'
import { followClient } from '../support/follow-client.ts'
import { createTestFolder, makeFolder } from '../support/folders.ts'
import { longTest } from '../support/long-test.ts'
import { answers } from '../support/own-addresses.ts'
import { testSettings } from '../support/settings.ts'

let folder: string
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const connectEngine = async (): Promise<{ engine: Engine; client: ReturnType<typeof followClient> }> => {
  const engine = openEngine(engineThread, testSettings(folder))
  const client = followClient(engine)
  const { connection } = await client.until((snapshot) => snapshot.connection.state !== 'connecting')
  if (connection.state === 'failed') throw new Error(JSON.stringify(connection.failure))
  return { engine, client }
}

describe('the engine on its own thread, with what is built in', () => {
  it(
    'starts with 100 samples, loads 99, keeps one, and stops everything it started',
    { timeout: 60_000 },
    async () => {
      const { engine, client } = await connectEngine()
      const { connection } = client.current()
      if (connection.state !== 'connected') throw new Error('Not connected')
      const { source } = connection
      expect(source.queue).toMatchObject({ name: 'login-queue', embedded: true })
      expect(source.database.embedded).toBe(true)
      expect(source.notices.map((notice) => describeNotice(notice)).join(' ')).toContain(
        '100 sample messages',
      )
      await client.until((snapshot) => snapshot.depth?.visible === 100)

      const run = await client.run()
      expect(run.counts).toEqual({ received: 100, loaded: 99, duplicates: 0, rejected: 1, released: 0 })
      expect(await client.ask('mapRows', {})).toMatchObject({ count: 99 })
      expect(await client.ask('getSnapshot', {})).toEqual(client.current())
      expect(client.frames.map((frame) => frame.seq)).toEqual(client.frames.map((_, index) => index + 1))

      await Promise.all([engine.close(), engine.close()])
      const port = (address: string) => Number(new URL(`http://${address.replace(/^https?:\/\//, '')}`).port)
      expect(await answers('127.0.0.1', port(source.database.address))).toBe(false)
      expect(await answers('127.0.0.1', port(source.queue.endpoint))).toBe(false)
      expect(await engine.send('mapRows', {})).toMatchObject({ ok: false, failure: { code: 'engine-ended' } })
    },
  )

  it(
    'finds nothing new at the second start, and a second copy is refused meanwhile',
    { timeout: 60_000 },
    async () => {
      const { engine, client } = await connectEngine()
      expect(JSON.stringify(client.current().connection)).not.toContain('sample messages')
      expect(await client.ask('mapRows', {})).toMatchObject({ count: 99 })

      const other = openEngine(engineThread, testSettings(folder))
      const { connection } = await followClient(other).until(
        (snapshot) => snapshot.connection.state !== 'connecting',
      )
      expect(connection).toMatchObject({
        state: 'failed',
        failure: { code: 'data-folder-busy', details: { path: folder, owner: String(process.pid) } },
      })
      await other.close()

      expect((await client.run()).counts.received).toBe(0)
      await engine.close()
    },
  )

  it('refuses a wrong input, as the monitor does', async () => {
    const engine = openEngine(engineThread, testSettings('/dev/null/none'))
    const client = followClient(engine)
    expect(await engine.send('listRows', { limit: 0 })).toMatchObject({
      ok: false,
      failure: { code: 'command-invalid' },
    })
    expect(await client.until((snapshot) => snapshot.connection.state === 'failed')).toMatchObject({
      connection: { failure: { code: 'data-folder-unusable' } },
    })
    await engine.close()
  })

  it('continues when a listener throws', async () => {
    const engine = openEngine(engineThread, testSettings('/dev/null/none'))
    const uncaught = vi.fn()
    process.on('uncaughtException', uncaught)
    onTestFinished(async () => {
      process.off('uncaughtException', uncaught)
      await engine.close()
    })
    engine.listen(() => {
      throw new Error('a window that is gone')
    })
    const client = followClient(engine)
    const first = Promise.race([
      client.until((snapshot) => snapshot.connection.state === 'failed').then(() => 'heard'),
      new Promise((resolve) => setTimeout(resolve, 5_000, 'not heard')),
    ])
    expect(await first).toBe('heard')
    expect(uncaught).not.toHaveBeenCalled()
  })
})

describe('the engine whose thread dies', () => {
  it(
    'ends run and connection in words, answers with what was so, and works again when asked to connect',
    { timeout: 60_000 },
    async () => {
      const own = await createTestFolder()
      const threads = await makeMortalThreads(own)
      const engine = openEngine(threads.engine, testSettings(join(own, 'data')))
      onTestFinished(() => engine.close())
      const client = followClient(engine)
      await client.until((snapshot) => snapshot.connection.state === 'connected')
      await client.run()
      const { runId } = await client.ask('startRun', { until: 'stopped' })
      await client.until(({ run }) => run?.runId === runId && run.phase.name === 'waiting')

      await threads.kill('engine')
      const { run, connection } = await client.until((snapshot) => snapshot.connection.state === 'failed')
      const ended = { code: 'engine-ended', details: { code: 'RangeError' } }
      expect(run).toMatchObject({ runId, end: { outcome: 'failed', failure: ended } })
      expect(connection).toMatchObject({ failure: ended })
      expect(await engine.send('listRows', {})).toMatchObject({ ok: false, failure: ended })
      expect(await client.ask('getSnapshot', {})).toEqual(client.current())

      await client.ask('reconnect', {})
      const again = await client.until((snapshot) => snapshot.connection.state === 'connected')
      // What is shown belongs to a connection; a run from before it is in the history.
      expect(again.run).toBeNull()
      const { runs } = await client.ask('listRuns', {})
      expect(runs.map((run) => run.runId)).toContain(runId)
      expect(client.frames.map((frame) => frame.seq)).toEqual(client.frames.map((_, index) => index + 1))
      expect(await client.ask('mapRows', {})).toMatchObject({ count: 99 })
      expect((await client.run()).end).toMatchObject({ outcome: 'drained' })
      expect(await client.ask('getSnapshot', {})).toEqual(client.current())
    },
  )
})

describe("the built-in queue's thread that dies", () => {
  longTest(
    'is started again at the same port with its messages, and the run goes on',
    { timeout: 60_000 },
    async () => {
      const own = await createTestFolder()
      const threads = await makeMortalThreads(own)
      const monitor = createMonitor(testSettings(join(own, 'data')), threads.queue)
      onTestFinished(() => monitor.close())
      const client = followClient(monitor)
      await client.until((snapshot) => snapshot.depth?.visible === 100)

      await threads.kill('queue')
      const { neighbours } = await client.until(
        (snapshot) => snapshot.neighbours.queue?.state === 'restarting',
      )
      expect(neighbours.queue).toMatchObject({ attempt: 1, failure: { code: 'queue-not-listening' } })
      await client.until((snapshot) => snapshot.neighbours.queue?.state === 'reachable')
      expect((await client.run()).counts).toMatchObject({ loaded: 99, rejected: 1 })
    },
  )
})
