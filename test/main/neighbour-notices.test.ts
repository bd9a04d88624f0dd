import { describe, expect, it } from 'vitest'
import type { MonitorEvent } from '../../src/contract/events.ts'
import { failure } from '../../src/contract/failure.ts'
import { logins } from '../../src/contract/logins.ts'
import { fold } from '../../src/contract/snapshot.ts'
import { usualPreferences } from '../../src/contract/preferences.ts'
import { createNeighbourNotices } from '../../src/main/neighbour-notices.ts'
import { connectedTo } from '../support/connected.ts'

const wanted = usualPreferences.notifications
const connection = connectedTo(logins)
const cause = failure('database-not-listening', { address: 'a.test:5432', code: 'ECONNREFUSED' })
const away = (since: number): MonitorEvent => ({
  ...{ type: 'neighbour', which: 'database' },
  neighbour: { state: 'away', since, failure: cause, nextTryAt: since },
})
const back: MonitorEvent = {
  type: 'neighbour',
  which: 'database',
  neighbour: { state: 'reachable', since: 9 },
}
const dead = (count: number): MonitorEvent => ({ type: 'dead-letters', count })

/** The kinds that are reported after each event, one by one. */
const told = (
  events: readonly MonitorEvent[],
  {
    isInSight = () => false,
    wishes = wanted,
  }: { isInSight?: (at: number) => boolean; wishes?: typeof wanted } = {},
) => {
  const notices = createNeighbourNotices()
  let snapshot = connection
  return events.map((event, at) => {
    snapshot = fold(snapshot, event)
    return notices.take(snapshot, wishes, isInSight(at)).map(({ kind }) => kind)
  })
}

describe('notices of events outside of runs', () => {
  it('report a lost database once, and again when it is lost again', () => {
    expect(told([away(1), away(1), back, away(20)])).toEqual([['database-lost'], [], [], ['database-lost']])
  })

  it('report new dead letters once until someone has looked, and never those that were there before', () => {
    expect(told([dead(5), dead(5), dead(7), dead(9)])).toEqual([[], [], ['dead-letters'], []])
    expect(told([dead(5), dead(7), dead(7), dead(8)], { isInSight: (at) => at === 2 })).toEqual([
      ...[[], ['dead-letters'], [], ['dead-letters']],
    ])
    expect(told([dead(5), dead(2), dead(3)])).toEqual([[], [], ['dead-letters']])
  })

  it("report nothing later that happened before a person's eyes", () => {
    expect(told([dead(1), away(1), dead(4), away(1), dead(4)], { isInSight: (at) => at < 3 })).toEqual([
      ...[[], [], [], [], []],
    ])
  })

  it('do not exist for what is switched off, or if nothing is connected', () => {
    const wishes = { drained: true, failed: false, rejectedOver: null }
    expect(told([dead(1), away(1), dead(4)], { wishes }).flat()).toEqual([])
    expect(told([dead(1), { type: 'connecting' }, dead(4)]).flat()).toEqual([])
  })

  it('say how many there are, and why the database does not answer', () => {
    const notices = createNeighbourNotices()
    const at = (...events: readonly MonitorEvent[]) =>
      notices.take(events.reduce(fold, connection), wanted, false)
    at(dead(1))
    expect(at(dead(1_003), away(3)).map(({ body }) => body)).toEqual([
      'Nothing listens at a.test:5432 (ECONNREFUSED).',
      '1,002 more messages are in the dead-letter queue, 1,003 in all.',
    ])
  })
})
