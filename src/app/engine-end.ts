import type { MonitorEvent } from '../contract/events.ts'
import type { Failure } from '../contract/failure.ts'
import { failedRepair } from '../contract/repair-outcome.ts'
import type { Snapshot } from '../contract/snapshot.ts'

/** What is to be told of an engine that has ended by itself: everything that went on in it has ended with it. */
export const eventsOfEnd = (snapshot: Snapshot, cause: Failure, at: number): readonly MonitorEvent[] => {
  const { run, repair } = snapshot
  return [
    ...(run === null || run.end !== null
      ? []
      : [{ type: 'run-ended', at, outcome: 'failed', failure: cause } as const]),
    ...(snapshot.export === null ? [] : [{ type: 'export', export: null } as const]),
    ...Object.keys(snapshot.looks).map((operation) => ({ type: 'look', operation, look: null }) as const),
    // How many were sent nobody knows any more; the history does.
    ...(repair === null || repair.end !== null
      ? []
      : [{ type: 'repair', repair: { ...repair, end: failedRepair(repair, cause) } } as const]),
    { type: 'connection-failed', failure: cause, at, nextTryAt: null },
  ]
}
