import { demandAddress } from '../../src/adapters/postgres/address.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startTcpProxy } from '../prove/tcp-proxy.ts'
import { createTestFolder } from '../support/folders.ts'
import { loginBody } from '../support/logins.ts'
import { longTest } from '../support/long-test.ts'
import { connectTestMonitor, createMonitorBench } from '../support/monitors.ts'
import { testSettings } from '../support/settings.ts'

const proxyTo = async (address: string) => {
  const proxy = await startTcpProxy(Number(new URL(address).port))
  onTestFinished(() => proxy.close())
  const url = new URL(address)
  url.port = String(proxy.port)
  return { proxy, url: url.href.replace(/\/$/, '') }
}

describe('a monitor at rest', () => {
  it(
    'says when queue and database go away, since when and why, and when they are back',
    { timeout: 90_000 },
    async () => {
      const { settings, queue, database } = await createMonitorBench()
      if (settings.queue.kind !== 'remote') throw new Error('The bench has a queue')
      const [toQueue, toDatabase] = await Promise.all([proxyTo(queue.endpoint), proxyTo(database.url)])
      const { client } = await connectTestMonitor({
        ...settings,
        queue: { ...settings.queue, endpoint: toQueue.url },
        database: { kind: 'remote', address: demandAddress(toDatabase.url) },
      })
      await client.until(({ neighbours }) => neighbours.queue?.state === 'reachable')
      const before = Date.now()
      for (const { proxy } of [toQueue, toDatabase]) {
        proxy.become({ kind: 'refuse' })
        proxy.reset()
      }
      const { neighbours, connection } = await client.until(
        ({ neighbours: { queue: q, database: d } }) => q?.state === 'away' && d?.state === 'away',
      )
      expect(connection.state).toBe('connected')
      expect(neighbours).toMatchObject({
        queue: { failure: { code: expect.stringMatching(/^queue-(cut|not-listening)$/) } },
        database: { failure: { code: expect.stringMatching(/^database-(cut|not-listening)$/) } },
      })
      expect(neighbours.queue?.since).toBeGreaterThanOrEqual(before)
      for (const { proxy } of [toQueue, toDatabase]) proxy.become({ kind: 'pass' })
      await client.until(
        ({ neighbours: { queue: q, database: d } }) => q?.state === 'reachable' && d?.state === 'reachable',
      )
      await queue.send([loginBody()])
      expect((await client.run()).counts).toMatchObject({ loaded: 1 })
    },
  )
})

describe('a monitor with the built-in PostgreSQL', () => {
  const killPostgres = async (folder: string): Promise<void> => {
    const file = await readFile(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')
    process.kill(Number(file.split('\n')[0]), 'SIGKILL')
  }

  longTest(
    'starts it again when it ends, at rest and in the middle of a run, and loses nothing',
    { timeout: 120_000 },
    async () => {
      const { queue } = await createMonitorBench()
      const folder = await createTestFolder()
      const remote = testSettings(folder, { queueName: queue.name, endpoint: queue.endpoint })
      const { client } = await connectTestMonitor(remote)
      const back = (since: number) =>
        client.until(
          ({ neighbours: { database } }) => database?.state === 'reachable' && database.since > since,
        )

      let at = Date.now()
      await killPostgres(folder)
      const { neighbours } = await client.until(
        (snapshot) => snapshot.neighbours.database?.state === 'restarting',
      )
      expect(neighbours.database).toMatchObject({ attempt: 1, failure: { code: 'database-not-listening' } })
      await back(at)

      await client.ask('startRun', { until: 'stopped' })
      await client.until(({ run }) => run?.phase.name === 'waiting')
      at = Date.now()
      await killPostgres(folder)
      await queue.send(Array.from({ length: 30 }, () => loginBody()))
      await back(at)
      await client.until(({ run }) => run?.counts.loaded === 30)
      await client.ask('stopRun', {})
      const { run } = await client.until((snapshot) => snapshot.run?.end != null)
      expect(run).toMatchObject({ counts: { loaded: 30, rejected: 0 }, end: { outcome: 'stopped' } })
    },
  )
})
