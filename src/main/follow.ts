import type { MonitorClient } from '../contract/monitor.ts'
import { emptySnapshot, fold, type Snapshot } from '../contract/snapshot.ts'

/** What the engine is doing, for the parts of main that show it outside the window. */
export interface Follower {
  readonly snapshot: () => Snapshot
  /** Calls back with the snapshot after every frame. */
  readonly onChange: (hear: (snapshot: Snapshot) => void) => void
}

/** Folds the engine's frames as the windows do. It sees every frame only if called in the same turn that opened the engine. */
export const follow = (engine: Pick<MonitorClient, 'listen'>): Follower => {
  let snapshot = emptySnapshot
  const listeners: ((snapshot: Snapshot) => void)[] = []
  engine.listen(({ events }) => {
    snapshot = events.reduce(fold, snapshot)
    for (const hear of listeners) hear(snapshot)
  })
  return { snapshot: () => snapshot, onChange: (hear) => void listeners.push(hear) }
}
