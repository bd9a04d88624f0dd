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
import { createInbox } from './inbox.ts'
import { backOff, pause, type Nudge } from './back-off.ts'
import {
  PortError,
  type Delivery,
  type Item,
  type QueuePort,
  type RunBefore,
  type StorePort,
} from './ports.ts'
import type { Prepare } from './prepare.ts'
import { receiveAll } from './receive.ts'
import { callSize, type ReceivingEnd } from './receiving.ts'
import type { Reject } from './reject.ts'
import { countRemovals } from './removals.ts'
import { giveBack, settle, type Settling } from './settle.ts'
import { createSuspects } from './suspects.ts'
import { watchWaits } from './wait-watch.ts'

/** Caps on what a run can use; it takes less if less is enough. */
export interface RunLimits {
  /** The most receive calls open at once. */
  readonly receivers: number
  /** Transactions open at once. */
  readonly writers: number
  /** Messages in one transaction. */
  readonly batchRows: number
  /** Bodies in one transaction, in bytes of UTF-16. */
  readonly batchBytes: number
  /** How long a message waits for others to share its transaction, in milliseconds. */
  readonly lingerMs: number
  /** Messages in memory. */
  readonly heldRows: number
  /** Bodies in memory, in bytes of UTF-16. */
  readonly heldBytes: number
}

export const defaultLimits: RunLimits = {
  receivers: 40,
  writers: 4,
  batchRows: 500,
  batchBytes: 8 * 1024 * 1024,
  lingerMs: 50,
  heldRows: 5_000,
  heldBytes: 64 * 1024 * 1024,
}

/** So that little goes back to the queue when a run is stopped: two receives' worth. */
export const takeLittleAhead = (limits: RunLimits): RunLimits => ({
  ...limits,
  heldRows: Math.min(limits.heldRows, 2 * callSize),
  receivers: Math.min(limits.receivers, 2),
})

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
  /** Ends a wait for the queue or the database early. */
  readonly nudge?: Nudge | undefined
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
      await pause(delay, signal, run.nudge)
      if (signal.aborted) return null
    }
  }
}

/**
 * One run: receive, prepare, commit, delete, until its end or the signal. At the signal, open commits finish,
 * everything else goes back to the queue, and nothing stays in flight.
 *
 * Rejects with the first fault that no retry mends, after saving everything that can be saved: a `PortError`, a
 * `FailureError` if too many messages were rejected, any other error for a bug.
 */
export const drain = async (run: Run, signal: AbortSignal): Promise<ReceivingEnd> => {
  const { limits, onBottleneck } = run
  const before = await openRun(run, signal)
  if (before === null) return 'stopped'
  const waits = watchWaits({ queue: run.queue, store: run.store, writers: limits.writers, onBottleneck })
  const { store } = waits
  const { queue, removals } = countRemovals(waits.queue)

  const stop = new AbortController()
  const onStop = () => {
    run.onPhase({ name: 'finishing' })
    stop.abort()
  }
  if (signal.aborted) onStop()
  else signal.addEventListener('abort', onStop)

  const held = createHeldMessages(queue, { rows: limits.heldRows, bytes: limits.heldBytes }, run.onHeld)
  const inbox = createInbox({ rows: limits.batchRows, bytes: limits.batchBytes, lingerMs: limits.lingerMs })
  const suspects = createSuspects(before.refused)
  let counts = noCounts
  let databaseAway = false
  let isReceiving = true
  const fault = createFault(stop)
  const alone = createAlone(suspects, fault.set)
  const onPhase = (phase: Phase): void => {
    if (!stop.signal.aborted) run.onPhase(alone.phaseOver(phase))
  }
  const using: Settling = {
    ...{ runId: run.runId, queue, store, held, suspects },
    breaker: createBreaker(run.maxRejectedShare),
    reject: run.reject,
    ...{ signal: stop.signal, nudge: run.nudge },
    onCounts: (more) => {
      counts = addCounts(counts, more)
      run.onCounts(more, Date.now())
    },
    onWaiting: (phase) => {
      databaseAway = phase !== null
      onPhase(phase ?? { name: !isReceiving ? 'finishing' : run.isPaused() ? 'paused' : 'receiving' })
    },
    onFatal: fault.set,
    onAlone: (failure, until) => onPhase(alone.note(failure, until)),
  }

  const prepareSafely = (deliveries: readonly Delivery[]): readonly Item[] | null => {
    try {
      return run.prepare(deliveries)
    } catch (error) {
      fault.set(error)
      return null
    }
  }

  const write = async (): Promise<void> => {
    for (;;) {
      const deliveries = await inbox.take()
      if (deliveries === null) return
      const items = stop.signal.aborted ? null : prepareSafely(deliveries)
      await (items === null ? giveBack(deliveries, using) : settle(items, using))
      inbox.done(deliveries)
    }
  }

  const writers = Array.from({ length: limits.writers }, write)
  let end: ReceivingEnd = 'stopped'
  try {
    end = await receiveAll({
      queue,
      inbox,
      held,
      until: run.until,
      maxMessages: run.maxMessages,
      maxMs: run.maxMs,
      ...{ isPaused: run.isPaused, nudge: run.nudge },
      maxReceivers: limits.receivers,
      firstCall: before.cautious ? 1 : callSize,
      isProven: () => isProven(counts) && !suspects.areInHand() && suspects.waiting() === null,
      removals,
      onPhase,
      onLastPoll: (pollEndsAt) => run.onPhase({ name: 'finishing', pollEndsAt }),
      onDepth: (depth) => {
        run.onDepth(depth)
        if (run.until === 'empty') alone.noteDepth(depth)
      },
      isHeldUp: () => databaseAway || suspects.areInHand(),
      signal: stop.signal,
    })
  } catch (error) {
    fault.set(error)
  }
  isReceiving = false
  run.onPhase({ name: 'finishing' })
  inbox.close()
  await Promise.all(writers)
  await giveBack(
    suspects.takeAll().flatMap(({ item }) => item.deliveries),
    using,
  )
  await held.close()
  waits.stop()
  signal.removeEventListener('abort', onStop)

  if (end !== 'stopped') alone.end()
  const failed = fault.get()
  const error = failed === null ? null : withReleased(failed.error, counts.released)
  await store
    .closeRun(run.runId, failed === null ? end : 'failed', failureOf(error), suspects.messageIds())
    .catch(() => undefined)
  if (failed !== null) throw error
  return end
}

/**
 * A row was loaded, so the table takes rows; or so many messages were settled that there is no point in waiting for
 * one.
 */
const isProven = ({ loaded, duplicates, rejected }: Counts): boolean =>
  loaded > 0 || duplicates + rejected >= 100
