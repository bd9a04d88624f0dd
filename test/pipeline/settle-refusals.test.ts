import { afterEach, describe, expect, it } from 'vitest'
import { noCounts } from '../../src/contract/events.ts'
import { PortError } from '../../src/pipeline/ports.ts'
import { settle } from '../../src/pipeline/settle.ts'
import { createDeliveries, createDelivery } from '../support/deliveries.ts'
import { refusalOf, storeFault } from '../support/scripted-store.ts'
import { closeBenches, createBench, hasUser } from '../support/settle-bench.ts'

afterEach(closeBenches)

/** Refuses these users, each with its own kind if `details` says so. */
const refuseUsers = (
  bench: ReturnType<typeof createBench>,
  users: readonly string[],
  details: (user: string) => Readonly<Record<string, string>> = () => ({}),
) =>
  bench.store.setBeforeCommit((batch) => {
    const user = users.find((one) => batch.items.some((item) => hasUser(item, one)))
    if (user !== undefined) throw refusalOf(details(user))
  })

const users = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `user-${from + index}`)

describe('rows that the database refuses for a reason that may be in them', () => {
  const loads = (rejected: number) => ({ received: 64, loaded: 64 - rejected, rejected, released: 0 })

  it.each([
    ['the first of a batch', ['user-0'], loads(1)],
    ['one in the middle', ['user-31'], loads(1)],
    ['the last of a batch', ['user-63'], loads(1)],
    ['several', ['user-0', 'user-1', 'user-31', 'user-32', 'user-62'], loads(5)],
    ['all but the first', users(1, 64), loads(63)],
    ['all but the last', users(0, 63), loads(63)],
  ])('A17 %s: what has a witness is rejected, all others load', async (_, bad, expected) => {
    const bench = createBench(createDeliveries(64))
    refuseUsers(bench, bad)
    await settle(bench.items, bench.using)
    expect(bench.counts()).toEqual({ ...noCounts, ...expected })
    expect(bench.fatal).not.toHaveBeenCalled()
  })

  it.each([
    ['a check', { constraint: 'positive' }, '23514, constraint positive'],
    ['a unique constraint', { code: '23505', constraint: 'once' }, '23505, constraint once'],
    [
      'our column that must not be null',
      { code: '23502', constraint: '', column: 'locale' },
      '23502, column locale',
    ],
    ['a value too long', { code: '22001', constraint: '' }, '22001'],
    ['a trigger', { code: 'P0001', constraint: '' }, 'P0001'],
    ['no partition', { constraint: '', missing: 'partition' }, '23514, no partition for 2024-03-09'],
  ])('says what refused it: %s', async (_, given, detail) => {
    const bench = createBench(createDeliveries(10))
    const details = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
    bench.store.setBeforeCommit((batch) => {
      if (batch.items.some((item) => hasUser(item, 'user-4'))) {
        const { constraint: _constraint, ...rest } = refusalOf().failure.details
        throw new PortError('data', { code: 'row-refused', details: { ...rest, ...details } })
      }
    })
    await settle(bench.items, bench.using)
    expect(bench.store.items.get('message-4')?.entry).toMatchObject({
      reasons: [{ code: 'refused-by-database', pointer: '', range: null, detail }],
    })
  })

  it('A18 end the run if nothing loads, and nothing is rejected', async () => {
    const bench = createBench(createDeliveries(40))
    refuseUsers(bench, users(0, 40))
    await settle(bench.items, bench.using)
    expect(bench.fatal.mock.calls).toEqual([
      [
        expect.objectContaining({
          kind: 'table',
          failure: expect.objectContaining({ code: 'table-refuses' }),
        }),
      ],
    ])
    expect(bench.store.items.size).toBe(0)
    expect(bench.queue.removed).toEqual([])
    // The run gives back what is held, once all its writers have ended.
    expect(bench.using.suspects.takeAll()).toHaveLength(40)
  })

  it('end the run if each is refused for something else and nothing loads', async () => {
    const bench = createBench(createDeliveries(3))
    refuseUsers(bench, users(0, 3), (user) => ({ constraint: user }))
    await settle(bench.items, bench.using)
    expect(bench.fatal).toHaveBeenCalledOnce()
    expect(bench.store.items.size).toBe(0)
  })

  it('take numbers that were drawn once, the same in every part', async () => {
    const bench = createBench(createDeliveries(50))
    refuseUsers(bench, ['user-7', 'user-30'])
    await settle(bench.items, bench.using)
    expect(bench.store.drawn).toEqual([50])
    const later = bench.store.attempts.slice(1).flatMap((batch) => batch.items)
    const numbers = new Map<string, Set<string | undefined>>()
    for (const {
      deliveries: [{ messageId }],
      entry,
      rowNumber,
    } of later) {
      if (entry.kind === 'row') numbers.set(messageId, (numbers.get(messageId) ?? new Set()).add(rowNumber))
    }
    expect([...numbers.values()].every((some) => some.size === 1 && !some.has(undefined))).toBe(true)
    expect(new Set([...numbers.values()].flatMap((some) => [...some])).size).toBe(50)
  })

  it('wait for what other writers hold, and are rejected once one of these loads', async () => {
    const deliveries = createDeliveries(4)
    const bench = createBench(deliveries)
    const [first, second, ...others] = bench.items
    if (!first || !second) throw new Error('Four were made')
    refuseUsers(bench, ['user-0', 'user-1'])
    await settle([first, second], bench.using)
    expect(bench.store.items.size).toBe(0)
    expect(bench.fatal).not.toHaveBeenCalled()
    await settle(others, bench.using)
    expect(bench.counts()).toMatchObject({ received: 4, loaded: 2, rejected: 2 })
    expect(bench.held.size()).toBe(0)
  })

  it('are not convicted by malformed messages or duplicates, which the table never saw', async () => {
    const [bad, known] = createDeliveries(2)
    if (!bad || !known) throw new Error('Two were made')
    const bench = createBench([bad, known, createDelivery({ body: 'no login' })])
    const [badItem, knownItem, malformed] = bench.items
    if (!badItem || !knownItem || !malformed) throw new Error('Three were made')
    bench.store.items.set('message-1', knownItem)
    refuseUsers(bench, ['user-0'])
    await settle([badItem, knownItem, malformed], bench.using)
    expect(bench.counts()).toMatchObject({ loaded: 0, rejected: 1, duplicates: 1, released: 1 })
    expect(bench.alone).toHaveBeenCalledOnce()
  })
})

