import { noCounts, type Counts } from '../contract/events.ts'
import { FailureError, type Failure } from '../contract/failure.ts'
import type { Reject } from './reject.ts'
import type { Breaker } from './breaker.ts'
import { attempt, commitItems, type Committing } from './commit.ts'
import type { HeldMessages } from './held-messages.ts'
import { afterLoad, afterRefusal, groupSize, isolate, type Isolation } from './isolate.ts'
import { backOff, pause } from './back-off.ts'
import { PortError, type Delivery, type Item, type QueuePort } from './ports.ts'
import { aloneFailure, refusalKind, refusalReason, tableFailure } from './refusal.ts'
import type { Suspect, Suspects } from './suspects.ts'

export interface Settling extends Committing {
  readonly queue: QueuePort
  readonly held: HeldMessages
  readonly reject: Reject
  /** Shared by all who settle for the same run, as is the next. */
  readonly suspects: Suspects
  readonly breaker: Breaker
  readonly onCounts: (counts: Counts) => void
  /** A failure that no retry mends: the run must end. */
  readonly onFatal: (error: unknown) => void
  /** One message went back until `until`, as it was unclear whether it or the table is at fault. */
  readonly onAlone: (failure: Failure, until: number) => void
}

/** Tries at deleting what is committed; what remains is delivered again and found in the ledger. */
const removeTries = 4

/**
 * Settles items: commit first, delete second. While the database is away it tries again; if the run is stopped
 * meanwhile, the items go back to the queue. What the database refuses is found by halving, and rejected once a row
 * has been loaded after the refusal. If nothing held loads, the table is at fault: the run ends, and nothing is
 * rejected. Does not reject.
 */
export const settle = async (items: readonly Item[], using: Settling): Promise<void> => {
  const batch = using.suspects.tick()
  const known = (some: readonly Item[]) => using.store.known(some)
  const judged = await attempt(() => using.breaker.judge(batch, items, known), using)
  if (judged.kind === 'done' && judged.value === null) {
    await settleParts(items, batch, using)
    await settleSuspects(batch, using)
    return
  }
  if (judged.kind === 'done' && judged.value !== null) using.onFatal(new FailureError(judged.value))
  if (judged.kind === 'fatal' || judged.kind === 'refused') using.onFatal(judged.error)
  await giveBack(deliveriesOf(items), using)
}

/** Puts deliveries back on the queue and answers the newest of each message. */
export const giveBack = async (
  deliveries: readonly Delivery[],
  using: Settling,
  { delayMs = 0, isRecorded = true }: { readonly delayMs?: number; readonly isRecorded?: boolean } = {},
): Promise<readonly Delivery[]> => {
  if (deliveries.length === 0) return []
  const newest = await using.held.letGo(deliveries)
  using.onCounts({ ...noCounts, received: deliveries.length, released: deliveries.length })
  // The queue takes back by itself what is not released, so nothing is lost if these calls fail.
  await using.queue.release(newest, Math.ceil(delayMs / 1_000)).catch(() => undefined)
  if (isRecorded) await using.store.recordReleased(using.runId, deliveries.length).catch(() => undefined)
  return newest
}

/** The work on one batch, in as many commits as it takes. */
const settleParts = async (items: readonly Item[], batch: number, using: Settling): Promise<void> => {
  /** When each kind of refusal first came. */
  const refusedAt = new Map<string, number>()
  let parts = isolate(items)
  while (parts.open.length > 0) {
    if (refusedAt.size > 0 && using.signal.aborted)
      return void (await giveBack(deliveriesOf(parts.open), using))
    const size = groupSize(parts)
    const [group, rest] = [parts.open.slice(0, size), parts.open.slice(size)]
    const startedAt = using.suspects.tick()
    const outcome = await commitItems(group, using)
    if (outcome.kind === 'done') {
      await finish(group, outcome.value, startedAt, batch, using)
      parts = afterLoad(parts, size)
      continue
    }
    const isSuspicion = outcome.kind === 'refused' && group.some(({ entry }) => entry.kind === 'row')
    if (!isSuspicion) {
      // A refused record of a rejection is a bug, not a message's fault.
      if (outcome.kind !== 'given-up') using.onFatal(outcome.error)
      const inDoubt = outcome.kind !== 'refused' && outcome.inDoubt
      await giveBack(deliveriesOf(group), using, { isRecorded: !inDoubt })
      await giveBack(deliveriesOf(rest), using)
      return
    }
    const kind = refusalKind(outcome.failure)
    const since = refusedAt.get(kind) ?? using.suspects.tick()
    if (refusedAt.size === 0 && size > 1) {
      const numbered = await withNumbers(parts, using)
      if (numbered === null) return void (await giveBack(deliveriesOf(parts.open), using))
      parts = numbered
    }
    refusedAt.set(kind, since)
    if (size === 1) for (const item of group) using.suspects.add(item, outcome.failure, since)
    parts = afterRefusal(parts, size)
  }
}

