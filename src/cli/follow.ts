import type { MonitorClient } from '../contract/monitor.ts'
import { emptySnapshot, fold, type Snapshot } from '../contract/snapshot.ts'

export interface Follower {
  readonly current: () => Snapshot
  /** Repeats every test, as something besides the snapshot has changed. */
  readonly poke: () => void
  /** Settles at the first snapshot for which `test` is true. */
  readonly until: (test: (snapshot: Snapshot) => boolean) => Promise<Snapshot>
}

/** Follows a monitor of this process from its first frame on. */
export const follow = (client: MonitorClient, onChange: (snapshot: Snapshot) => void): Follower => {
  let current = emptySnapshot
  const waiting = new Set<() => void>()
  client.listen((frame) => {
    current = { ...frame.events.reduce(fold, current), seq: frame.seq }
    onChange(current)
    poke()
  })
  const poke = (): void => {
    for (const check of waiting) check()
  }
  return {
    current: () => current,
    poke,
    until: (test) =>
      new Promise((resolve) => {
        const check = () => {
          if (!test(current)) return
          waiting.delete(check)
          resolve(current)
        }
        waiting.add(check)
        check()
      }),
  }
}
