import { describe, expect, test } from 'vitest'
import { noCounts } from '../../src/contract/events.ts'
import type { RunView } from '../../src/contract/run-view.ts'
import { formatSize, formatCount, formatCountOf, formatRate } from '../../src/contract/amount.ts'
import { describePhase } from '../../src/contract/phase-words.ts'
import { leftToLimit, progressOf } from '../../src/contract/progress.ts'
import { addsUp, timeLeft } from '../../src/renderer/format/progress.ts'
import { formatAgo, formatDuration, formatTimeLeft } from '../../src/renderer/format/time.ts'

describe('numbers', () => {
  test('have thousands separators and a noun that agrees', () => {
    expect(formatCount(1_234_567)).toBe('1,234,567')
    expect(formatCountOf(1, 'message')).toBe('1 message')
    expect(formatCountOf(0, 'message')).toBe('0 messages')
  })

  test('have units', () => {
    expect([0.44, 9.96, 2_442].map(formatRate)).toEqual([
      '0.4 messages/s',
      '10 messages/s',
      '2,442 messages/s',
    ])
    expect([1, 999, 1_500, 999_499, 2_500_000].map((bytes) => formatSize(bytes))).toEqual([
      '1 byte',
      '999 bytes',
      '1.5 kB',
      '999 kB',
      '2.5 MB',
    ])
    expect([512, 262_144, 1_572_864, 1_073_741_824].map((bytes) => formatSize(bytes, 'limit'))).toEqual([
      '512 bytes',
      '256 KiB',
      '1.5 MiB',
      '1,024 MiB',
    ])
  })
})

describe('times', () => {
  test('are relative in one unit', () => {
    const ago = (ms: number) => formatAgo(1_000_000_000 - ms, 1_000_000_000)
    expect([0, -5_000, 12_000, 300_000, 7_200_000, 172_800_000].map(ago)).toEqual([
      'just now',
      'just now',
      '12 s ago',
      '5 min ago',
      '2 h ago',
      '2 days ago',
    ])
  })

  test('say how long something took without rounding a minute away', () => {
    expect([420, 3_200, 59_949, 59_950, 250_000, 7_500_000].map(formatDuration)).toEqual([
      '420 ms',
      '3.2 s',
      '59.9 s',
      '1 min',
      '4 min 10 s',
      '2 h 5 min',
    ])
  })

  test('estimate what is left no more precisely than is known', () => {
    expect([100, 19_000, 33_000, 200_000, 3_700_000].map(formatTimeLeft)).toEqual([
      '1 s',
      '19 s',
      '35 s',
      '4 min',
      '1 h 2 min',
    ])
  })
})

describe('a phase in words', () => {
  const failure = { code: 'database-unreachable', details: {} } as const

  test('counts down to the next try, and stays the same when read aloud', () => {
    const phase = { name: 'waiting-for-database', until: 10_000, failure } as const
    expect(describePhase(phase, 'empty', 2_500)).toBe('Waiting for the database, next try in 8 s')
    expect(describePhase(phase, 'empty', 10_500)).toBe('Waiting for the database, trying now')
    expect(describePhase(phase, 'empty', null)).toBe('Waiting for the database')
    const alone = { ...phase, name: 'waiting-for-witness' } as const
    expect(describePhase(alone, 'stopped', 2_500)).toBe('Waiting for other rows, next try in 8 s')
  })

  test('says how many messages another consumer has received', () => {
    expect(describePhase({ name: 'blocked', inFlight: 1_200 }, 'empty', 0)).toContain('1,200 messages held')
  })
})

describe('progress', () => {
  const run = (over: Partial<RunView>): RunView => ({
    runId: 'r',
    startedAt: 0,
    until: 'empty',
    maxMessages: null,
    maxSeconds: null,
    phase: { name: 'receiving' },
    counts: { ...noCounts, received: 25, loaded: 20, rejected: 1 },
    held: 4,
    idle: { ms: 0, since: null },
    recent: [],
    notes: null,
    bottleneck: null,
    trend: [],
    end: null,
    ...over,
  })
  const depth = { visible: 75, inFlight: 0, delayed: 0, at: 0 }

  test('is the settled share of what was there at the start and has come since', () => {
    expect(progressOf(run({}), depth)).toEqual({ settled: 21, total: 100, done: 0.21 })
    // What was given back is waiting again, and what is delayed will come.
    const released = { ...noCounts, received: 40, loaded: 20, rejected: 1, released: 19 }
    expect(progressOf(run({ counts: released }), { ...depth, delayed: 100 }).total).toBe(200)
  })

  test('means the same under a limit, which has its own measure', () => {
    expect(progressOf(run({ maxMessages: 50 }), depth).total).toBe(100)
    expect(leftToLimit(run({ maxMessages: 50 }), depth)).toBe(21)
    expect(leftToLimit(run({ maxMessages: 500 }), depth)).toBe(75)
    expect(leftToLimit(run({}), depth)).toBeNull()
  })

  test('stays as it was at the end, whatever waits later', () => {
    const ended = run({ end: { at: 1, outcome: 'stopped', failure: null, left: 63 } })
    expect(progressOf(ended, { ...depth, visible: 9_000 })).toEqual({ settled: 21, total: 84, done: 0.25 })
  })

  test('is empty if there is nothing to measure', () => {
    expect(progressOf(run({ counts: noCounts }), null).done).toBeNull()
    expect(
      progressOf(run({ end: { at: 1, outcome: 'stopped', failure: null, left: null } }), null).done,
    ).toBeNull()
    expect(timeLeft(75, 0)).toBeNull()
    expect(timeLeft(75, null)).toBeNull()
    expect(timeLeft(75, 25)).toBe(3_000)
  })

  test('notices when the sum does not add up', () => {
    expect(addsUp(run({}).counts)).toBe(false)
    expect(addsUp({ received: 3, loaded: 1, duplicates: 1, rejected: 0, released: 1 })).toBe(true)
  })
})
