import { describe, expect, it } from 'vitest'
import { noCounts } from '../../src/contract/events.ts'
import { createBreaker, type Breaker } from '../../src/pipeline/breaker.ts'
import type { Item } from '../../src/pipeline/ports.ts'
import { loginItem, rejectedItem } from '../support/items.ts'

const noneKnown = async () => new Set<string>()

const mixed = (good: number, bad: number): readonly Item[] => [
  ...Array.from({ length: good }, () => loginItem()),
  ...Array.from({ length: bad }, () => rejectedItem('not-an-ip')),
]

const others = (count: number): readonly Item[] =>
  Array.from({ length: count }, () => rejectedItem('other-event'))

/** The number of the batch that trips it, counted from 0; null for none. */
const tripsAt = async (breaker: Breaker, batches: readonly (readonly Item[])[]): Promise<number | null> => {
  for (const [index, items] of batches.entries())
    if ((await breaker.judge(index, items, noneKnown)) !== null) return index
  return null
}

const repeat = (times: number, items: readonly Item[]) => Array.from({ length: times }, () => items)

describe('A42 the share of rejected messages that ends a run', () => {
  it.each([
    ['60 of 100 in one batch', 50, [mixed(40, 60)], 0],
    ['50 of 100, which is not more than half', 50, [mixed(50, 50)], null],
    ['51 of 100', 50, [mixed(49, 51)], 0],
    ['all of 99, which are too few to tell', 50, [mixed(0, 99)], null],
    ['all, in batches of ten: the tenth', 50, repeat(20, mixed(0, 10)), 9],
    ['60 of the last 100 after a thousand good ones', 50, [mixed(1_000, 0), ...repeat(10, mixed(4, 6))], 10],
    ['60 of 100 where 70 are allowed', 70, [mixed(40, 60)], null],
    ['10 of 100 where 5 are allowed', 5, [mixed(90, 10)], 0],
    ['all of 1,000 where all are allowed', 100, [mixed(0, 1_000)], null],
    ['another event, however often it comes', 50, [others(1_000)], null],
    ['60 of 100 among a thousand of another event', 50, [[...mixed(40, 60), ...others(1_000)]], 0],
    ['all of 1,000 where it is off', null, [mixed(0, 1_000)], null],
  ] as const)('%s', async (_, most, batches, expected) => {
    expect(await tripsAt(createBreaker(most), batches)).toBe(expected)
  })

  it('does not count messages that are already loaded or rejected', async () => {
    const known = [...Array.from({ length: 100 }, () => loginItem()), ...mixed(0, 300)]
    const settled = async (items: readonly Item[]) =>
      new Set(items.filter((item) => known.includes(item)).map(({ deliveries: [first] }) => first.messageId))

    const breaker = createBreaker(50)
    expect(await breaker.judge(0, known, settled)).toBeNull()
    // 60 of 100 new messages, among as many duplicates: with these it would be 60 of 200.
    expect(await breaker.judge(1, [...known.slice(0, 100), ...mixed(40, 60)], settled)).toMatchObject({
      code: 'too-many-rejected',
      details: { rejected: '60', judged: '100', share: '60' },
    })
  })

  it('asks which messages are known only if the result depends on it', async () => {
    const breaker = createBreaker(50)
    let asked = 0
    const counting = async () => ((asked += 1), new Set<string>())
    for (let batch = 0; batch < 20; batch += 1) await breaker.judge(batch, mixed(90, 10), counting)
    expect(asked).toBe(0)
    await breaker.judge(20, mixed(0, 500), counting)
    expect(asked).toBe(1)
  })

  it('leaves out duplicates that a commit found', async () => {
    const breaker = createBreaker(50)
    const first = mixed(40, 50)
    expect(await breaker.judge(0, first, noneKnown)).toBeNull()
    // All except the rejected were duplicates.
    breaker.noteCommitted(0, first, { ...noCounts, received: 90, rejected: 50, duplicates: 40 })
    expect(await breaker.judge(1, mixed(48, 2), noneKnown)).toMatchObject({
      details: { rejected: '52', judged: '100' },
    })
  })

  it('counts refusals by the database for values, beside malformed messages', async () => {
    const breaker = createBreaker(50)
    await breaker.judge(0, mixed(70, 30), noneKnown)
    const refused = Array.from({ length: 30 }, () => ({
      ...({ code: 'refused-by-database', pointer: '', range: null } as const),
      detail: '23514, constraint positive',
    }))
    expect(breaker.judgeRefused(0, refused.slice(0, 20))).toBeNull()
    expect(breaker.judgeRefused(0, refused.slice(20))).toMatchObject({
      code: 'too-many-rejected',
      details: { rejected: '60', judged: '100' },
    })
  })

  it('names the most common cause, and in how many messages it is', async () => {
    const items = [
      ...mixed(20, 0),
      ...Array.from({ length: 30 }, () => rejectedItem('not-an-ip', 'not-a-version')),
      ...Array.from({ length: 25 }, () => rejectedItem('not-a-version', 'not-a-version')),
      ...Array.from({ length: 25 }, () => rejectedItem('empty-body')),
    ]
    expect(await createBreaker(50).judge(0, items, noneKnown)).toMatchObject({
      details: { rejected: '80', judged: '100', cause: 'not-a-version', pointer: '/ip', count: '55' },
    })
  })

  it('counts texts that are not JSON as one cause, wherever each of them breaks', async () => {
    const broken = (pointer: string): Item => {
      const item = rejectedItem('not-json')
      const reasons = [{ code: 'not-json', pointer, range: null, detail: null } as const]
      return { ...item, entry: { kind: 'rejected', reasons, sealedBody: Buffer.alloc(1), bodyBytes: 1 } }
    }
    const items = [...mixed(20, 20), ...Array.from({ length: 60 }, (_, index) => broken(`/list/${index}`))]
    expect(await createBreaker(50).judge(0, items, noneKnown)).toMatchObject({
      details: { cause: 'not-json', pointer: '', count: '60' },
    })
  })
})
