import {
  noCounts,
  type Bottleneck,
  type Counts,
  type Depth,
  type Phase,
  type RunUntil,
} from '../contract/events.ts'
import type { RunCircumstances } from '../contract/run-circumstances.ts'
import { addCounts } from '../contract/rates.ts'
import { createAlone } from './alone.ts'
import { createBreaker } from './breaker.ts'
import { createFault, failureOf, withReleased } from './fault.ts'
import { createHeldMessages } from './held-messages.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { backOff, hurriedAs, pause } from './back-off.ts'
import {
  PortError,
  type Delivery,
  type Item,
  type QueuePort,
  type RunBefore,
  type StorePort,
} from './ports.ts'
import type { Prepare } from './prepare.ts'
import { receiveAll, type Receiving } from './receive.ts'
import { callSize, type ReceivingEnd } from './receiving.ts'
import type { Reject } from './reject.ts'
import { countRemovals } from './removals.ts'
import type { RunLimits } from './run-limits.ts'
import { giveBack, settle, type Settling } from './settle.ts'
import { createSuspects } from './suspects.ts'
import { watchWaits } from './wait-watch.ts'

export interface Run {
  readonly runId: string
  /** The queue's name in the history. */
  readonly queueName: string
  /** What else to record in the history. */
  readonly circumstances?: RunCircumstances | undefined
  readonly until: RunUntil
  readonly maxMessages: number | null
  /** After how long nothing more is received, in milliseconds; null for any time. */
  readonly maxMs: number | null
  /** While true, nothing is received. */
  readonly isPaused: () => boolean
  readonly queue: QueuePort
  readonly store: StorePort
  readonly prepare: Prepare
  readonly reject: Reject
  /** The percentage of messages that can be rejected before the run ends; null for any. */
  readonly maxRejectedShare: number | null
  readonly limits: RunLimits
  readonly onPhase: (phase: Phase) => void
  readonly onCounts: (counts: Counts, at: number) => void
  readonly onDepth: (depth: Depth) => void
  /** How many messages are received and not settled yet. */
  readonly onHeld: (held: number) => void
  /** The run's bottleneck has become clear, or is no longer clear. */
  readonly onBottleneck: (bottleneck: Bottleneck | null) => void
}

/**
 * Records the start of the run and returns what the previous run left behind; if the database is away, as soon as it
 * is back. Null if the signal comes first.
 */
const openRun = async (run: Run, signal: AbortSignal): Promise<RunBefore | null> => {
  for (let tries = 0; ; tries += 1) {
    try {
      const { runId, queueName: queue, circumstances } = run
      return await run.store.openRun({ runId, queue, circumstances })
    } catch (error) {
      if (!(error instanceof PortError) || error.kind !== 'transient') throw error
      if (signal.aborted) return null
      const delay = backOff(tries, 250, 15_000)
      run.onPhase({ name: 'waiting-for-database', until: Date.now() + delay, failure: error.failure })
      await pause(delay, signal)
      if (signal.aborted) return null
    }
  }
}

/** What a run works with, put together. */
const partsOf = (run: Run, before: RunBefore, stop: AbortController) => {
  const { limits, onBottleneck } = run
  const waits = watchWaits({ queue: run.queue, store: run.store, writers: limits.writers, onBottleneck })
  const { queue, removals } = countRemovals(waits.queue)
  const suspects = createSuspects(before.refused)
  const fault = createFault(stop)
  return {
    ...{ stop, waits, store: waits.store, queue, removals, suspects, fault },
    held: createHeldMessages(queue, { rows: limits.heldRows, bytes: limits.heldBytes }, run.onHeld),
    inbox: createInbox({ rows: limits.batchRows, bytes: limits.batchBytes, lingerMs: limits.lingerMs }),
    alone: createAlone(suspects, fault.set),
    firstCall: before.cautious ? 1 : callSize,
    counts: noCounts,
    isDatabaseAway: false,
    isReceiving: true,
  }
}

type Parts = ReturnType<typeof partsOf>

const tellPhase = (run: Run, { stop, alone }: Parts, phase: Phase): void => {
  if (!stop.signal.aborted) run.onPhase(alone.phaseOver(phase))
}

