import { describe, expect, it } from 'vitest'
import { usualPreferences } from '../../src/contract/preferences.ts'
import { loginBody } from '../support/logins.ts'
import { connectTestMonitor, createMonitorBench } from '../support/monitors.ts'

const all = { by: 'filter', filter: {} } as const

const openWithRejected = async (bodies: readonly string[]) => {
  const bench = await createMonitorBench()
  await bench.queue.send(bodies)
  const { monitor, client } = await connectTestMonitor(bench.settings)
  expect((await client.run()).counts).toMatchObject({ loaded: 0, rejected: bodies.length })
  const allow = () =>
    client.ask('savePreferences', {
      preferences: {
        ...usualPreferences,
        pipeline: { ...usualPreferences.pipeline, allowUnknownFields: true },
      },
    })
  return { ...bench, monitor, client, allow }
}

const unknown = (name: string): string => loginBody({ user_id: name, surprise: 'x' })

describe('trying rejected messages again', () => {
  it('loads what passes the current rules, as a separate run', async () => {
    const { client, allow } = await openWithRejected([unknown('a'), unknown('b'), 'no login'])
    expect(await client.ask('retryRejected', { which: all })).toMatchObject({ loaded: 0, stillRejected: 3 })
    await allow()
    const outcome = await client.ask('retryRejected', { which: all })
    expect(outcome).toMatchObject({
      ...{ loaded: 2, alreadyLoaded: 0, stillRejected: 1, end: 'done', failure: null },
    })
    const { rejected } = await client.ask('listRejected', { filter: { state: 'all' } })
    expect(rejected.map(({ state }) => state).toSorted()).toEqual(['kept', 'loaded', 'loaded'])
    const { rows } = await client.ask('listRows', {})
    const again = rejected.find(({ state }) => state === 'loaded')
    expect(rows.map(({ id }) => id)).toContain(again?.rowId)
    expect(await client.ask('getRejected', { id: again?.id ?? '' })).toMatchObject({
      origin: { rowId: again?.rowId, messageId: again?.messageId },
    })
    const runId = outcome.runId ?? ''
    expect(await client.ask('getRun', { runId })).toMatchObject({ kind: 'retry', status: 'drained' })
    const { runs } = await client.ask('listRuns', {})
    for (const run of runs)
      expect(await client.ask('reconcileRun', { runId: run.runId })).toMatchObject({ holds: true })
  })

  it('reports that there is nothing to try, and leaves no run behind', async () => {
    const { client } = await openWithRejected(['no login'])
    await client.ask('discardRejected', { which: all })
    expect(await client.ask('retryRejected', { which: all })).toMatchObject({ runId: null, stillRejected: 0 })
    expect((await client.ask('listRuns', {})).total).toBe(1)
  })

  it('waits for no run, and no run begins meanwhile', async () => {
    const { client, monitor } = await openWithRejected([unknown('a')])
    const { runId } = await client.ask('startRun', { until: 'stopped' })
    expect(await monitor.send('retryRejected', { which: all })).toMatchObject({
      failure: { code: 'run-active' },
    })
    await client.ask('stopRun', {})
    await client.until(({ run }) => run?.runId === runId && run.end !== null)
    const retrying = client.ask('retryRejected', { which: all })
    expect(await monitor.send('startRun', {})).toMatchObject({ failure: { code: 'run-active' } })
    expect(await retrying).toMatchObject({ stillRejected: 1 })
  })
})
