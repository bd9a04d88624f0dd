import { noNeighbours } from '../../src/contract/neighbours.ts'
import { describe, expect, it } from 'vitest'
import { noCounts, type MonitorEvent, type Source } from '../../src/contract/events.ts'
import { failure } from '../../src/contract/failure.ts'
import { logins } from '../../src/contract/logins.ts'
import { rate } from '../../src/contract/rates.ts'
import type { RunView } from '../../src/contract/run-view.ts'
import { emptySnapshot, fold, type Snapshot } from '../../src/contract/snapshot.ts'

const source: Source = {
  queue: { name: 'login-queue', endpoint: 'http://127.0.0.1:1', embedded: true, deadLetters: null },
  database: { address: '127.0.0.1:2', name: 'postgres', embedded: true },
  maskKey: { origin: 'the environment', checkValue: '0011223344556677' },
  event: logins,
  definition: 'logins 0123456789abcdef',
  notices: [],
  samples: 0,
}
const depth = { visible: 3, inFlight: 2, delayed: 1, at: 1_000 }
const started: MonitorEvent = {
  type: 'run-started',
  runId: 'r1',
  at: 1_000,
  until: 'empty',
  maxMessages: 7,
  maxSeconds: null,
}
const settled = (at: number, received: number): MonitorEvent => ({
  type: 'run-settled',
  at,
  counts: { ...noCounts, received, loaded: received },
})

const foldAll = (events: readonly MonitorEvent[], from: Snapshot = emptySnapshot): Snapshot =>
  events.reduce(fold, from)

const runOf = (events: readonly MonitorEvent[]): RunView => {
  const { run } = foldAll(events)
  if (run === null) throw new Error('No run was folded')
  return run
}

