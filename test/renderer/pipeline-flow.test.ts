import { describe, expect, test } from 'vitest'
import { describeCause } from '../../src/contract/cause.ts'
import { noCounts, type MonitorEvent } from '../../src/contract/events.ts'
import type { RunView } from '../../src/contract/run-view.ts'
import { emptySnapshot, fold } from '../../src/contract/snapshot.ts'
import { flowAlong, flowOf } from '../../src/renderer/features/monitor/pipeline-flow.ts'
import { formatShortRate } from '../../src/contract/amount.ts'
import { formatElapsed } from '../../src/renderer/format/time.ts'

const started: MonitorEvent = {
  ...{ type: 'run-started', runId: 'r1', at: 1_000, until: 'empty', maxMessages: null, maxSeconds: null },
}
const settled: MonitorEvent = {
  ...{ type: 'run-settled', at: 2_000 },
  counts: { ...noCounts, received: 100, loaded: 90, rejected: 10 },
}
const paused: MonitorEvent = { type: 'run-phase', phase: { name: 'paused' }, at: 3_000, idleMs: 0 }
const ended: MonitorEvent = { type: 'run-ended', at: 13_000, outcome: 'stopped', failure: null }

const runOf = (...events: readonly MonitorEvent[]): RunView | null => events.reduce(fold, emptySnapshot).run

describe('how fast messages go through the pipeline', () => {
  test('is shown for each outcome while a run works', () => {
    expect(flowOf(runOf(started, settled), 3_000)).toMatchObject({
      kind: 'now',
      rates: { received: 50, loaded: 45, rejected: 5, duplicates: 0 },
    })
  })

  test('is an average without pauses once it has ended', () => {
    expect(flowOf(runOf(started, settled, paused, ended), 99_000)).toMatchObject({
      kind: 'average',
      rates: { received: 50, loaded: 45 },
    })
  })

  test.each<[string, RunView | null, number]>([
    ['there is no run', null, 1],
    ['it is paused', runOf(started, settled, paused), 4_000],
    ['it has only just begun', runOf(started, settled), 1_100],
    ['nothing came', runOf(started, ended), 20_000],
  ])('is not told where %s', (_, run, now) => {
    const flow = flowOf(run, now)
    expect(flow).toEqual({ kind: 'none' })
    expect(flowAlong(flow, ({ received }) => received)).toBeNull()
  })

  test('is short in words', () => {
    expect([0, 0.04, 9.4, 2_259.4].map(formatShortRate)).toEqual(['0/s', '0.0/s', '9.4/s', '2,259/s'])
  })
})

describe('the words beside the pipeline', () => {
  test('say how long a run has been going on, to the second', () => {
    expect([-5, 0, 999, 8_400, 59_990, 250_000, 7_500_000].map(formatElapsed)).toEqual([
      ...['0 s', '0 s', '0 s', '8 s', '59 s', '4 min 10 s', '2 h 5 min'],
    ])
  })

  test('say everything in a cause, and for an unknown one that there is one', () => {
    expect(describeCause('missing-field /ip\nnot-an-ip /ip')).toBe(
      'ip is missing; ip is not an IPv4 or IPv6 address',
    )
    expect(describeCause('something-later /x')).toBe('Other reasons')
  })
})
