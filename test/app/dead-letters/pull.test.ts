import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { reconcile } from '../../../src/adapters/postgres/reconcile.ts'
import { retryRejected } from '../../../src/app/retry-rejected.ts'
import { toDelivery } from '../../../src/pipeline/try-again.ts'
import {
  createDeadLetterBench,
  tenAttributes,
  type DeadLetterBench,
} from '../../support/dead-letter-bench.ts'
import { loginBody } from '../../support/logins.ts'
import { kept } from '../../support/repair-bench.ts'

const never = new AbortController().signal

const login = (user_id: string, more: object = {}): string => loginBody({ user_id, ...more })

describe.each([false, true])('pulling dead letters, FIFO: %s', { timeout: 60_000 }, (isFifo) => {
  let bench: DeadLetterBench
  beforeAll(async () => {
    bench = await createDeadLetterBench(isFifo)
  })
  beforeEach(() => bench.empty())
  afterAll(() => bench.close())

  const rejected = async () => {
    const page = await bench.repair.storage.rejections(kept).next('0')
    return page.map((rejection) => ({
      ...rejection,
      delivery: toDelivery(rejection, bench.repair.storage.seal),
    }))
  }
  const facts = () =>
    bench.repair.test.query<{ queue: string; source_arn: string | null; sequence: string | null }>(
      'select * from sluice.dead_letters order by rejected_id',
    )

  it('N3: keeps each under its id and its origin, with everything beside its body', async () => {
    const ids = await bench.send([
      { body: login('a'), group: 'g' },
      { body: login('b'), origin: 'order-7', group: 'g', attributes: tenAttributes.slice(1) },
      { body: '{"half":', group: 'h' },
      {
        body: login('c'),
        group: 'h',
        attributes: [
          { name: 'n', type: 'Number.int', value: '1' },
          { name: 'b', type: 'Binary', value: 'AP8=' },
        ],
      },
    ])
    await bench.giveUp()
    expect(await bench.pull()).toMatchObject({
      ...{ pulled: 4, known: 0, others: 0, end: 'done', failure: null },
    })
    expect(await bench.look(bench.dead)).toEqual([])
    const all = await rejected()
    const by = new Map(all.map((one) => [one.messageId, one]))
    expect([...by.keys()].toSorted()).toEqual(ids.toSorted())
    expect(ids.map((id) => by.get(id)?.originId)).toEqual([ids[0], 'order-7', ids[2], ids[3]])
    expect(ids.map((id) => by.get(id)?.reasons[0]?.code)).toEqual([
      ...['dead-letter', 'dead-letter', 'not-json', 'dead-letter'],
    ])
    const [second, fourth] = [by.get(ids[1] ?? '')?.delivery, by.get(ids[3] ?? '')?.delivery]
    expect(second?.attributes).toHaveLength(10)
    expect(fourth?.attributes.toSorted((x, y) => x.name.localeCompare(y.name))).toEqual([
      { name: 'b', type: 'Binary', value: 'AP8=' },
      { name: 'n', type: 'Number.int', value: '1' },
    ])
    if (isFifo) expect(by.get(ids[2] ?? '')?.delivery?.groupId).toBe('h')
    const noted = await facts()
    expect(noted).toHaveLength(4)
    for (const one of noted) {
      expect(one).toMatchObject({
        ...{
          queue: bench.names.dead,
          source_arn: `arn:aws:sqs:us-east-1:000000000000:${bench.names.source}`,
        },
        first_received_at: expect.any(Date),
      })
      if (isFifo) expect(one.sequence).toMatch(/^\d+$/)
    }
    for (const run of await reconcile(bench.repair.storage.database, null)) expect(run.holds).toBe(true)
  })

  it('keeps the order of each group', async () => {
    await bench.send(Array.from({ length: 12 }, (_, n) => ({ body: login(`u${n}`), group: `g${n % 2}` })))
    await bench.giveUp()
    await bench.pull()
    const users = (await rejected()).map(
      ({ delivery }) => JSON.parse(delivery?.body ?? '{}').user_id as string,
    )
    if (!isFifo) return expect(users).toHaveLength(12)
    for (const odd of [0, 1])
      expect(users.filter((user) => Number(user.slice(1)) % 2 === odd)).toEqual(
        Array.from({ length: 6 }, (_, n) => `u${n * 2 + odd}`),
      )
  })

  it('keeps what would pass as something that a retry loads, under its own origin', async () => {
    await bench.send([{ body: login('a'), origin: 'o-1' }])
    await bench.giveUp()
    await bench.pull()
    const { storage, request } = bench.repair
    expect(await retryRejected({ ...request(), storage, which: kept }, never)).toMatchObject({ loaded: 1 })
    const [row] = await bench.repair.test.query<{ origin_id: string }>('select origin_id from sluice.loaded')
    expect(row?.origin_id).toBe('o-1')
  })

  it('N3: recognises what is already loaded or kept, and only deletes it there', async () => {
    await bench.send([{ body: login('a'), origin: 'o-1' }])
    await bench.run()
    await bench.send([{ body: login('a'), origin: 'o-1' }])
    await bench.giveUp()
    expect(await bench.pull()).toMatchObject({ pulled: 0, known: 1 })
    expect(await bench.look(bench.dead)).toEqual([])
    expect(await bench.repair.states()).toEqual({})
  })

  it('takes no more than requested', async () => {
    await bench.send(Array.from({ length: 5 }, (_, n) => ({ body: login(`u${n}`), group: `g${n}` })))
    await bench.giveUp()
    expect(await bench.pull({ most: 2 })).toMatchObject({ pulled: 2 })
    expect(await bench.look(bench.dead)).toHaveLength(3)
  })

  it('leaves messages of another queue alone, unless they are requested', async () => {
    const other = await bench.share()
    await bench.send([{ body: login('ours'), group: 'a' }])
    await bench.send([{ body: login('theirs'), group: 'b' }], other)
    await bench.send([{ body: login('nobody’s'), group: 'c' }], bench.dead)
    await bench.giveUp()
    await bench.giveUp(other)
    expect(await bench.pull()).toMatchObject({ pulled: 1, others: 2 })
    expect(await bench.pull({ all: true })).toMatchObject({ pulled: 2, others: 0 })
    expect(await bench.repair.states()).toEqual({ kept: 3 })
  })

  it('by two at once keeps each message once', async () => {
    await bench.send(Array.from({ length: 20 }, (_, n) => ({ body: login(`u${n}`), group: `g${n}` })))
    await bench.giveUp()
    const ends = await Promise.all([bench.pull(), bench.pull()])
    expect(ends.reduce((sum, { pulled }) => sum + pulled, 0)).toBe(20)
    expect(await bench.repair.states()).toEqual({ kept: 20 })
    expect(await bench.look(bench.dead)).toEqual([])
  })

  it('works for a body of 1 MiB and for hostile attributes as for any', async () => {
    await bench.send([
      { body: `"${'x'.repeat(1_048_574)}"`, group: 'a' },
      {
        ...{ body: login('b'), group: 'b' },
        attributes: [
          { name: 'sluice-origin-ids', type: 'String', value: '\u202e\u0085; drop table' },
          { name: '__proto__', type: 'String', value: 'x' },
          { name: 'constructor', type: 'String.json', value: '{"a":1}' },
        ],
      },
    ])
    await bench.giveUp()
    expect(await bench.pull()).toMatchObject({ pulled: 2, end: 'done' })
    const second = (await rejected()).find(({ delivery }) => delivery?.attributes.length === 3)
    expect(second?.delivery?.attributes.map(({ name }) => name)).toContain('__proto__')
  })

  it('of nothing says so and leaves everything as it was', async () => {
    expect(await bench.pull()).toMatchObject({ pulled: 0, known: 0, others: 0, end: 'done' })
  })
})
