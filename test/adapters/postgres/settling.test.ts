import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noCounts, type Counts } from '../../../src/contract/events.ts'
import { addCounts } from '../../../src/contract/rates.ts'
import type { Delivery, Item } from '../../../src/pipeline/ports.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { loginBody } from '../../support/logins.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

let bench: TestStore
let runId: string
beforeAll(async () => {
  bench = await createTestStore()
  runId = await bench.openRun()
})
afterAll(() => bench.close())

const commitItems = (items: readonly Item[]): Promise<Counts> =>
  bench.store.commit({ batchId: crypto.randomUUID(), runId, items })

const commit = (deliveries: readonly Delivery[]): Promise<Counts> => commitItems(bench.prepare(deliveries))

/** A message under an origin, well formed or not, as sent. */
const message = (originId: string, kind: 'good' | 'bad', name: string): Delivery =>
  createDelivery({
    originId,
    messageId: `${originId}/${name}`,
    body: kind === 'good' ? loginBody({ user_id: `${originId}/${name}` }) : `{"user_id": "${name}"}`,
  })

const loadedFrom = async (originId: string): Promise<readonly string[]> => {
  const rows = await bench.test.query<{ message_id: string }>(
    `select message_id from sluice.loaded join user_logins on login_id = row_number where origin_id = $1 and user_id = message_id`,
    [originId],
  )
  return rows.map((row) => row.message_id.slice(originId.length + 1))
}

const rejectedFrom = async (originId: string): Promise<readonly string[]> => {
  const rows = await bench.test.query<{ message_id: string }>(
    'select message_id from sluice.rejected where origin_id = $1 order by message_id',
    [originId],
  )
  return rows.map((row) => row.message_id.slice(originId.length + 1))
}

/** Arrivals under one origin, in this order: a name is a message, `!` marks a malformed one. */
const arrivals: readonly (readonly [
  arrive: string,
  loaded: readonly string[],
  rejected: readonly string[],
  duplicates: number,
])[] = [
  ['a', ['a'], [], 0],
  ['a a', ['a'], [], 1],
  ['a b', ['a'], [], 1],
  ['b a b', ['b'], [], 2],
  ['a!', [], ['a'], 0],
  ['a! a!', [], ['a'], 1],
  ['a! b!', [], ['a', 'b'], 0],
  // A correction under the origin of a rejected message.
  ['a! b', ['b'], ['a'], 0],
  ['a b!', ['a'], ['b'], 0],
  ['a! b c', ['b'], ['a'], 1],
  ['a! b! c', ['c'], ['a', 'b'], 0],
  ['a! b a! b c d!', ['b'], ['a', 'd'], 3],
  ['z! y! x y! z! x w', ['x'], ['y', 'z'], 4],
]

const parse = (originId: string, arrive: string): readonly Delivery[] =>
  arrive
    .split(' ')
    .map((word) => message(originId, word.endsWith('!') ? 'bad' : 'good', word.replace('!', '')))

const ways: readonly (readonly [
  way: string,
  send: (all: readonly Delivery[]) => Promise<readonly Counts[]>,
])[] = [
  ['in one batch', async (all) => [await commit(all)]],
  [
    'in a batch each',
    async (all) => {
      const counts: Counts[] = []
      for (const delivery of all) counts.push(await commit([delivery]))
      return counts
    },
  ],
  ['in two batches', async (all) => [await commit(all.slice(0, 1)), await commit(all.slice(1))]],
  [
    'twice, as where the deletes of the first time were lost',
    async (all) => {
      const first = await commit(all)
      expect(await commit(all)).toEqual({ ...noCounts, received: all.length, duplicates: all.length })
      return [first]
    },
  ],
]

describe.each(ways)('messages with one origin that arrive %s', (way, send) => {
  it.each(arrivals)('%s: loads %j, rejects %j', async (arrive, loaded, rejected, duplicates) => {
    const originId = `${way} ${arrive}`
    const all = parse(originId, arrive)
    const counts = (await send(all)).reduce(addCounts, noCounts)
    expect(counts).toEqual({
      ...noCounts,
      received: all.length,
      loaded: loaded.length,
      rejected: rejected.length,
      duplicates,
    })
    expect(await loadedFrom(originId)).toEqual(loaded)
    expect(await rejectedFrom(originId)).toEqual(rejected)
  })
})

describe('messages with one origin at two workers', () => {
  it.each(arrivals)('%s: makes one row at most and rejects %j%j', async (arrive, loaded, rejected) => {
    const originId = `two workers ${arrive}`
    const all = parse(originId, arrive)
    const both = await Promise.all([commit(all), commit(all.toReversed())])
    const counts = both.reduce(addCounts, noCounts)
    expect(counts).toMatchObject({
      received: 2 * all.length,
      loaded: loaded.length,
      rejected: rejected.length,
    })
    expect(await loadedFrom(originId)).toHaveLength(loaded.length)
    expect(await rejectedFrom(originId)).toEqual(rejected)
  })
})

