import { describe, expect, it, onTestFinished } from 'vitest'
import { connect } from '../../src/app/connection.ts'
import { watchNeighbours } from '../../src/app/neighbours.ts'
import { tendConnection } from '../../src/app/tend-connection.ts'
import type { MonitorEvent } from '../../src/contract/events.ts'
import { queueThread } from '../support/built.ts'
import { createMonitorBench } from '../support/monitors.ts'
import { sleep } from '../support/scripted-queue.ts'

describe('monitoring queue and database', () => {
  it('reads the depth often while messages move and seldom otherwise, and stores a sample of it', async () => {
    const { settings, queue, database } = await createMonitorBench()
    await queue.send(['one'])
    const connection = await connect(settings, queueThread)
    const events: MonitorEvent[] = []
    let moves = false
    const { stop, lookNow } = watchNeighbours(
      connection,
      () => moves,
      (event) => events.push(event),
    )
    onTestFinished(async () => {
      await stop()
      await connection.close()
    })
    const depths = () => events.filter(({ type }) => type === 'depth')
    await sleep(2_500)
    expect(depths()).toHaveLength(1)
    expect(depths()[0]).toMatchObject({ depth: { visible: 1 } })
    // A look on request does not wait for its turn.
    lookNow()
    await expect.poll(() => depths().length, { timeout: 2_000 }).toBe(2)
    moves = true
    await expect.poll(() => depths().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(4)
    await expect
      .poll(() => database.query('select queue, queue_endpoint, visible from sluice.depths limit 1'), {
        timeout: 15_000,
      })
      .toEqual([{ queue: queue.name, queue_endpoint: queue.endpoint, visible: '1' }])
    expect(events.filter(({ type }) => type === 'neighbour')).toHaveLength(2)
  })

  it('looks how much is left as soon as a run has ended', async () => {
    const { settings } = await createMonitorBench()
    const connection = await connect(settings, queueThread)
    const events: MonitorEvent[] = []
    const tending = tendConnection(connection, {
      retention: () => ({ ledgerDays: 365, rejectedDays: null }),
      isMoving: () => false,
      emit: (event) => events.push(event),
    })
    onTestFinished(async () => {
      await tending.stop()
      await connection.close()
    })
    const depths = () => events.filter(({ type }) => type === 'depth').length
    await expect.poll(depths).toBe(1)
    tending.heed({ type: 'run-held', held: 1 })
    tending.heed({ type: 'run-ended', at: Date.now(), outcome: 'drained', failure: null })
    // At rest the next look would come after five seconds.
    await expect.poll(depths, { timeout: 3_000 }).toBe(2)
  })
})
