import type { Bottleneck } from '../contract/events.ts'

/** How a run spent its time lately, in shares from 0 to 1. They overlap, and need not add up to 1. */
export interface Waits {
  /** This thread was busy. */
  readonly processor: number
  /** Every writer waited for the database, or nothing was received because there was no room. */
  readonly database: number
  /** Calls to the queue were open, and writers had nothing to do. */
  readonly queue: number
}

/** Checked in this order: a side that is always busy makes the others seem slow. */
const order = ['processor', 'database', 'queue'] as const

/** From this share on it is clear. */
const clear: Readonly<Waits> = { processor: 0.85, database: 0.7, queue: 0.7 }

/** A named bottleneck stays while it is within this of clear, so that nothing flickers. */
const tolerance = 0.2

/** What keeps a run from being faster; null if nothing clearly does. */
export const bottleneckOf = (waits: Waits, before: Bottleneck | null): Bottleneck | null => {
  const found = order.find((each) => waits[each] >= clear[each])
  if (found !== undefined) return found
  return before !== null && waits[before] >= clear[before] - tolerance ? before : null
}

/** What a run is doing at one moment. */
export interface Moment {
  /** Commits that are open. */
  readonly committing: number
  /** As many commits as can be open at once. */
  readonly writers: number
  /** Receive calls that are open. */
  readonly receiving: number
  /** Delete calls that are open. */
  readonly removing: number
}

/** What a run waits for at one moment; null if for nothing, or something else. */
export const waitsFor = ({
  committing,
  writers,
  receiving,
  removing,
}: Moment): 'database' | 'queue' | null => {
  // Without an open call there was no room, or the run waits for its very first commit.
  if (committing > 0 && (committing >= writers || receiving === 0)) return 'database'
  return receiving > 0 || removing > 0 ? 'queue' : null
}
