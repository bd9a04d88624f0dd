import type { Depth, Phase, RunUntil } from '../contract/events.ts'
import { failure } from '../contract/failure.ts'
import type { Held } from './held.ts'
import type { Inbox } from './inbox.ts'
import { backOff, pause } from './latch.ts'
import { createLoadWatch } from './load-watch.ts'
import { PortError, type QueuePort } from './ports.ts'

export interface Receiving {
  readonly queue: QueuePort
  readonly inbox: Inbox
  readonly held: Held
  readonly until: RunUntil
  /** How many messages may be received in all; null for any number. */
  readonly maxMessages: number | null
  /** For how long messages are received, in milliseconds; null for any time. */
  readonly maxMs: number | null
  /** The most calls that are open at once. */
  readonly maxReceivers: number
  readonly onPhase: (phase: Phase) => void
  readonly onDepth: (depth: Depth) => void
  /** While this holds, nothing is received: the database is away. */
  readonly isHeldUp: () => boolean
  /** While this holds, nothing is received: a person has asked for a pause. */
  readonly isPaused: () => boolean
  readonly signal: AbortSignal
}

export type ReceivingEnd = 'drained' | 'stopped' | 'limit'

/** The most messages that SQS gives in one call. */
const callSize = 10

/** Looks at the queue's depth that must find nothing, one after another, before the queue counts as drained. */
const looksToBeSure = 3

/** Between those looks, in milliseconds. */
const lookPause = 250

/** A queue that has given nothing for this long, in milliseconds, is polled as rarely as SQS allows. */
const idleAfter = 30_000

/**
 * Receives until the queue is drained, the limit is reached or the signal is given, with as many open calls as the
 * queue keeps full and the processor can serve: a full answer adds a receiver, an empty one ends it, and one always
 * stays. A call that is open when the signal comes is let come to its end, since breaking it off could lose its answer.
 */
export const receiveAll = async (using: Receiving): Promise<ReceivingEnd> => {
  const { queue, inbox, held, signal } = using
  const allEnded = Promise.withResolvers<void>()
  const load = createLoadWatch()
  let fault: { readonly error: unknown } | null = null
  let end: ReceivingEnd | null = null
  let active = 0
  let budget = using.maxMessages ?? Infinity
  /** What open calls may bring. */
  let reserved = 0
  let looks = 0
  let lastMessageAt = performance.now()
  const endsAt = using.maxMs === null ? Infinity : performance.now() + using.maxMs
  let failedTries = 0
  let lastFailure = failure('queue-failed')

  const waitSeconds = (): number => {
    const left = Math.ceil((endsAt - performance.now()) / 1_000)
    return Math.max(0, Math.min(left, patience()))
  }

  const patience = (): number => {
    if (active > 1) return 1
    if (using.until === 'empty') return looks === 0 ? 1 : 0
    return performance.now() - lastMessageAt > idleAfter ? 20 : 2
  }

  /** One call: how many messages it brought, or why it brought none. */
  const receiveOnce = async (): Promise<number | 'failed' | 'spoken for'> => {
    const max = Math.min(callSize, budget - reserved)
    if (max === 0) {
      // What open calls do not bring, their own receivers ask for again.
      if (reserved === 0) end ??= 'limit'
      return 'spoken for'
    }
    reserved += max
    try {
      const deliveries = await queue.receive({ max, waitSeconds: waitSeconds() })
      failedTries = 0
      budget -= deliveries.length
      if (deliveries.length > 0) {
        lastMessageAt = performance.now()
        looks = 0
        held.add(deliveries)
        inbox.push(deliveries)
        using.onPhase({ name: 'receiving' })
      }
      return deliveries.length
    } catch (error) {
      if (!(error instanceof PortError) || error.kind === 'permanent') throw error
      lastFailure = error.failure
      return 'failed'
    } finally {
      reserved -= max
    }
  }

  /** Only the last receiver waits for the queue to come back: were all to, they would come back as late as the last. */
  const waitForQueue = async (): Promise<void> => {
    const delay = backOff(failedTries, 500, 30_000)
    failedTries += 1
    using.onPhase({ name: 'waiting-for-queue', until: Date.now() + delay, failure: lastFailure })
    await pause(delay, signal)
  }

  /** What an empty answer means: drained, held by others, or quiet for now. */
  const look = async (): Promise<void> => {
    if (using.until === 'stopped') return using.onPhase({ name: 'waiting' })
    await held.empty(signal)
    const depth = await queue.depth().catch(ignoreTransient)
    if (depth === null) return
    using.onDepth(depth)
    const empty = depth.visible === 0 && depth.inFlight === 0 && depth.delayed === 0
    looks = empty ? looks + 1 : 0
    if (looks >= looksToBeSure) {
      end ??= 'drained'
      return
    }
    if (!empty) {
      const blocked = depth.visible === 0 && depth.delayed === 0
      using.onPhase(blocked ? { name: 'blocked', inFlight: depth.inFlight } : { name: 'waiting' })
    }
    await pause(lookPause, signal)
  }

  const waitToGoOn = async (): Promise<void> => {
    using.onPhase({ name: 'paused' })
    while (using.isPaused() && !signal.aborted && performance.now() < endsAt) await pause(100, signal)
    using.onPhase({ name: 'receiving' })
  }

  const receiver = async (): Promise<void> => {
    try {
      while (end === null && !signal.aborted) {
        if (performance.now() >= endsAt) {
          end ??= 'limit'
          return
        }
        await held.room(signal)
        if (using.isPaused()) {
          await waitToGoOn()
          continue
        }
        if (using.isHeldUp()) {
          await pause(100, signal)
          continue
        }
        const got = await receiveOnce()
        if (end !== null || signal.aborted) return
        if (got === callSize && active < using.maxReceivers && load.hasRoom()) start()
        if (typeof got === 'number' && got > 0) continue
        if (active > 1) return
        if (got === 0) await look()
        if (got === 'failed') await waitForQueue()
      }
    } catch (error) {
      fault ??= { error }
      end ??= 'stopped'
    } finally {
      // In the same breath as the look at `active` above, so that never two go where one must stay.
      active -= 1
      if (active === 0) allEnded.resolve()
    }
  }

  const start = (): void => {
    active += 1
    void receiver()
  }

  start()
  await allEnded.promise
  if (fault !== null) throw (fault as { readonly error: unknown }).error
  return end ?? 'stopped'
}

const ignoreTransient = (error: unknown): null => {
  if (error instanceof PortError && error.kind === 'transient') return null
  throw error
}
