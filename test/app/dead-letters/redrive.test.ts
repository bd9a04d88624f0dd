import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openQueue } from '../../../src/adapters/sqs/queue.ts'
import { failure } from '../../../src/contract/failure.ts'
import { usualReplay } from '../../../src/contract/repair-outcome.ts'
import { largestMessage, type SendPort } from '../../../src/pipeline/dead-letters/outgoing.ts'
import { redriveAll } from '../../../src/pipeline/dead-letters/redrive.ts'
import { PortError } from '../../../src/pipeline/ports.ts'
import {
  createDeadLetterBench,
  tenAttributes,
  type DeadLetterBench,
  type Sent,
} from '../../support/dead-letter-bench.ts'
import { loginBody } from '../../support/logins.ts'

const login = (user_id: string, more: object = {}): string => loginBody({ user_id, ...more })

/** Attributes that leave no room for the origin. */
const misfits: readonly (readonly [string, (body: string) => Sent])[] = [
  ['ten attributes', (body) => ({ body, attributes: tenAttributes })],
  ['1 MiB', (body) => ({ body: body.padEnd(1_048_576, ' ') })],
]

describe.each([false, true])('redriving dead letters, FIFO: %s', { timeout: 60_000 }, (isFifo) => {
  let bench: DeadLetterBench
  beforeAll(async () => {
    bench = await createDeadLetterBench(isFifo)
  })
  beforeEach(() => bench.empty())
  afterAll(() => bench.close())

  const giveUpAll = async (messages: readonly Sent[]) => {
    const ids = await bench.send(messages)
    await bench.giveUp()
    return ids
  }

  it('N3: sends each with its origin, which is the id that it came with or the name from its sender', async () => {
    const ids = await giveUpAll([
      { body: login('a'), group: 'g' },
      { body: login('b'), group: 'h', origin: 'order-7' },
      { body: 'no login', group: 'i', attributes: [{ name: 'b', type: 'Binary', value: 'AP8=' }] },
    ])
    expect(await bench.redrive()).toMatchObject({ sent: 3, pulled: 0, loaded: 0, end: 'done', failure: null })
    expect(await bench.look(bench.dead)).toEqual([])
    const back = await bench.look(bench.source)
    expect(back.map(({ originId }) => originId).toSorted()).toEqual([ids[0], ids[2], 'order-7'].toSorted())
    expect(back.every(({ messageId }) => !ids.includes(messageId))).toBe(true)
    const binary = back.find(({ body }) => body === 'no login')
    expect(binary?.attributes).toContainEqual({ name: 'b', type: 'Binary', value: 'AP8=' })
    if (isFifo) expect(binary?.groupId).toBe('i')
  })

  it('keeps the order of each group', async () => {
    await giveUpAll(Array.from({ length: 12 }, (_, n) => ({ body: login(`u${n}`), group: `g${n % 2}` })))
    await bench.redrive()
    const users = (await bench.look(bench.source)).map(({ body }) => JSON.parse(body).user_id as string)
    if (!isFifo) return expect(users).toHaveLength(12)
    for (const odd of [0, 1])
      expect(users.filter((user) => Number(user.slice(1)) % 2 === odd)).toEqual(
        Array.from({ length: 6 }, (_, n) => `u${n * 2 + odd}`),
      )
  })

  it.each(misfits)('N3: with %s loads what would pass, and keeps what would not', async (_, make) => {
    await giveUpAll([
      { ...make(login('right')), group: 'a' },
      { ...make('{"wrong":1}'), group: 'b' },
      { body: login('fits'), group: 'c' },
    ])
    expect(await bench.redrive()).toMatchObject({ sent: 1, loaded: 1, pulled: 1, end: 'done' })
    expect(await bench.look(bench.dead)).toEqual([])
    expect(await bench.repair.rows()).toBe(1)
    expect(await bench.repair.states()).toEqual({ kept: 1 })
  })

  it('N3: with ten attributes, one of them the origin, sends as usual', async () => {
    await giveUpAll([{ body: login('a'), origin: 'o', attributes: tenAttributes.slice(1) }])
    expect(await bench.redrive()).toMatchObject({ sent: 1, loaded: 0 })
    expect((await bench.look(bench.source))[0]?.attributes).toHaveLength(10)
  })

  it('N3: of one message twice makes one row (A36)', async () => {
    const [id] = await giveUpAll([{ body: login('a') }])
    await bench.redrive()
    await bench.giveUp()
    expect(await bench.redrive()).toMatchObject({ sent: 1 })
    expect((await bench.look(bench.source)).length).toBe(1)
    await giveUpAll([{ body: login('a'), origin: id ?? '' }])
    await bench.redrive()
    await bench.run()
    await bench.run()
    expect(await bench.repair.rows()).toBe(1)
  })

  it('N3: is delivered each time, even within five minutes on a FIFO queue', async () => {
    await giveUpAll([{ body: login('a'), origin: 'o' }])
    for (let time = 0; time < 3; time += 1) {
      expect(await bench.redrive()).toMatchObject({ sent: 1 })
      await bench.giveUp()
    }
    expect((await bench.look(bench.dead)).map(({ originId }) => originId)).toEqual(['o'])
  })

  it(`N3: sends one origin ${usualReplay.mostSends} times at most, and keeps it here then`, async () => {
    await giveUpAll([{ body: login('a'), origin: 'poison' }])
    for (let time = 0; time < usualReplay.mostSends; time += 1) {
      expect(await bench.redrive()).toMatchObject({ sent: 1, pulled: 0 })
      await bench.giveUp()
    }
    expect(await bench.redrive()).toMatchObject({ sent: 0, pulled: 1 })
    expect(await bench.look(bench.dead)).toEqual([])
    expect(await bench.repair.states()).toEqual({ kept: 1 })
  })

  it('leaves messages of another queue alone', async () => {
    const other = await bench.share()
    await bench.send([{ body: login('theirs'), group: 'b' }], other)
    await bench.giveUp(other)
    await giveUpAll([{ body: login('ours'), group: 'a' }])
    expect(await bench.redrive()).toMatchObject({ sent: 1, others: 1 })
    expect((await bench.look(bench.dead)).map(({ body }) => JSON.parse(body).user_id)).toEqual(['theirs'])
  })

  it.each(['queue-missing', 'queue-action-denied'] as const)(
    'leaves all of them where they were when the queue says %s',
    async (code) => {
      await giveUpAll(Array.from({ length: 12 }, (_, n) => ({ body: login(`u${n}`), group: `g${n}` })))
      const { workplace, repair, names } = bench
      const refusing: SendPort = {
        limits: { isFifo, largest: largestMessage },
        send: () =>
          Promise.reject(new PortError('permanent', failure(code, { queue: names.source, endpoint: 'x' }))),
      }
      const { tally, taken } = await redriveAll(
        {
          ...{ runId: crypto.randomUUID(), isFifo, queue: names.dead, most: Infinity, patience: 0 },
          ...{ prepare: workplace.prepare, reject: workplace.reject, store: repair.storage.store },
          ...{ deadLetters: workplace.deadLetters, returns: workplace.returns(false), rate: null },
          whose: { ownArn: null, isShared: false, all: true },
          from: await openQueue(bench.dead, 'dead-letters'),
          to: refusing,
          beginRun: () => Promise.resolve(),
        },
        new AbortController().signal,
      )
      expect(tally.sent).toBe(0)
      expect(taken).toMatchObject({ end: 'failed', error: { failure: { code } } })
      expect(await bench.look(bench.dead)).toHaveLength(12)
      // One was tried.
      expect(await repair.test.query('select from sluice.returns')).toHaveLength(1)
    },
  )

  it('by two at once makes one row of each message', async () => {
    await giveUpAll(Array.from({ length: 20 }, (_, n) => ({ body: login(`u${n}`), group: `g${n}` })))
    const ends = await Promise.all([bench.redrive(), bench.redrive()])
    expect(ends.reduce((sum, { sent }) => sum + sent, 0)).toBe(20)
    await bench.run()
    expect(await bench.repair.rows()).toBe(20)
  })

  it('takes no more than requested, and sends no faster', async () => {
    await giveUpAll(Array.from({ length: 8 }, (_, n) => ({ body: login(`u${n}`), group: `g${n}` })))
    expect(await bench.redrive({ most: 5, rate: 1_000 })).toMatchObject({ sent: 5 })
    expect(await bench.look(bench.dead)).toHaveLength(3)
  })
})
