import type { Counts, Depth, Phase, RunUntil } from '../contract/events.ts'
import type { RunCircumstances } from '../contract/run-circumstances.ts'
import type { Prepare, Reject } from './batch.ts'
import { createHeld } from './held.ts'
import { createInbox } from './inbox.ts'
import { backOff, pause } from './latch.ts'
import { PortError, type Delivery, type Item, type QueuePort, type StorePort } from './ports.ts'
import { receiveAll } from './receive.ts'
import { callSize, type ReceivingEnd } from './receiving.ts'
import { countRemovals } from './removals.ts'
import { giveBack, settle, type Settling } from './settle.ts'

/** Caps on what a run may use; it takes less where less is enough. */
export interface RunLimits {
  /** Receive calls open at once. */
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
  /** What to call the queue in the history. */
  readonly queueName: string
  /** What else to note in the history. */
  readonly circumstances?: RunCircumstances | undefined
  readonly until: RunUntil
  readonly maxMessages: number | null
  /** After how long nothing more is received, in milliseconds; null for any time. */
  readonly maxMs: number | null
  /** While this holds, nothing is received. */
  readonly isPaused: () => boolean
  readonly queue: QueuePort
  readonly store: StorePort
  readonly prepare: Prepare
  readonly reject: Reject
  readonly limits: RunLimits
  readonly onPhase: (phase: Phase) => void
  readonly onCounts: (counts: Counts, at: number) => void
  readonly onDepth: (depth: Depth) => void
  /** How many messages are received and not settled yet. */
  readonly onHeld: (held: number) => void
}

/** Notes that the run has begun; where the database is away for a moment, as soon as it is back. */
const openRun = async (run: Run, signal: AbortSignal): Promise<void> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { runId, queueName: queue, circumstances } = run
      return await run.store.openRun({ runId, queue, circumstances })
    } catch (error) {
      if (!(error instanceof PortError) || error.kind !== 'transient' || signal.aborted) throw error
      const delay = backOff(attempt, 250, 15_000)
      run.onPhase({ name: 'waiting-for-database', until: Date.now() + delay, failure: error.failure })
      await pause(delay, signal)
    }
  }
}

/**
 * One run: receive, prepare, commit, delete, until its end or the signal. When the signal comes, what is being
 * committed is finished, what has not been started goes back to the queue, and nothing stays in flight.
 *
 * Rejects with the first `PortError` that is permanent, after everything that can be saved is saved; with any other
 * error where there is a bug.
 */
export const drain = async (run: Run, signal: AbortSignal): Promise<ReceivingEnd> => {
  const { store, limits } = run
  const { queue, removals } = countRemovals(run.queue)
  await openRun(run, signal)

  const stop = new AbortController()
  const onStop = () => {
    run.onPhase({ name: 'finishing' })
    stop.abort()
  }
  if (signal.aborted) onStop()
  else signal.addEventListener('abort', onStop)

  const held = createHeld(queue, { rows: limits.heldRows, bytes: limits.heldBytes }, run.onHeld)
  const inbox = createInbox({ rows: limits.batchRows, bytes: limits.batchBytes, lingerMs: limits.lingerMs })
  let databaseAway = false
  let isReceiving = true
  const onPhase = (phase: Phase): void => {
    if (!stop.signal.aborted) run.onPhase(phase)
  }
  let fault: { readonly error: unknown } | null = null
  const fail = (error: unknown): void => {
    fault ??= { error }
    stop.abort()
  }
  const using: Settling = {
    runId: run.runId,
    queue,
    store,
    held,
    reject: run.reject,
    signal: stop.signal,
    onCounts: (counts) => run.onCounts(counts, Date.now()),
    onWaiting: (phase) => {
      databaseAway = phase !== null
      onPhase(phase ?? { name: !isReceiving ? 'finishing' : run.isPaused() ? 'paused' : 'receiving' })
    },
    onFatal: fail,
  }

  const prepareSafely = (deliveries: readonly Delivery[]): readonly Item[] | null => {
    try {
      return run.prepare(deliveries)
    } catch (error) {
      fail(error)
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
      isPaused: run.isPaused,
      maxReceivers: limits.receivers,
      firstCall: callSize,
      isProven: () => true,
      removals,
      onPhase,
      onLastPoll: (pollEndsAt) => run.onPhase({ name: 'finishing', pollEndsAt }),
      onDepth: run.onDepth,
      isHeldUp: () => databaseAway,
      signal: stop.signal,
    })
  } catch (error) {
    fail(error)
  }
  isReceiving = false
  run.onPhase({ name: 'finishing' })
  inbox.close()
  await Promise.all(writers)
  await held.close()
  signal.removeEventListener('abort', onStop)

  const failed = fault as { readonly error: unknown } | null
  const cause = failed?.error instanceof PortError ? failed.error.failure : null
  await store.closeRun(run.runId, failed === null ? end : 'failed', cause).catch(() => undefined)
  if (failed !== null) throw failed.error
  return end
}
