import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { noCounts, type MonitorEvent } from '../../src/contract/events.ts'
import { emptySnapshot, fold } from '../../src/contract/snapshot.ts'
import { noCourse } from '../../src/renderer/state/course.ts'
import type { MonitorState } from '../../src/renderer/state/monitor-store.ts'
import { settleStore } from '../../src/renderer/state/settled-store.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 100_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

const started: MonitorEvent = {
  ...{ type: 'run-started', runId: 'r1', at: 1, until: 'empty', maxMessages: null, maxSeconds: null },
}
const loaded: MonitorEvent = { type: 'run-settled', at: 2, counts: { ...noCounts, received: 1, loaded: 1 } }

const createBench = () => {
  const listeners = new Set<() => void>()
  let state: MonitorState = {
    ...{ snapshot: fold(emptySnapshot, started), loaded: true, link: 'open' as const },
    ...{ course: noCourse, event: null },
  }
  const settled = settleStore({
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  })
  const emit = (event: MonitorEvent): void => {
    state = { ...state, snapshot: fold(state.snapshot, event) }
    for (const listener of listeners) listener()
  }
  const received = () => settled.getState().snapshot.run?.counts.received
  return { settled, emit, received, listeners }
}

describe('numbers that are read', () => {
  test('come ten times a second and change twice', () => {
    const { settled, emit, received } = createBench()
    const drawn: unknown[] = []
    settled.subscribe(() => drawn.push(received()))
    for (let frame = 0; frame < 20; frame += 1) {
      emit(loaded)
      vi.advanceTimersByTime(100)
    }
    expect(drawn.length).toBeGreaterThanOrEqual(3)
    expect(drawn.length).toBeLessThanOrEqual(5)
    vi.advanceTimersByTime(500)
    expect(drawn.at(-1)).toBe(20)
  })

  test('stay the same between two changes, for every reader', () => {
    const { settled, emit } = createBench()
    settled.subscribe(() => undefined)
    const before = settled.getState()
    emit(loaded)
    vi.advanceTimersByTime(100)
    emit(loaded)
    expect(settled.getState()).toBe(before)
  })

  test.each<[string, MonitorEvent]>([
    ['a run ends', { type: 'run-ended', at: 3, outcome: 'drained', failure: null }],
    ['another run begins', { ...started, runId: 'r2' }],
    ['the phase is another', { type: 'run-phase', phase: { name: 'paused' }, at: 3, idleMs: 0 }],
    ['another connection is made', { type: 'connecting' }],
    ['the queue is away', { type: 'neighbour', which: 'queue', neighbour: { state: 'reachable', since: 1 } }],
    ['there is a first number', { type: 'depth', depth: { visible: 1, inFlight: 0, delayed: 0, at: 1 } }],
  ])('are up to date at once where %s', (_, event) => {
    const { settled, emit } = createBench()
    const drawn = vi.fn()
    settled.subscribe(drawn)
    vi.advanceTimersByTime(1_000)
    emit(loaded)
    drawn.mockClear()
    emit(event)
    expect(drawn).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(2_000)
    expect(drawn).toHaveBeenCalledOnce()
  })

  test('are up to date after nobody has looked at them, and cost nothing meanwhile', () => {
    const { settled, emit, received, listeners } = createBench()
    const stop = settled.subscribe(() => undefined)
    emit(loaded)
    stop()
    expect(listeners.size).toBe(0)
    emit(loaded)
    expect(received()).toBe(2)
    expect(vi.getTimerCount()).toBe(0)
    settled.subscribe(() => undefined)
    expect(received()).toBe(2)
  })
})
