import type { MonitorEvent } from '../contract/events.ts'
import { addCounts } from '../contract/rates.ts'

/**
 * The shortest list of events that folds to the same snapshot: counts are added up, and of depths and phases only the last
 * matters. The start and the end of a run are never moved across.
 */
export const coalesce = (events: readonly MonitorEvent[]): readonly MonitorEvent[] => {
  const kept: MonitorEvent[] = []
  let since = 0
  for (const event of events) {
    if (isBoundary(event)) {
      kept.push(event)
      since = kept.length
      continue
    }
    const index = kept.findIndex((other, at) => at >= since && isSame(other, event))
    const earlier = kept[index]
    if (earlier === undefined) kept.push(event)
    else kept[index] = merge(earlier, event)
  }
  return kept
}

const isBoundary = (event: MonitorEvent): boolean =>
  event.type !== 'depth' &&
  event.type !== 'dead-letters' &&
  event.type !== 'export' &&
  event.type !== 'look' &&
  event.type !== 'repair' &&
  event.type !== 'dead-letter-work' &&
  event.type !== 'run-phase' &&
  event.type !== 'run-held' &&
  event.type !== 'run-bottleneck' &&
  event.type !== 'run-settled'

/** Whether the later event makes the earlier one redundant, apart from counts. */
const isSame = (one: MonitorEvent, other: MonitorEvent): boolean =>
  one.type === 'look' && other.type === 'look' ? one.operation === other.operation : one.type === other.type

const merge = (earlier: MonitorEvent, later: MonitorEvent): MonitorEvent =>
  earlier.type === 'run-settled' && later.type === 'run-settled'
    ? { ...later, counts: addCounts(earlier.counts, later.counts) }
    : later
