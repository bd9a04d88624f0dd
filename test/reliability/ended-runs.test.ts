import { describe, expect, test } from 'vitest'
import { noCounts } from '../../src/contract/events.ts'
import { failure } from '../../src/contract/failure.ts'
import { PortError, type QueuePort, type StorePort } from '../../src/pipeline/ports.ts'
import { runEngine } from '../prove/engine.ts'
import { startRun } from '../prove/worker-process.ts'
import { alter, rejections } from './refusal-kinds.ts'
import { prepareTable } from './triggers.ts'
import { createWorld, expectKept, expectReconciled } from './world.ts'

describe.concurrent('a run that ends early', () => {
  test('A18: every row, by a check: the command ends with code 4, and begins with one message the next time', async () => {
    await using world = await createWorld()
    await prepareTable(world)
    await alter('add constraint never check (user_id is null)')(world)
    world.send(400, { malformedEvery: 0 })

    const first = await startRun(world.target).ended
    const second = await startRun(world.target).ended

    expect([first.code, second.code]).toEqual([4, 4])
    expect(first.stderr).toContain('The table user_logins refuses the rows, because the check never')
    expect(first.counts).toMatchObject({ received: 10, released: 10 })
    expect(second.counts?.received).toBeLessThanOrEqual(2)
    expect(second.stdout).toContain('"code":"table-refuses"')
  }, 60_000)

  test('a row that is refused with no other to ask goes back; a row beside it in the next run has it rejected', async () => {
    await using world = await createWorld()
    await prepareTable(world)
    await alter(`add constraint not_0 check (user_id <> 'user-1-0')`)(world)
    world.send(1, { malformedEvery: 0 })
    const receipts: string[] = []
    const wrapQueue = (queue: QueuePort): QueuePort => ({
      ...queue,
      release: async (deliveries, delaySeconds) => {
        receipts.push(...deliveries.map(({ receipt }) => receipt))
        await queue.release(deliveries, delaySeconds)
      },
    })

    const { error, counts } = await runEngine(world.target, { wrapQueue })
    expect(error).toMatchObject({ failure: { code: 'refused-alone', details: { constraint: 'not_0' } } })
    expect(counts).toEqual({ ...noCounts, received: 1, released: 1 })
    expect(world.double.queue.depth()).toEqual({ visible: 0, inFlight: 1, delayed: 0 })

    for (const receipt of receipts) world.double.queue.changeVisibility(receipt, 0)
    world.send(1, { seed: 2, malformedEvery: 0 })
    const next = await runEngine(world.target)
    expect({ end: next.end, ...next.counts }).toMatchObject({ end: 'drained', loaded: 1, rejected: 1 })
    expect(await rejections(world)).toMatchObject([{ detail: '23514, constraint not_0', count: 1 }])
  }, 60_000)

  test('A18, A42: too many malformed messages end the command with code 3, within a hundred and a batch', async () => {
    await using world = await createWorld()
    world.send(1_000, { malformedEvery: 1 })

    const { code, stderr, counts } = await startRun(world.target).ended

    expect(code).toBe(3)
    expect(stderr).toMatch(/\d+ of the last \d+ messages \(100 %\) did not pass, so the run stopped\./)
    expect(stderr).toContain('The commonest fault: ip is not an IPv4 or IPv6 address,')
    expect(counts?.rejected).toBeLessThanOrEqual(100)
    await expectKept(world, { loaded: 0, rejected: counts?.rejected ?? -1, deadLetters: 0 })
  }, 60_000)

  test('A42: the command goes on where the share allows it, or it is off', async () => {
    await using world = await createWorld()
    world.send(200, { malformedEvery: 1 })
    const off = await startRun(world.target, ['--once', '--json', '--max-rejected-share', 'off']).ended
    expect(off).toMatchObject({ code: 0, counts: { rejected: 200 } })
  }, 60_000)

  test('A42: a queue that ends below a hundred with most of it rejected ends with code 0 and says so last', async () => {
    await using world = await createWorld()
    world.send(30, { malformedEvery: 0 })
    world.send(50, { seed: 2, malformedEvery: 1 })
    const { code, stderr } = await startRun(world.target).ended
    expect(code).toBe(0)
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      'Most messages were rejected: 50 of 80. See why with: sluice rejected',
    )
  }, 60_000)

  test('a commit whose answer is lost, then a stop: what is loaded is said and deleted', async () => {
    await using world = await createWorld()
    await prepareTable(world)
    world.send(5, { malformedEvery: 0 })
    const stop = new AbortController()
    let lost = false
    const wrapStore = (store: StorePort): StorePort => ({
      ...store,
      commit: async (batch) => {
        const counts = await store.commit(batch)
        if (lost) return counts
        lost = true
        stop.abort()
        throw new PortError('transient', failure('database-unreachable', { code: 'ECONNRESET' }))
      },
    })

    const { end, counts } = await runEngine(world.target, { wrapStore }, stop.signal)

    expect({ end, ...counts }).toMatchObject({ end: 'stopped', received: 5, loaded: 5, released: 0 })
    await expectKept(world, { loaded: 5, rejected: 0, remaining: 0, deadLetters: 0 })
    await expectReconciled(world)
  }, 60_000)
})
