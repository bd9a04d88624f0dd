import type { MonitorEvent } from '../contract/events.ts'
import type { Failure } from '../contract/failure.ts'
import { failedRepair } from '../contract/repair-outcome.ts'
import type { Snapshot } from '../contract/snapshot.ts'

/** The events to report after an engine has ended by itself: everything that it was doing ended with it. */
export const eventsOfEnd = (snapshot: Snapshot, cause: Failure, at: number): readonly MonitorEvent[] => {
  const { run, repair } = snapshot
  return [
    ...(run === null || run.end !== null
      ? []
      : [{ type: 'run-ended', at, outcome: 'failed', failure: cause } as const]),
    ...(snapshot.export === null ? [] : [{ type: 'export', export: null } as const]),
    ...Object.keys(snapshot.looks).map((operation) => ({ type: 'look', operation, look: null }) as const),
    // The number sent is no longer known here; the history has it.
    ...(repair === null || repair.end !== null
      ? []
      : [{ type: 'repair', repair: { ...repair, end: failedRepair(repair, cause) } } as const]),
    { type: 'connection-failed', failure: cause, at, nextTryAt: null },
  ]
}
