import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coalesce } from '../../src/app/coalesce.ts'
import type { MonitorEvent } from '../../src/contract/events.ts'
import { emptySnapshot, fold, type Snapshot } from '../../src/contract/snapshot.ts'
import { monitorEvents } from '../support/monitor-events.ts'

/**
 * Samples of the rate are merged into one with their sum; of samples of the level the last one stays, even right
 * after an end.
 */
const normal = (snapshot: Snapshot): unknown => ({
  ...snapshot,
  run: snapshot.run && {
    ...snapshot.run,
    recent: snapshot.run.recent.reduce((sum, { counts }) => sum + counts.received, 0),
    trend: [],
    end: snapshot.run.end && { ...snapshot.run.end, left: snapshot.run.end.left === null },
  },
})

const foldAll = (events: readonly MonitorEvent[], from: Snapshot): Snapshot => events.reduce(fold, from)

describe('coalesced events', () => {
  it('fold to the same snapshot as all events, whatever the snapshot was before', () => {
    fc.assert(
      fc.property(monitorEvents(), monitorEvents(), (earlier, events) => {
        const from = foldAll(earlier, emptySnapshot)
        expect(normal(foldAll(coalesce(events), from))).toEqual(normal(foldAll(events, from)))
      }),
      { numRuns: 500 },
    )
  })

  it('are as few as possible: one of each kind between two boundaries', () => {
    fc.assert(
      fc.property(monitorEvents(), (events) => {
        const kept = coalesce(events)
        expect(coalesce(kept)).toEqual(kept)
        let since = new Set<string>()
        for (const { type } of kept) {
          if (!['depth', 'run-phase', 'run-settled', 'run-bottleneck', 'dead-letter-work'].includes(type))
            since = new Set()
          else {
            expect(since.has(type)).toBe(false)
            since.add(type)
          }
        }
      }),
    )
  })

  it('leave the original list unchanged', () => {
    fc.assert(
      fc.property(monitorEvents(), (events) => {
        const copy = structuredClone(events)
        coalesce(events)
        expect(events).toEqual(copy)
      }),
    )
  })
})
