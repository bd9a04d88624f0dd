import { describe, expect, test } from 'vitest'
import { noCounts, type MonitorEvent, type Phase } from '../../src/contract/events.ts'
import { failure } from '../../src/contract/failure.ts'
import { emptySnapshot, fold } from '../../src/contract/snapshot.ts'
import {
  addLevel,
  courseAfter,
  courseIn,
  liveSpan,
  noCourse,
  type Level,
} from '../../src/renderer/state/course.ts'

const level = (at: number, visible: number | null): Level => ({ at, visible, inFlight: visible })
const started: MonitorEvent = {
  ...{ type: 'run-started', runId: 'r1', at: 1_000, until: 'empty', maxMessages: null, maxSeconds: null },
}
const ended: MonitorEvent = { type: 'run-ended', at: 9_000, outcome: 'drained', failure: null }
const phase = (value: Phase, at: number): MonitorEvent => ({ type: 'run-phase', phase: value, at, idleMs: 0 })
const away = failure('queue-not-listening', { endpoint: 'e', code: 'ECONNREFUSED' })
const queueAway = (since: number): MonitorEvent => ({
  ...{
    type: 'neighbour',
    which: 'queue',
    neighbour: { state: 'away', since, failure: away, nextTryAt: 9 },
  },
})
const queueBack = (since: number): MonitorEvent => ({
  ...{ type: 'neighbour', which: 'queue', neighbour: { state: 'reachable', since } },
})

const stretchesOf = (...events: readonly MonitorEvent[]) =>
  events
    .reduce((course, event) => courseAfter(course, event, 0), noCourse)
    .stretches.map(({ kind, from, to }) => [kind, from, to])

describe('what this window has seen of the queue', () => {
  test('forgets levels older than its window, except the one the line starts from', () => {
    const levels = [0, 10, 20].reduce<readonly Level[]>((all, at) => addLevel(all, level(at, at)), [])
    const later = addLevel(levels, level(liveSpan + 15, 3))
    expect(later.map(({ at }) => at)).toEqual([10, 20, liveSpan + 15])
  })

  test('records once that the level is unknown, and never for a time before the last answer', () => {
    const known = addLevel([], level(50, 5))
    expect(addLevel(addLevel(known, level(40, null)), level(60, null))).toEqual([
      level(50, 5),
      level(50, null),
    ])
    expect(addLevel([], level(1, null))).toEqual([])
  })

  test('keeps what was settled for as long as it is drawn', () => {
    const settled = (at: number): MonitorEvent => ({
      ...{ type: 'run-settled', at, counts: { ...noCounts, received: 3, loaded: 2, rejected: 1 } },
    })
    const course = [settled(0), settled(10), settled(liveSpan + 5)].reduce(
      (before, event) => courseAfter(before, event, 0),
      noCourse,
    )
    expect(course.flows).toEqual([
      { at: 10, loaded: 2, duplicates: 0, rejected: 1 },
      { at: liveSpan + 5, loaded: 2, duplicates: 0, rejected: 1 },
    ])
  })
})

describe('runs, pauses and outages that this window has seen', () => {
  const waitingFor = (name: 'waiting-for-queue' | 'waiting-for-database'): Phase => ({
    ...{ name, until: 0, failure: away },
  })
  test.each<[string, readonly MonitorEvent[], readonly unknown[]]>([
    ['a run', [started, ended], [['run', 1_000, 9_000]]],
    ['a run that goes on', [started], [['run', 1_000, null]]],
    [
      'a pause that was ended by Resume',
      [started, phase({ name: 'paused' }, 2_000), phase({ name: 'receiving' }, 3_000)],
      [
        ['run', 1_000, null],
        ['pause', 2_000, 3_000],
      ],
    ],
    [
      'a pause that was ended with its run',
      [started, phase({ name: 'paused' }, 2_000), ended],
      [
        ['run', 1_000, 9_000],
        ['pause', 2_000, 9_000],
      ],
    ],
    [
      'an outage that a run waits through, told again with each try',
      [
        started,
        phase(waitingFor('waiting-for-database'), 2_000),
        phase(waitingFor('waiting-for-database'), 2_000),
        phase(waitingFor('waiting-for-queue'), 2_500),
        phase({ name: 'receiving' }, 4_000),
      ],
      [
        ['run', 1_000, null],
        ['outage', 2_000, 4_000],
      ],
    ],
    [
      'a pause that follows an outage',
      [started, phase(waitingFor('waiting-for-queue'), 2_000), phase({ name: 'paused' }, 3_000)],
      [
        ['run', 1_000, null],
        ['outage', 2_000, 3_000],
        ['pause', 3_000, null],
      ],
    ],
    ['a queue that was away at rest', [queueAway(5), queueAway(5), queueBack(8)], [['outage', 5, 8]]],
    [
      'a connection that cannot be made',
      [{ type: 'connection-failed', failure: away, at: 7, nextTryAt: null }],
      [['outage', 7, null]],
    ],
    [
      'a connection that could not be made, until it was',
      [{ type: 'connection-failed', failure: away, at: 7, nextTryAt: 9 }, queueBack(12)],
      [['outage', 7, 12]],
    ],
    ['waiting for messages, which is none', [phase({ name: 'waiting' }, 5)], []],
  ])('are known: %s', (_, events, expected) => {
    expect(stretchesOf(...events)).toEqual(expected)
  })

  test('are read from a snapshot, as after a reload, and not twice', () => {
    const snapshot = [started, { ...phase({ name: 'paused' }, 2_000) }, queueAway(4_000)].reduce(
      fold,
      emptySnapshot,
    )
    const once = courseIn(noCourse, snapshot, 5_000)
    expect(once.since).toBe(5_000)
    expect(once.stretches.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['run', 1_000, null],
      ['pause', 2_000, null],
      ['outage', 4_000, null],
    ])
    const after = [ended, queueBack(9_500)].reduce(fold, snapshot)
    expect(courseIn(once, after, 10_000).stretches.map(({ to }) => to)).toEqual([9_000, 9_000, 9_500])
    expect(courseIn(noCourse, after, 10_000).stretches).toEqual([
      { kind: 'run', key: 'r1', from: 1_000, to: 9_000 },
    ])
  })
})
