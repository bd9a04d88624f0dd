import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EventDefinition } from '../../src/contract/event-definition.ts'
import type { Frame, MonitorEvent } from '../../src/contract/events.ts'
import { failure } from '../../src/contract/failure.ts'
import { logins } from '../../src/contract/logins.ts'
import type { MonitorClient } from '../../src/contract/monitor.ts'
import { failed, type Result } from '../../src/contract/result.ts'
import { emptySnapshot, type Snapshot } from '../../src/contract/snapshot.ts'
import type { Link, PageClient } from '../../src/renderer/client/page-client.ts'
import { openMonitorStore } from '../../src/renderer/state/monitor-store.ts'
import { connectedTo } from '../support/connected.ts'
import { orders } from '../support/orders.ts'

const depth = (visible: number): MonitorEvent => ({
  type: 'depth',
  depth: { visible, inFlight: 0, delayed: 0, at: visible },
})
const frame = (seq: number): Frame => ({ seq, events: [depth(seq)] })
const snapshot = (seq: number): Result<Snapshot> => ({ ok: true, value: { ...emptySnapshot, seq } })

/** A client that answers `getSnapshot` when the test says so. */
const createClient = () => {
  const asks: ((answer: Result<Snapshot>) => void)[] = []
  let onFrame: (frame: Frame) => void = () => undefined
  let onLink: (link: Link) => void = () => undefined
  const send = ((): Promise<unknown> => new Promise((resolve) => asks.push(resolve))) as MonitorClient['send']
  const client: PageClient = {
    send,
    listen: (listener) => {
      onFrame = listener
      return () => undefined
    },
    watchLink: (listener) => {
      onLink = listener
      listener('open')
      return () => undefined
    },
  }
  return {
    client,
    emit: (one: Frame) => onFrame(one),
    link: (link: Link) => onLink(link),
    asked: () => asks.length,
    answer: async (result: Result<Snapshot>) => {
      asks.at(-1)?.(result)
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe("the page's copy of the state", () => {
  test('holds frames back until there is a snapshot, then folds only those it does not contain', async () => {
    const { client, emit, answer } = createClient()
    const store = openMonitorStore(client)
    for (const seq of [3, 4, 5, 6]) emit(frame(seq))
    expect(store.getState().loaded).toBe(false)
    await answer(snapshot(4))
    expect(store.getState().snapshot).toMatchObject({ seq: 6, depth: { visible: 6 } })
    expect(store.getState().course.levels.map((level) => level.visible)).toEqual([5, 6])
  })

  test('reports each event to its watchers once, and that it was fetched again', async () => {
    const { client, emit, answer } = createClient()
    const store = openMonitorStore(client)
    const seen: (readonly MonitorEvent[] | null)[] = []
    store.watchEvents((events) => seen.push(events))
    await answer(snapshot(0))
    emit(frame(1))
    emit(frame(1))
    expect(seen).toEqual([null, [depth(1)]])
  })

  test('asks for a new snapshot when a frame is missing', async () => {
    const { client, emit, answer, asked } = createClient()
    const store = openMonitorStore(client)
    await answer(snapshot(1))
    emit(frame(3))
    expect(store.getState().snapshot.seq).toBe(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(asked()).toBe(2)
    emit(frame(4))
    await answer(snapshot(3))
    expect(store.getState().snapshot.seq).toBe(4)
  })

  test('asks again when the link comes back, even from an engine that counts from the start again', async () => {
    const { client, answer, link, asked } = createClient()
    const store = openMonitorStore(client)
    await answer(snapshot(90))
    link('lost')
    expect(store.getState().link).toBe('lost')
    link('open')
    expect(asked()).toBe(2)
    await answer(snapshot(2))
    expect(store.getState().snapshot.seq).toBe(2)
  })

  test('asks again if it got no snapshot', async () => {
    const { client, answer, asked } = createClient()
    const store = openMonitorStore(client)
    await answer(failed(failure('not-ready')))
    expect(store.getState().loaded).toBe(false)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(asked()).toBe(2)
    await answer(snapshot(1))
    expect(store.getState().loaded).toBe(true)
  })

  test('keeps the event while there is no connection, and the same object while its content stays the same', async () => {
    const { client, emit, answer } = createClient()
    const store = openMonitorStore(client)
    expect(store.getState().event).toBeNull()
    const connectedWith = (event: EventDefinition) => ({
      ok: true as const,
      value: structuredClone(connectedTo(event)),
    })
    await answer(connectedWith(logins))
    const known = store.getState().event
    expect(known).toEqual(logins)
    emit({ seq: 1, events: [{ type: 'connecting' }] })
    expect(store.getState().event).toBe(known)
    const connect = (seq: number, event: EventDefinition): void => {
      const { connection } = structuredClone(connectedTo(event))
      if (connection.state === 'connected')
        emit({ seq, events: [{ type: 'connected', source: connection.source }] })
    }
    connect(2, logins)
    expect(store.getState().event).toBe(known)
    connect(3, orders)
    expect(store.getState().event).toEqual(orders)
  })
})