describe('fold', () => {
  it('forgets the depth of the queue when it connects again and when connecting fails', () => {
    const before = foldAll([
      { type: 'connected', source },
      { type: 'depth', depth },
    ])
    expect(before).toMatchObject({ connection: { state: 'connected', source }, depth })
    expect(fold(before, { type: 'connecting' })).toMatchObject({
      connection: { state: 'connecting' },
      depth: null,
    })
    const broken = failure('queue-missing', { queue: 'q', endpoint: 'e' })
    const failed = fold(before, { type: 'connection-failed', failure: broken, at: 5, nextTryAt: 9 })
    expect(failed).toMatchObject({
      connection: { state: 'failed', failure: broken, since: 5, nextTryAt: 9 },
      depth: null,
    })
    // Another failed try does not restart the outage.
    expect(
      fold(failed, { type: 'connection-failed', failure: broken, at: 9, nextTryAt: 13 }).connection,
    ).toMatchObject({ since: 5, nextTryAt: 13 })
  })

  it('begins a run with nothing counted, in place of the last one', () => {
    const run = runOf([started, settled(1_100, 5), { ...started, runId: 'r2', maxMessages: null }])
    expect(run).toEqual({
      runId: 'r2',
      startedAt: 1_000,
      until: 'empty',
      maxMessages: null,
      maxSeconds: null,
      phase: { name: 'receiving' },
      counts: noCounts,
      held: 0,
      idle: { ms: 0, since: null },
      recent: [],
      notes: null,
      bottleneck: null,
      trend: [],
      end: null,
    })
  })

  it('sums what was settled, each kind separately', () => {
    const counts = { received: 10, loaded: 4, duplicates: 3, rejected: 2, released: 1 }
    const event: MonitorEvent = { type: 'run-settled', counts, at: 2_000 }
    expect(runOf([started, event, event]).counts).toEqual({
      received: 20,
      loaded: 8,
      duplicates: 6,
      rejected: 4,
      released: 2,
    })
  })

  it('keeps the phase and the end of the run', () => {
    const run = runOf([
      started,
      { type: 'run-phase', phase: { name: 'blocked', inFlight: 4 }, at: 4_000, idleMs: 0 },
      { type: 'run-ended', at: 9_000, outcome: 'failed', failure: failure('internal') },
    ])
    expect(run.phase).toEqual({ name: 'blocked', inFlight: 4 })
    expect(run.end).toEqual({ at: 9_000, outcome: 'failed', failure: failure('internal'), left: null })
    expect(run.idle).toEqual({ ms: 5_000, since: null })
  })

  it('leaves the snapshot as it is on an event of a run that it never saw begin', () => {
    for (const event of [
      settled(1, 1),
      { type: 'run-phase', phase: { name: 'waiting' }, at: 1, idleMs: 0 },
      { type: 'run-ended', at: 1, outcome: 'drained', failure: null },
    ] satisfies MonitorEvent[])
      expect(fold(emptySnapshot, event)).toBe(emptySnapshot)
  })

  it('forgets the last run, the level and the neighbours with the connection they belong to', () => {
    const before = foldAll([{ type: 'connected', source }, started, { type: 'depth', depth }])
    const after = [{ type: 'connecting' } as const, { type: 'connected', source } as const].reduce(
      fold,
      before,
    )
    expect(after).toMatchObject({ run: null, depth: null, deadLetters: null, neighbours: noNeighbours })
    expect(after.connectionNumber).toBe(before.connectionNumber + 1)
  })

  it('keeps the number of the connection through a failure and its retries', () => {
    const failed = { type: 'connection-failed', failure: failure('queue-busy'), at: 1, nextTryAt: 2 } as const
    const { connectionNumber } = foldAll([failed, failed, { type: 'connected', source }, started])
    expect(connectionNumber).toBe(0)
  })

  it('records what was left by the queue’s first depth after the end, and keeps it', () => {
    const end: MonitorEvent = { type: 'run-ended', at: 3_000, outcome: 'stopped', failure: null }
    const seen = (visible: number): MonitorEvent => ({
      type: 'depth',
      depth: { visible, inFlight: 2, delayed: 1, at: 4_000 },
    })
    expect(runOf([started, seen(90), end]).end?.left).toBeNull()
    expect(runOf([started, seen(90), end, seen(40), seen(70)]).end?.left).toBe(43)
  })

  it('changes no snapshot that it was given', () => {
    const before = foldAll([started, settled(1_100, 1)])
    const copy = structuredClone(before)
    fold(before, settled(1_200, 1))
    fold(before, { type: 'depth', depth })
    expect(before).toEqual(copy)
  })

  it('keeps the latest bottleneck, and begins each run without one', () => {
    const found: MonitorEvent = { type: 'run-bottleneck', bottleneck: 'database' }
    expect(runOf([started, found]).bottleneck).toBe('database')
    expect(runOf([started, found, { ...found, bottleneck: null }]).bottleneck).toBeNull()
    expect(runOf([started, found, { ...started, runId: 'r2' }]).bottleneck).toBeNull()
  })

  it('remembers only the last five seconds of counts for the rate', () => {
    const events = Array.from({ length: 100 }, (_, index) => settled(1_000 + index * 1_000, 1))
    expect(runOf([started, ...events]).recent).toHaveLength(5)
  })
})

describe('rate', () => {
  it('is unknown in the first fifth of a second', () => {
    expect(rate(runOf([started, settled(1_100, 50)]), 1_150)).toBeNull()
  })

  it('is counted from the start of a young run', () => {
    expect(rate(runOf([started, settled(1_500, 50)]), 2_000)).toBe(50)
  })

  it('is counted over the last five seconds of an old one', () => {
    const run = runOf([started, settled(2_000, 1_000), settled(20_000, 50)])
    expect(rate(run, 20_000)).toBe(10)
  })

  it('neither sinks in a pause nor starts over after it', () => {
    const phase = (name: 'paused' | 'receiving', at: number, idleMs: number): MonitorEvent => ({
      type: 'run-phase',
      phase: { name },
      at,
      idleMs,
    })
    const steady = Array.from({ length: 10 }, (_, index) => settled(2_000 + index * 1_000, 100))
    const paused = runOf([started, ...steady, phase('paused', 11_000, 0)])
    expect(rate(paused, 11_000)).toBe(100)
    expect(rate(paused, 300_000)).toBe(100)
    const resumed = runOf([
      started,
      ...steady,
      phase('paused', 11_000, 0),
      phase('receiving', 311_000, 300_000),
    ])
    expect(rate(resumed, 311_000)).toBe(100)
    expect(rate(resumed, 313_000)).toBe(60)
  })

  it('falls to nothing when nothing has been settled for a while', () => {
    expect(rate(runOf([started, settled(2_000, 1_000)]), 60_000)).toBe(0)
  })
})
