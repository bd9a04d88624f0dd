import type { Depth, Phase, RunUntil } from '../contract/events.ts'
import type { HeldMessages } from './held-messages.ts'
import type { Inbox } from './inbox.ts'
import { createLatch } from './latch.ts'
import { backOff, type Nudge } from './back-off.ts'
import { createLoadWatch } from './load-watch.ts'
import { PortError, type QueuePort } from './ports.ts'
import type { Removals } from './removals.ts'
import {
  addReceivers,
  begin,
  beginReceiving,
  decide,
  hurry,
  next,
  type Answer,
  type Circumstances,
  type ReceiveCall,
  type ReceivingEnd,
} from './receiving.ts'

export interface Receiving {
  readonly queue: QueuePort
  readonly inbox: Inbox
  readonly held: HeldMessages
  readonly until: RunUntil
  /** How many messages may be received in all; null for any number. */
  readonly maxMessages: number | null
  /** For how long messages are received, in milliseconds; null for any time. */
  readonly maxMs: number | null
  /** The most calls open at once. */
  readonly maxReceivers: number
  /** How many messages a call asks for until the run is proven, 1 to 10. */
  readonly firstCall: number
  /** Whether something has been settled. Until then nothing is received while anything is held. */
  readonly isProven: () => boolean
  readonly removals: Removals
  readonly onPhase: (phase: Phase) => void
  /** The signal was given, and an open call is awaited until then at the latest, in milliseconds since 1970. */
  readonly onLastPoll: (endsAt: number) => void
  readonly onDepth: (depth: Depth) => void
  /** While true, nothing is received: the database is away. */
  readonly isHeldUp: () => boolean
  /** While true, nothing is received: a person has asked for a pause. */
  readonly isPaused: () => boolean
  /** Ends a wait for the queue early. */
  readonly nudge?: Nudge | undefined
  readonly signal: AbortSignal
}

/**
 * Receives until the queue is drained, the limit is reached or the signal is given, with as many calls open as help.
 * A call that is open at the signal is allowed to finish, since cutting it off could lose its answer. `decide` and
 * `next` choose what to do; this does it.
 *
 * Rejects with `PortError` if the queue fails permanently, once no call is open.
 */
export const receiveAll = async (using: Receiving): Promise<ReceivingEnd> => {
  const { queue, inbox, held, removals, signal } = using
  const changed = createLatch()
  const load = createLoadWatch()
  const start = performance.now()
  const { until, maxReceivers, firstCall } = using
  const endsAt = using.maxMs === null ? Infinity : start + using.maxMs
  let state = beginReceiving({ until, maxReceivers, firstCall, endsAt }, using.maxMessages, start)
  let fault: { readonly error: unknown } | null = null
  let wasPaused = false

  const circumstances = (): Circumstances => ({
    now: performance.now(),
    isStopped: signal.aborted || fault !== null,
    isPaused: using.isPaused(),
    isHeldUp: using.isHeldUp(),
    isProven: using.isProven(),
    held: held.size(),
    room: held.room(state.reserved),
    removing: removals.open(),
  })

  const take = (answer: Answer): void => {
    const { phase } = state
    state = next(state, answer, performance.now())
    if (state.pace.mayGrow && state.pace.wanted < maxReceivers && load.hasRoom()) state = addReceivers(state)
    if (state.phase !== null && state.phase !== phase && !wasPaused) using.onPhase(state.phase)
    changed.notify()
  }

  const setback = ({ failure }: PortError) => {
    const delay = backOff(state.failedTries, 500, 30_000)
    return { failure, delay, until: Date.now() + delay }
  }

  const receive = async (call: ReceiveCall): Promise<void> => {
    try {
      const deliveries = await queue.receive({ max: call.max, waitSeconds: call.waitSeconds })
      if (deliveries.length > 0) {
        held.add(deliveries)
        inbox.push(deliveries)
      }
      take({ kind: 'received', call, count: deliveries.length })
    } catch (error) {
      if (error instanceof PortError && error.kind !== 'permanent')
        take({ kind: 'failed', call, ...setback(error) })
      else {
        fault ??= { error }
        take({ kind: 'broken', call })
      }
    }
  }

  const look = async (): Promise<void> => {
    try {
      const depth = await queue.depth()
      using.onDepth(depth)
      take({ kind: 'looked', depth })
    } catch (error) {
      if (error instanceof PortError && error.kind === 'transient')
        take({ kind: 'look-failed', ...setback(error) })
      else fault ??= { error }
    }
  }

  const onStop = (): void => {
    const left = state.openUntil - performance.now()
    if (state.open > 0 && left > 0) using.onLastPoll(Date.now() + left)
    changed.notify()
  }
  if (signal.aborted) onStop()
  else signal.addEventListener('abort', onStop)
  const unlisten = using.nudge?.listen(() => {
    state = hurry(state, performance.now())
    changed.notify()
  })
  held.watch(changed.notify)
  removals.watch(changed.notify)

  const tellPause = (): void => {
    if (using.isPaused() === wasPaused || signal.aborted) return
    wasPaused = !wasPaused
    using.onPhase({ name: wasPaused ? 'paused' : 'receiving' })
  }

  for (;;) {
    tellPause()
    const step = decide(state, circumstances())
    if (step.kind === 'end') {
      signal.removeEventListener('abort', onStop)
      unlisten?.()
      if (fault !== null) throw (fault as { readonly error: unknown }).error
      return step.end
    }
    if (step.kind === 'rest') await changed.wait(step.ms)
    else if (step.kind === 'look') await look()
    else {
      state = begin(state, step.call)
      void receive(step.call)
    }
  }
}