describe('a row that is refused with no other to ask', () => {
  it('goes back to the queue with a delay, and this is reported', async () => {
    const bench = createBench(createDeliveries(1))
    refuseUsers(bench, ['user-0'])
    await settle(bench.items, bench.using)
    expect(bench.counts()).toEqual({ ...noCounts, received: 1, released: 1 })
    expect(bench.queue.delays).toEqual([60])
    expect(bench.alone.mock.calls[0]?.[0]).toMatchObject({
      code: 'refused-alone',
      details: { code: '23514', constraint: 'positive' },
    })
    expect(bench.fatal).not.toHaveBeenCalled()
  })

  it('is received again at once when a row has loaded, and rejected when it is refused again', async () => {
    const deliveries = createDeliveries(2)
    const bench = createBench(deliveries)
    const [bad, good] = bench.items
    if (!bad || !good) throw new Error('Two were made')
    refuseUsers(bench, ['user-0'])
    await bench.held.letGo(good.deliveries)
    await settle([bad], bench.using)
    bench.held.add(good.deliveries)
    await settle([good], bench.using)
    expect(bench.queue.delays).toEqual([60, 0])
    bench.held.add(bad.deliveries)
    await settle([bad], bench.using)
    expect(bench.counts()).toEqual({ ...noCounts, received: 3, loaded: 1, rejected: 1, released: 1 })
  })

  it('is rejected in a run in which others load if the previous run could not decide', async () => {
    const deliveries = createDeliveries(2)
    const bench = createBench(deliveries, { before: ['message-0'] })
    const [bad, good] = bench.items
    if (!bad || !good) throw new Error('Two were made')
    refuseUsers(bench, ['user-0'])
    await settle([good], bench.using)
    await settle([bad], bench.using)
    expect(bench.counts()).toEqual({ ...noCounts, received: 2, loaded: 1, rejected: 1 })
    expect(bench.alone).not.toHaveBeenCalled()
  })
})

describe('a table that refuses for a reason that is in no message', () => {
  it('ends the run at the first refusal, in one commit, and all goes back', async () => {
    const bench = createBench(createDeliveries(100))
    bench.store.setBeforeCommit(() => {
      throw storeFault('table', '23502')
    })
    await settle(bench.items, bench.using)
    expect(bench.store.attempts).toHaveLength(1)
    expect(bench.fatal).toHaveBeenCalledOnce()
    expect(bench.counts()).toEqual({ ...noCounts, received: 100, released: 100 })
  })

  it('ends the run in the middle of the search for a bad row; what was loaded stays, everything else goes back', async () => {
    const bench = createBench(createDeliveries(64))
    bench.store.setBeforeCommit((batch, attempt) => {
      if (attempt > 4) throw storeFault('table', '42P01')
      if (batch.items.some((item) => hasUser(item, 'user-60'))) throw refusalOf()
    })
    await settle(bench.items, bench.using)
    const { received, loaded, rejected, released } = bench.counts()
    expect({ received, rejected }).toEqual({ received: 64, rejected: 0 })
    expect(loaded).toBeGreaterThan(0)
    expect(loaded + released).toBe(64)
    expect(bench.queue.removed).toHaveLength(loaded)
  })
})

describe('the breaker', () => {
  it('A42 ends the run before the batch that trips it is committed, and gives it back', async () => {
    const bench = createBench(
      Array.from({ length: 100 }, (_, index) =>
        index < 60 ? createDelivery({ body: '{"foo":1}' }) : createDelivery(),
      ),
      { share: 50 },
    )
    await settle(bench.items, bench.using)
    expect(bench.store.attempts).toEqual([])
    expect(bench.fatal.mock.calls[0]?.[0]).toMatchObject({
      failure: { code: 'too-many-rejected', details: { rejected: '60', judged: '100', count: '60' } },
    })
    expect(bench.counts()).toEqual({ ...noCounts, received: 100, released: 100 })
  })
})