const settlingOf = (run: Run, parts: Parts): Settling => ({
  ...{ runId: run.runId, queue: parts.queue, store: parts.store, held: parts.held, suspects: parts.suspects },
  breaker: createBreaker(run.maxRejectedShare),
  reject: run.reject,
  signal: parts.stop.signal,
  onCounts: (more) => {
    parts.counts = addCounts(parts.counts, more)
    run.onCounts(more, Date.now())
  },
  onWaiting: (phase) => {
    parts.isDatabaseAway = phase !== null
    const name = !parts.isReceiving ? 'finishing' : run.isPaused() ? 'paused' : 'receiving'
    tellPhase(run, parts, phase ?? { name })
  },
  onFatal: parts.fault.set,
  onAlone: (failure, until) => tellPhase(run, parts, parts.alone.note(failure, until)),
})

const receivingOf = (run: Run, parts: Parts): Receiving => {
  const { queue, inbox, held, removals, suspects, firstCall, stop } = parts
  return {
    ...{ queue, inbox, held, removals, firstCall, signal: stop.signal },
    ...{ until: run.until, maxMessages: run.maxMessages, maxMs: run.maxMs },
    ...{ isPaused: run.isPaused, maxReceivers: run.limits.receivers },
    isProven: () => isProven(parts.counts) && !suspects.areInHand() && suspects.waiting() === null,
    onPhase: (phase) => tellPhase(run, parts, phase),
    onLastPoll: (pollEndsAt) => run.onPhase({ name: 'finishing', pollEndsAt }),
    onDepth: (depth) => {
      run.onDepth(depth)
      if (run.until === 'empty') parts.alone.noteDepth(depth)
    },
    isHeldUp: () => parts.isDatabaseAway || suspects.areInHand(),
  }
}

/** Prepares and settles what waits in the inbox, until it is closed. Does not reject. */
const write = async (inbox: Inbox, prepare: Prepare, using: Settling): Promise<void> => {
  for (;;) {
    const deliveries = await inbox.take()
    if (deliveries === null) return
    const items = using.signal.aborted ? null : prepareSafely(deliveries, prepare, using)
    await (items === null ? giveBack(deliveries, using) : settle(items, using))
    inbox.done(deliveries)
  }
}

/** Null where there is a bug, which ends the run. */
const prepareSafely = (
  deliveries: readonly Delivery[],
  prepare: Prepare,
  { onFatal }: Settling,
): readonly Item[] | null => {
  try {
    return prepare(deliveries)
  } catch (error) {
    onFatal(error)
    return null
  }
}

/**
 * One run: receive, prepare, commit, delete, until its end or the signal. At the signal, open commits finish,
 * everything else goes back to the queue, and nothing stays in flight. A nudge of the signal ends a wait for the queue
 * or the database.
 *
 * Rejects with the first fault that no retry mends, after saving everything that can be saved: a `PortError`, a
 * `FailureError` if too many messages were rejected, any other error for a bug.
 */
export const drain = async (run: Run, signal: AbortSignal): Promise<ReceivingEnd> => {
  const before = await openRun(run, signal)
  if (before === null) return 'stopped'
  const stop = new AbortController()
  hurriedAs(stop.signal, signal)
  const parts = partsOf(run, before, stop)
  const { store, fault, suspects, inbox } = parts
  const onStop = () => {
    run.onPhase({ name: 'finishing' })
    stop.abort()
  }
  if (signal.aborted) onStop()
  else signal.addEventListener('abort', onStop)

  const settling = settlingOf(run, parts)
  const writers = Array.from({ length: run.limits.writers }, () => write(inbox, run.prepare, settling))
  let end: ReceivingEnd = 'stopped'
  try {
    end = await receiveAll(receivingOf(run, parts))
  } catch (error) {
    fault.set(error)
  }
  parts.isReceiving = false
  run.onPhase({ name: 'finishing' })
  inbox.close()
  await Promise.all(writers)
  await giveBack(
    suspects.takeAll().flatMap(({ item }) => item.deliveries),
    settling,
  )
  await parts.held.close()
  parts.waits.stop()
  signal.removeEventListener('abort', onStop)

  if (end !== 'stopped') parts.alone.end()
  const failed = fault.get()
  const error = failed === null ? null : withReleased(failed.error, parts.counts.released)
  await store
    .closeRun(run.runId, failed === null ? end : 'failed', failureOf(error), suspects.messageIds())
    .catch(() => undefined)
  if (failed !== null) throw error
  return end
}
/** A row was loaded, so the table takes rows; or so many messages were settled that waiting for one is pointless. */
const isProven = ({ loaded, duplicates, rejected }: Counts): boolean =>
  loaded > 0 || duplicates + rejected >= 100
