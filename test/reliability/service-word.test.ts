import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { failure } from '../../src/contract/failure.ts'
import { PortError } from '../../src/pipeline/ports.ts'
import { runEngine } from '../prove/engine.ts'
import { loginBody } from '../support/logins.ts'
import { createWorld, eventually, expectDrained, type World } from './world.ts'

/** Days on which rows were created, each with how many. */
const days = (world: World) =>
  world.ask(`select create_date::text as day, count(*)::int as rows from user_logins group by 1 order by 1`)

const inSeconds = (text: string): string => String(Math.floor(Number(text) / 1_000))
const today = (): string => new Date().toISOString().slice(0, 10)

describe.concurrent('a service whose word is not what SQS gives', () => {
  test.each<[string, (text: string) => unknown]>([
    ['in seconds', inSeconds],
    ['in ISO 8601', (text) => new Date(Number(text)).toISOString()],
    ['as nothing', () => undefined],
    ['as an empty text', () => ''],
    ['as NaN', () => 'NaN'],
    ['as a year far ahead', () => '9'.repeat(15)],
  ])(
    'A48: the time of sending %s: all is loaded, on the day on which it was sent or received',
    async (_, rewrite) => {
      await using world = await createWorld()
      const before = today()
      world.send(60, { malformedEvery: 0 })
      world.double.script.rewrite = (kind, document) => {
        if (kind !== 'messages') return document
        const { Messages } = document as { Messages: readonly { Attributes: { SentTimestamp: string } }[] }
        return {
          Messages: Messages.map((message) => ({
            ...message,
            Attributes: { ...message.Attributes, SentTimestamp: rewrite(message.Attributes.SentTimestamp) },
          })),
        }
      }

      expect(await runEngine(world.target)).toMatchObject({ end: 'drained', error: null })
      const found = await days(world)
      expect(found.every(({ day }) => day === before || day === today())).toBe(true)
      await expectDrained(world)
    },
    60_000,
  )

  test('A48: a queue that hides nothing: each of thirty messages is received once', async () => {
    await using world = await createWorld({ rules: { visibilitySeconds: 0 } })
    world.send(30)
    expect((await runEngine(world.target)).end).toBe('drained')
    expect([...world.double.queue.receiveCounts().values()]).toEqual(Array.from({ length: 30 }, () => 1))
    await expectDrained(world)
  }, 60_000)

  test('A48: a depth that cannot be read ends the run by name, and leaves the queue as it is', async () => {
    await using world = await createWorld()
    world.send(20)
    world.double.script.emptyReceives = 1
    world.double.script.queueAttributes = { ApproximateNumberOfMessages: 'many' }
    const { end, error } = await runEngine(world.target)
    expect(end).toBeNull()
    expect((error as PortError).failure).toMatchObject({
      code: 'queue-failed',
      details: { code: 'ApproximateNumberOfMessages' },
    })
    expect(world.double.queue.depth()).toEqual({ visible: 20, inFlight: 0, delayed: 0 })
  }, 60_000)

  test('A48: messages without ids, which all read differently, are one row each', async () => {
    await using world = await createWorld()
    for (let index = 0; index < 25; index += 1)
      world.double.queue.send(loginBody({ user_id: `user-${index}` }))
    world.double.script.rewrite = (kind, document) => {
      if (kind !== 'messages') return document
      const { Messages } = document as { Messages: readonly object[] }
      return { Messages: Messages.map((message) => ({ ...message, MessageId: '' })) }
    }
    expect(await runEngine(world.target)).toMatchObject({
      end: 'drained',
      counts: { loaded: 25, duplicates: 0 },
    })
  }, 60_000)

  test('A48: a refresh that fails in part is over before anything is given back, so nothing is hidden after it', async () => {
    await using world = await createWorld({ rules: { visibilitySeconds: 2 } })
    world.send(70, { malformedEvery: 0 })
    world.double.script.rewrite = (kind, document) =>
      kind === 'entries' && world.double.requests.at(-1)?.action === 'ChangeMessageVisibilityBatch'
        ? { Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] }
        : document
    let first = true
    const stop = new AbortController()
    const run = runEngine(
      world.target,
      {
        wrapStore: (store) => ({
          ...store,
          commit: async (batch) => {
            // Until a first row has loaded, a run holds no more than one call returns.
            if (first) {
              first = false
              return store.commit(batch)
            }
            await sleep(3_000)
            throw new PortError('transient', failure('database-unreachable'))
          },
        }),
      },
      stop.signal,
    )
    await eventually(() => world.double.queue.depth().inFlight === 60)
    // In the middle of refreshes, whose calls end at different times.
    world.double.script.slowness = { callMs: 40, messageMs: 0 }
    await sleep(1_500)
    world.double.script.rewrite = null
    stop.abort()
    expect((await run).end).toBe('stopped')
    expect(world.double.queue.depth().inFlight).toBe(0)
  }, 60_000)
})

describe.concurrent('A48: a FIFO queue', () => {
  const rowsByGroup = (world: World) =>
    world.ask(`select split_part(user_id, ':', 1) as name, array_agg(split_part(user_id, ':', 2)::int order by login_id) as places
      from user_logins group by 1`)

  test('the earlier of two messages of a group has the smaller row number, at one worker and at three', async () => {
    for (const workers of [1, 3]) {
      await using world = await createWorld({ rules: { isFifo: true, visibilitySeconds: 4 } })
      for (let place = 0; place < 40; place += 1)
        for (const groupId of ['a', 'b', 'c', 'd', 'e'])
          world.double.queue.send(loginBody({ user_id: `${groupId}:${place}` }), { groupId })
      const limits = { batchRows: 3, lingerMs: 1 }
      const ends = await Promise.all(
        Array.from({ length: workers }, () => runEngine(world.target, { limits })),
      )

      expect(ends.map(({ end }) => end)).toEqual(ends.map(() => 'drained'))
      const groups = await rowsByGroup(world)
      expect(groups).toHaveLength(5)
      for (const { places } of groups) expect(places).toEqual(Array.from({ length: 40 }, (_, place) => place))
    }
  }, 120_000)

  test('what is given back keeps its order for the next run', async () => {
    await using world = await createWorld({ rules: { isFifo: true } })
    for (let place = 0; place < 200; place += 1) {
      const groupId = `${place % 4}`
      world.double.queue.send(loginBody({ user_id: `${groupId}:${place}` }), { groupId })
    }
    const stop = new AbortController()
    const options = { limits: { batchRows: 5, writers: 2 }, onCounts: () => stop.abort() }
    await runEngine(world.target, options, stop.signal)
    expect((await runEngine(world.target)).end).toBe('drained')
    for (const { name, places } of await rowsByGroup(world))
      expect(places).toEqual(Array.from({ length: 50 }, (_, place) => place * 4 + Number(name)))
  }, 60_000)
})
