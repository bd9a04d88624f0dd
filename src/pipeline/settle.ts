import { randomUUID } from 'node:crypto'
import { noCounts, type Counts, type Phase } from '../contract/events.ts'
import type { Reason } from '../contract/reason.ts'
import type { Reject } from './batch.ts'
import type { Held } from './held.ts'
import { backOff, pause } from './latch.ts'
import { PortError, type Delivery, type Item, type QueuePort, type StorePort } from './ports.ts'

export interface Settling {
  readonly runId: string
  readonly queue: QueuePort
  readonly store: StorePort
  readonly held: Held
  readonly reject: Reject
  readonly onCounts: (counts: Counts) => void
  /** Null when the database is back. */
  readonly onWaiting: (phase: Phase | null) => void
  /** Something that no retry mends: the run must end. */
  readonly onFatal: (error: unknown) => void
  readonly signal: AbortSignal
}

/** Tries at deleting what is committed; what remains after them is delivered again and found in the ledger. */
const removeTries = 4

/**
 * Brings items to their end: commit first, delete second. While the database is away it tries again; where the run is
 * stopped meanwhile, the items go back to the queue. Where the database refuses something in a batch, the batch is
 * halved until the item at fault stands alone, and only that one is rejected. Does not reject.
 */
export const settle = async (items: readonly Item[], using: Settling): Promise<void> => {
  const outcome = await tryCommit(items, using)
  if (outcome.kind === 'committed') {
    using.onCounts(outcome.counts)
    await remove(await using.held.letGo(deliveriesOf(items)), using)
  } else if (outcome.kind === 'given-up' || outcome.kind === 'fatal') {
    if (outcome.kind === 'fatal') using.onFatal(outcome.error)
    await giveBack(deliveriesOf(items), using)
  } else {
    for (const part of isolate(items, outcome.error, using.reject)) await settle(part, using)
  }
}

/** Puts deliveries back on the queue for anyone to receive at once, and notes it. */
export const giveBack = async (deliveries: readonly Delivery[], using: Settling): Promise<void> => {
  if (deliveries.length === 0) return
  const newest = await using.held.letGo(deliveries)
  using.onCounts({ ...noCounts, received: deliveries.length, released: deliveries.length })
  // The queue takes back by itself what is not released, so nothing is lost where these calls fail.
  await using.queue.release(newest, 0).catch(() => undefined)
  await using.store.recordReleased(using.runId, deliveries.length).catch(() => undefined)
}

type CommitOutcome =
  | { readonly kind: 'committed'; readonly counts: Counts }
  | { readonly kind: 'given-up' }
  | { readonly kind: 'refused'; readonly error: PortError }
  | { readonly kind: 'fatal'; readonly error: unknown }

const tryCommit = async (items: readonly Item[], using: Settling): Promise<CommitOutcome> => {
  // The same in every try: where the answer to a commit was lost, the next try is told what it had been.
  const batchId = randomUUID()
  for (let attempt = 0; ; attempt += 1) {
    try {
      const counts = await using.store.commit({ batchId, runId: using.runId, items })
      if (attempt > 0) using.onWaiting(null)
      return { kind: 'committed', counts }
    } catch (error) {
      if (!(error instanceof PortError) || error.kind === 'permanent' || error.kind === 'table')
        return { kind: 'fatal', error }
      if (error.kind === 'data') {
        if (attempt > 0) using.onWaiting(null)
        return isDivisible(items) ? { kind: 'refused', error } : { kind: 'fatal', error }
      }
      const delay = backOff(attempt, 250, 15_000)
      using.onWaiting({ name: 'waiting-for-database', until: Date.now() + delay, failure: error.failure })
      await pause(delay, using.signal)
      if (using.signal.aborted) return { kind: 'given-up' }
    }
  }
}

/** A record of a rejection that the database refuses cannot be made smaller: that is a bug, not bad data. */
const isDivisible = (items: readonly Item[]): boolean => items.length > 1 || items[0]?.entry.kind === 'login'

const isolate = (items: readonly Item[], error: PortError, reject: Reject): readonly (readonly Item[])[] => {
  const [first] = items
  if (items.length > 1 || first === undefined) {
    const middle = Math.ceil(items.length / 2)
    return [items.slice(0, middle), items.slice(middle)]
  }
  const detail = error.failure.details.code ?? null
  const reason: Reason = { code: 'refused-by-database', pointer: '', range: null, detail }
  return [[{ deliveries: first.deliveries, entry: reject(first.deliveries[0], [reason]) }]]
}

const remove = async (deliveries: readonly Delivery[], using: Settling): Promise<void> => {
  let remaining = deliveries
  for (let attempt = 0; remaining.length > 0 && attempt < removeTries; attempt += 1) {
    if (attempt > 0) await pause(backOff(attempt, 100, 2_000), using.signal)
    try {
      remaining = await using.queue.remove(remaining)
    } catch (error) {
      if (!(error instanceof PortError) || error.kind === 'permanent') return using.onFatal(error)
    }
  }
}

const deliveriesOf = (items: readonly Item[]): readonly Delivery[] => items.flatMap((item) => item.deliveries)
