import { describe, expect, it } from 'vitest'
import { sampleBodies } from '../../src/app/sample.ts'
import { connectTestMonitor, createMonitorBench } from '../support/monitors.ts'

describe('the history, read through the monitor', () => {
  it("shows a run's counts, its course, its circumstances and what was different", async () => {
    const { settings, queue, database } = await createMonitorBench()
    await queue.send(sampleBodies({ count: 60, malformed: 6, seed: 3 }))
    const { client, monitor } = await connectTestMonitor(settings)
    const first = await client.run()
    const second = await client.run({ maxMessages: 7 })

    const { runs, total } = await client.ask('listRuns', {})
    expect(total).toBe(2)
    expect(runs.map((run) => run.runId)).toEqual([second.runId, first.runId])
    const run = await client.ask('getRun', { runId: first.runId })
    expect(run).toMatchObject({ status: 'drained', counts: first.counts, previous: null, differences: null })
    expect(run.reconciliation).toMatchObject({ holds: true, ledger: { loaded: 54, rejected: 6 } })
    expect(run.series.loaded.reduce((sum, count) => sum + count, 0)).toBe(54)
    expect(run.circumstances).toMatchObject({
      queueEndpoint: queue.endpoint,
      database: `${new URL(database.url).host}/${database.name}`,
      maskKey: expect.stringMatching(/^[0-9a-f]{16}$/),
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      settings: { until: 'empty', maxMessages: null, allowUnknownFields: false, writers: 4 },
    })
    expect((await client.ask('getRun', { runId: second.runId })).differences).toEqual([
      { what: 'maxMessages', before: null, now: 7 },
    ])
    expect(JSON.stringify(await client.ask('listRuns', {}))).not.toContain(new URL(database.url).password)
    expect(await monitor.send('getRun', { runId: crypto.randomUUID() })).toMatchObject({
      ok: false,
      failure: { code: 'not-found' },
    })
  })

  it('shows a run as running, and as stopped after its end, and shows its pause after a restart', async () => {
    const { settings } = await createMonitorBench()
    const { client, monitor } = await connectTestMonitor(settings)
    const { runId } = await client.ask('startRun', { until: 'stopped' })
    await client.until((snapshot) => snapshot.run?.phase.name === 'waiting')
    expect(await client.ask('getRun', { runId })).toMatchObject({
      status: 'running',
      reconciliation: { ledger: null, holds: true },
    })
    await client.ask('pauseRun', {})
    await client.until((snapshot) => snapshot.run?.phase.name === 'paused')
    const pausedAt = Date.now()
    // A shorter one is not worth a band.
    await expect.poll(() => Date.now() - pausedAt, { timeout: 3_000 }).toBeGreaterThan(1_100)
    await client.ask('stopRun', {})
    await client.until((snapshot) => snapshot.run?.end !== null)
    expect(await client.ask('listRuns', { status: 'stopped' })).toMatchObject({ runs: [{ runId }] })

    await monitor.close()
    const again = await connectTestMonitor(settings)
    const { runs, stretches } = await again.client.ask('getHistory', { minutes: 15, steps: 90 })
    expect(runs).toMatchObject([{ runId }])
    expect(stretches).toMatchObject([{ kind: 'pause' }])
    const { from, to } = stretches[0] ?? { from: 0, to: 0 }
    expect(to - from).toBeGreaterThan(1_000)
    expect(from).toBeGreaterThan(runs[0]?.from ?? Infinity)
  })
})

describe('rejected messages, read through the monitor', () => {
  it('are discarded and restored by cause, and the run still adds up', async () => {
    const { settings, queue } = await createMonitorBench()
    await queue.send(sampleBodies({ count: 40, malformed: 12, seed: 4 }))
    const { client } = await connectTestMonitor(settings)
    const { runId } = await client.run()
    const { causes, total } = await client.ask('listCauses', { filter: { runId } })
    expect(total).toBe(12)
    const [largest] = causes
    if (largest === undefined) throw new Error('Twelve were rejected')
    const which = { by: 'filter', filter: { cause: largest.cause } } as const
    expect(await client.ask('discardRejected', { which, note: 'known' })).toMatchObject({
      changed: largest.count,
    })
    expect(await client.ask('listRejected', {})).toMatchObject({ total: 12 - largest.count })
    expect(await client.ask('reconcileRun', { runId })).toMatchObject({ holds: true })
    const again = { by: 'filter', filter: { state: 'discarded' } } as const
    expect(await client.ask('restoreRejected', { which: again })).toMatchObject({ changed: largest.count })
    expect(await client.ask('listRejected', {})).toMatchObject({ total: 12 })
  })
})
