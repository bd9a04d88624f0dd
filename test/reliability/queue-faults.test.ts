import { describe, expect, test } from 'vitest'
import type { PortError } from '../../src/pipeline/ports.ts'
import { runEngine } from '../prove/engine.ts'
import { startRun } from '../prove/worker-process.ts'
import { createWorld, expectDrained, expectKept } from './world.ts'
import { fewOf } from '../support/everything.ts'
import { longTest } from '../support/long-test.ts'

const phaseNames = (phases: readonly { readonly name: string }[]) => phases.map((phase) => phase.name)

/** Answers of a service that recovers a moment later. */
const passing = [
  { status: 400, code: 'ThrottlingException' },
  { status: 403, code: 'RequestThrottled' },
  { status: 400, code: 'OverLimit' },
  { status: 500, code: 'InternalFailure' },
  { status: 503, code: 'ServiceUnavailable' },
  { status: 502, code: null },
  { status: 503, code: null },
] as const

describe.concurrent('a queue that is not what it seems', () => {
  test('A29: with 120,000 held by others it is blocked and not drained', async () => {
    await using world = await createWorld()
    world.double.script.depth = { visible: 0, inFlight: 120_000, delayed: 0 }

    const { end, phases } = await runEngine(world.target, {
      // The others let go only now, however long the start has taken.
      onPhase: ({ name }) => {
        if (name === 'blocked') world.double.script.depth = null
      },
    })

    expect(phases.filter((phase) => phase.name === 'blocked')).toContainEqual({
      name: 'blocked',
      inFlight: 120_000,
    })
    expect(world.double.script.depth).toBe(null)
    expect(end).toBe('drained')
  }, 60_000)

  longTest(
    'A29: while another consumer holds messages it is not drained, and what comes back is loaded',
    async () => {
      await using world = await createWorld({ rules: { visibilitySeconds: 15 } })
      world.send(30)
      world.double.queue.receive(10)

      const { end, phases } = await runEngine(world.target)

      expect({ end, phases: phaseNames(phases) }).toMatchObject({ end: 'drained' })
      expect(phases).toContainEqual({ name: 'blocked', inFlight: 10 })
      await expectDrained(world)
    },
    60_000,
  )

  test('A30: empty answers, three and more in a row, do not make it drained', async () => {
    await using world = await createWorld()
    world.send(40)
    world.double.script.emptyReceives = 4

    expect((await runEngine(world.target)).end).toBe('drained')
    await expectDrained(world)
  }, 60_000)

  test('A30: one glance that finds nothing does not make it drained', async () => {
    await using world = await createWorld()
    world.send(40)
    world.double.script.emptyReceives = 1
    world.double.script.depth = { visible: 0, inFlight: 0, delayed: 0 }

    expect((await runEngine(world.target)).end).toBe('drained')
    await expectDrained(world)
  }, 60_000)

  test('A30: messages that are delayed are waited for', async () => {
    await using world = await createWorld()
    const [first] = world.send(1, { malformedEvery: 0 })
    for (const { receipt } of world.double.queue.receive(1)) world.double.queue.remove(receipt)
    world.double.queue.send(first?.body ?? '', { delaySeconds: 3, id: first?.messageId ?? '' })

    expect((await runEngine(world.target)).end).toBe('drained')
    await expectDrained(world)
  }, 60_000)

  test.each(fewOf(passing, 3))(
    'A31: $status $code passes: it is tried again',
    async ({ status, code }) => {
      await using world = await createWorld()
      world.send(60)
      for (const action of ['ReceiveMessage', 'DeleteMessageBatch'])
        world.double.script.failures.push({ action, status, code, times: 3 })

      const { end, error } = await runEngine(world.target)

      expect({ end, error }).toEqual({ end: 'drained', error: null })
      await expectDrained(world)
    },
    60_000,
  )

  longTest(
    'A31: an answer that fails for ever makes no hot loop',
    async () => {
      await using world = await createWorld()
      world.send(10)
      world.double.script.failures.push({
        action: 'ReceiveMessage',
        status: 500,
        code: 'InternalFailure',
        times: 1_000,
      })
      const stop = new AbortController()
      setTimeout(() => stop.abort(), 10_000)

      const { end, phases } = await runEngine(world.target, {}, stop.signal)

      expect(end).toBe('stopped')
      expect(phaseNames(phases)).toContain('waiting-for-queue')
      // Two calls per try; tries after 0.5, 1, 2 and 4 s or a little sooner.
      expect(world.double.requests.filter((one) => one.action === 'ReceiveMessage').length).toBeLessThan(16)
      await expectKept(world, { remaining: 10 })
    },
    60_000,
  )

  test('A31: credentials that expire in mid-run stop it, by name', async () => {
    await using world = await createWorld()
    world.send(200)
    let told = false
    const { error } = await runEngine(world.target, {
      onCounts: () => {
        if (!told)
          world.double.script.failures.push({ action: null, status: 403, code: 'ExpiredToken', times: 1_000 })
        told = true
      },
    })

    expect((error as PortError).failure.code).toBe('queue-token-expired')
    await expectKept(world)
  }, 60_000)

  test('A31: a queue that is deleted in mid-run stops it, by name and with exit code 1', async () => {
    await using world = await createWorld()
    world.double.script.latencyMs = 20
    world.send(500)
    const worker = startRun(world.target, ['--json'])
    await worker.until((line) => line.received > 0)
    world.double.dropQueue()
    const { code, stderr } = await worker.ended

    expect(code).toBe(1)
    expect(stderr).toContain('There is no queue named login-queue')
    await expectKept(world)
  }, 60_000)

  test('A31: a host that is not there is reported, with exit code 1', async () => {
    await using world = await createWorld()
    const { code, stderr } = await startRun({ ...world.target, endpoint: 'https://queue.invalid:9' }).ended

    expect(code).toBe(1)
    expect(stderr).toMatch(/has no address \((ENOTFOUND|EAI_AGAIN)\)/)
  }, 60_000)

  test.each([
    { speaks: 'query', misunderstandsBy: 'xml', as: 'query' },
    { speaks: 'query', misunderstandsBy: 'server-error', as: 'query' },
    { speaks: 'json', misunderstandsBy: 'xml', as: 'json' },
  ] as const)(
    'finds out that a service speaks only $speaks ($misunderstandsBy)',
    async ({ as, ...options }) => {
      await using world = await createWorld({ ...options, rules: { visibilitySeconds: 2 } })
      world.send(120)
      Object.assign(world.double.queue.mischief, { doubleNext: 2, redeliverShare: 0.3, redeliverLeft: 10 })

      expect((await runEngine(world.target)).end).toBe('drained')
      const receives = world.double.requests.filter((one) => one.action === 'ReceiveMessage')
      expect(new Set(receives.map((one) => one.protocol))).toEqual(new Set([as]))
      await expectDrained(world)
    },
    60_000,
  )
})