/** Draws the numbers of rows once, so that failed tries use up none; null if that failed. */
const withNumbers = async (parts: Isolation<Item>, using: Settling): Promise<Isolation<Item> | null> => {
  const rows = parts.open.filter(({ entry }) => entry.kind === 'row')
  const drawn = await attempt(() => using.store.drawNumbers(rows.length), using)
  if (drawn.kind === 'fatal' || drawn.kind === 'refused') using.onFatal(drawn.error)
  if (drawn.kind !== 'done') return null
  const numbers = drawn.value.values()
  return {
    ...parts,
    open: parts.open.map((item) => {
      if (item.entry.kind !== 'row') return item
      const rowNumber = numbers.next().value
      return rowNumber === undefined ? item : { ...item, rowNumber }
    }),
  }
}

/** Counts committed items, notes them as witnesses, and deletes them. */
const finish = async (
  items: readonly Item[],
  counts: Counts,
  startedAt: number,
  batch: number,
  using: Settling,
): Promise<void> => {
  using.onCounts(counts)
  using.breaker.noteCommitted(batch, items, counts)
  using.suspects.noteSettled(items)
  const witnessed = counts.loaded > 0 ? using.suspects.noteLoaded(startedAt) : []
  await remove(await using.held.letGo(deliveriesOf(items)), using)
  if (witnessed.length > 0) await using.queue.release(witnessed, 0).catch(() => undefined)
}

/** Rejects the refused that have a witness by now. Once nothing else is held, it decides whose fault it is. */
const settleSuspects = async (batch: number, using: Settling): Promise<void> => {
  if (using.signal.aborted) return
  const convicted = using.suspects.takeConvicted()
  if (convicted.length > 0) await rejectAll(convicted, batch, using)
  if (using.signal.aborted) return
  const verdict = using.suspects.judge(using.held.size())
  if (verdict.kind === 'table') {
    const { refusal, item } = verdict.suspect
    using.onFatal(new PortError('table', tableFailure(refusal, item)))
  }
  if (verdict.kind === 'alone') {
    const { suspect, delayMs } = verdict
    // Noted first, so that no other writer reaches the same verdict meanwhile.
    using.suspects.noteReturned(suspect, suspect.item.deliveries[0])
    const [newest] = await giveBack(suspect.item.deliveries, using, { delayMs })
    if (newest !== undefined) using.suspects.noteReturned(suspect, newest)
    using.onAlone(aloneFailure(suspect.refusal, suspect.item), Date.now() + delayMs)
  }
}

const rejectAll = async (convicted: readonly Suspect[], batch: number, using: Settling): Promise<void> => {
  const reasons = convicted.map(({ refusal, item }) => refusalReason(refusal, item))
  const tripped = using.breaker.judgeRefused(batch, reasons)
  if (tripped !== null) {
    using.onFatal(new FailureError(tripped))
    return void (await giveBack(deliveriesOf(convicted.map(({ item }) => item)), using))
  }
  const rejected = convicted.map(({ item: { deliveries }, refusal, item }) => ({
    deliveries,
    entry: using.reject(deliveries[0], [refusalReason(refusal, item)]),
  }))
  await settleParts(rejected, batch, using)
}

const remove = async (deliveries: readonly Delivery[], using: Settling): Promise<void> => {
  let remaining = deliveries
  for (let tries = 0; remaining.length > 0 && tries < removeTries; tries += 1) {
    if (tries > 0) await pause(backOff(tries, 100, 2_000), using.signal)
    try {
      remaining = await using.queue.remove(remaining)
    } catch (error) {
      if (!(error instanceof PortError) || error.kind === 'permanent') return using.onFatal(error)
    }
  }
}

const deliveriesOf = (items: readonly Item[]): readonly Delivery[] => items.flatMap((item) => item.deliveries)
