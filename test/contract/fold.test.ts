import { describe, expect, it } from 'vitest'
import { noCounts, type MonitorEvent, type Source } from '../../src/contract/events.ts'
import { failure } from '../../src/contract/failure.ts'
import { logins } from '../../src/contract/logins.ts'
import { emptySnapshot, fold, rate, type RunView, type Snapshot } from '../../src/contract/snapshot.ts'

const source: Source = {
  queue: { name: 'login-queue', endpoint: 'http://127.0.0.1:1', embedded: true, deadLetters: null },
  database: { address: '127.0.0.1:2', name: 'postgres', embedded: true },
  maskKey: { origin: 'the environment', checkValue: '0011223344556677' },
  event: logins,
  notices: [],
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
  it('forgets the depth of the queue when it connects anew and when connecting fails', () => {
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
    expect(fold(before, { type: 'connection-failed', failure: broken })).toMatchObject({
      connection: { state: 'failed', failure: broken },
      depth: null,
    })
  })

  it('begins a run with nothing counted and puts it in the place of the last one', () => {
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
      recent: [],
      notes: null,
      end: null,
    })
  })

  it('adds up what was settled, every kind on its own', () => {
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
      { type: 'run-phase', phase: { name: 'blocked', inFlight: 4 } },
      { type: 'run-ended', at: 9_000, outcome: 'failed', failure: failure('internal') },
    ])
    expect(run.phase).toEqual({ name: 'blocked', inFlight: 4 })
    expect(run.end).toEqual({ at: 9_000, outcome: 'failed', failure: failure('internal') })
  })

  it('leaves the snapshot as it is when something comes of a run that it never saw begin', () => {
    for (const event of [
      settled(1, 1),
      { type: 'run-phase', phase: { name: 'waiting' } },
      { type: 'run-ended', at: 1, outcome: 'drained', failure: null },
    ] satisfies MonitorEvent[])
      expect(fold(emptySnapshot, event)).toBe(emptySnapshot)
  })

  it('keeps the last run in view when the connection is lost and made again', () => {
    const { run } = foldAll([started, { type: 'connecting' }, { type: 'connected', source }])
    expect(run?.runId).toBe('r1')
  })

  it('changes no snapshot that it was given', () => {
    const before = foldAll([started, settled(1_100, 1)])
    const copy = structuredClone(before)
    fold(before, settled(1_200, 1))
    fold(before, { type: 'depth', depth })
    expect(before).toEqual(copy)
  })

  it('remembers no more settlings for the rate than the last five seconds hold', () => {
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

  it('falls to nothing when nothing has been settled for a while', () => {
    expect(rate(runOf([started, settled(2_000, 1_000)]), 60_000)).toBe(0)
  })
})