describe('a message that was settled', () => {
  const asItem = (delivery: Delivery, kind: 'row' | 'rejected'): Item => {
    const [item] = bench.prepare([{ ...delivery, ...(kind === 'rejected' ? { body: 'no login' } : {}) }])
    if (item?.entry.kind !== kind) throw new Error('The example is not as it should be')
    return item
  }

  it('as rejected is not loaded when it comes again and the rules would now take it', async () => {
    const delivery = message('rules-1', 'good', 'a')
    expect(await commitItems([asItem(delivery, 'rejected')])).toMatchObject({ rejected: 1 })
    expect(await commitItems([asItem(delivery, 'row')])).toEqual({
      ...noCounts,
      received: 1,
      duplicates: 1,
    })
    expect(await loadedFrom('rules-1')).toEqual([])
  })

  it('as rejected does not keep out a correction in the same batch as its redelivery', async () => {
    const [wrong, right] = [message('rules-2', 'good', 'a'), message('rules-2', 'good', 'b')]
    await commitItems([asItem(wrong, 'rejected')])
    expect(await commitItems([asItem(wrong, 'row'), asItem(right, 'row')])).toMatchObject({
      loaded: 1,
      duplicates: 1,
    })
    expect(await loadedFrom('rules-2')).toEqual(['b'])
  })

  it('as loaded is not rejected when it comes again and the rules would now refuse it', async () => {
    const delivery = message('rules-3', 'good', 'a')
    await commitItems([asItem(delivery, 'row')])
    expect(await commitItems([asItem(delivery, 'rejected')])).toEqual({
      ...noCounts,
      received: 1,
      duplicates: 1,
    })
    expect(await rejectedFrom('rules-3')).toEqual([])
  })

  it('is known to a dry run by the same rule', async () => {
    await commit(parse('known', 'a b! c'))
    await commit(parse('unsettled', 'a!'))
    const asked = bench.prepare([
      ...parse('known', 'a b! c d d!'),
      ...parse('known', 'e!'),
      ...parse('unsettled', 'a! b'),
      ...parse('never seen', 'a b!'),
    ])
    const known = await bench.store.known(asked)
    expect([...known].sort()).toEqual(['known/a', 'known/b', 'known/c', 'known/d', 'unsettled/a'])
  })
})

describe('row numbers', () => {
  const numbersOf = async (origins: readonly string[]): Promise<readonly number[]> => {
    const rows = await bench.test.query<{ origin_id: string; id: string }>(
      'select origin_id, row_number::text as id from sluice.loaded where origin_id = any($1)',
      [origins],
    )
    const byOrigin = new Map(rows.map((row) => [row.origin_id, Number(row.id)]))
    return origins.map((origin) => byOrigin.get(origin) ?? NaN)
  }

  it('follow the order of arrival, whatever the ids', async () => {
    const origins = ['z', 'm', 'a', 'y', 'B'].map((name) => `order-${name}`)
    await commit(origins.map((origin) => message(origin, 'good', 'a')))
    const numbers = await numbersOf(origins)
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    expect(numbers[4]).toBe((numbers[0] ?? 0) + 4)
  })

  it('are not used up by messages that were loaded before', async () => {
    const origins = Array.from({ length: 50 }, (_, index) => `again-${index}`)
    const deliveries = origins.map((origin) => message(origin, 'good', 'a'))
    await commit(deliveries)
    await commit(deliveries)
    await commit([message('again-last', 'good', 'a')])
    const [last, next] = await numbersOf(['again-49', 'again-last'])
    expect(next).toBe((last ?? 0) + 1)
  })

  it('that were drawn before are the ones that rows get, and no others are drawn', async () => {
    const numbers = await bench.store.drawNumbers(3)
    expect(numbers.map(Number)).toEqual([0, 1, 2].map((n) => Number(numbers[0]) + n))
    const origins = ['drawn-c', 'drawn-b', 'drawn-a']
    const items = bench.prepare(origins.map((origin) => message(origin, 'good', 'a')))
    await commitItems(items.map((item, index) => ({ ...item, rowNumber: numbers[index] })))
    expect(await numbersOf(origins)).toEqual(numbers.map(Number))
    await commit([message('drawn-next', 'good', 'a')])
    expect(await numbersOf(['drawn-next'])).toEqual([Number(numbers[2]) + 1])
  })
})
