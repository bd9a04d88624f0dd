import type { Depth, Phase, RunUntil } from '../contract/events.ts'
import type { HeldMessages } from './held-messages.ts'
import type { Inbox } from './inbox.ts'
import { createLatch } from './latch.ts'
import { backOff, onHurry } from './back-off.ts'
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
  type ReceivingState,
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
  readonly signal: AbortSignal
}

/** What has come of receiving so far, shared by all calls that are open. */
interface Course {
  readonly state: () => ReceivingState
  readonly take: (answer: Answer) => void
  readonly begin: (call: ReceiveCall) => void
  readonly hurry: () => void
  /** Notes an error that no retry mends. The first one counts. */
  readonly fail: (error: unknown) => void
  readonly fault: () => { readonly error: unknown } | null
  /** Tells of a pause that begins or ends. */
  readonly tellPause: () => void
}

const startCourse = (using: Receiving, onChange: () => void): Course => {
  const load = createLoadWatch()
  const start = performance.now()
  const { until, maxReceivers, firstCall } = using
  const endsAt = using.maxMs === null ? Infinity : start + using.maxMs
  let state = beginReceiving({ until, maxReceivers, firstCall, endsAt }, using.maxMessages, start)
  let fault: { readonly error: unknown } | null = null
  let wasPaused = false
  return {
    state: () => state,
    take: (answer) => {
      const { phase } = state
      state = next(state, answer, performance.now())
      if (state.pace.mayGrow && state.pace.wanted < maxReceivers && load.hasRoom())
        state = addReceivers(state)
      if (state.phase !== null && state.phase !== phase && !wasPaused) using.onPhase(state.phase)
      onChange()
    },
    begin: (call) => {
      state = begin(state, call)
    },
    hurry: () => {
      state = hurry(state, performance.now())
      onChange()
    },
    fail: (error) => {
      fault ??= { error }
    },
    fault: () => fault,
    tellPause: () => {
      if (using.isPaused() === wasPaused || using.signal.aborted) return
      wasPaused = !wasPaused
      using.onPhase({ name: wasPaused ? 'paused' : 'receiving' })
    },
  }
}

const circumstancesOf = (using: Receiving, course: Course): Circumstances => ({
  now: performance.now(),
  isStopped: using.signal.aborted || course.fault() !== null,
  isPaused: using.isPaused(),
  isHeldUp: using.isHeldUp(),
  isProven: using.isProven(),
  held: using.held.size(),
  room: using.held.room(course.state().reserved),
  removing: using.removals.open(),
})

/** How long to wait after an error of the queue. */
const setbackOf = ({ failure }: PortError, { state }: Course) => {
  const delay = backOff(state().failedTries, 500, 30_000)
  return { failure, delay, until: Date.now() + delay }
}

/** One call, to its end. Does not reject. */
const receive = async (
  call: ReceiveCall,
  { queue, held, inbox }: Receiving,
  course: Course,
): Promise<void> => {
  try {
    const deliveries = await queue.receive({ max: call.max, waitSeconds: call.waitSeconds })
    if (deliveries.length > 0) {
      held.add(deliveries)
      inbox.push(deliveries)
    }
    course.take({ kind: 'received', call, count: deliveries.length })
  } catch (error) {
    if (error instanceof PortError && error.kind !== 'permanent')
      course.take({ kind: 'failed', call, ...setbackOf(error, course) })
    else {
      course.fail(error)
      course.take({ kind: 'broken', call })
    }
  }
}

/** Asks how many messages the queue holds. Does not reject. */
const look = async ({ queue, onDepth }: Receiving, course: Course): Promise<void> => {
  try {
    const depth = await queue.depth()
    onDepth(depth)
    course.take({ kind: 'looked', depth })
  } catch (error) {
    if (error instanceof PortError && error.kind === 'transient')
      course.take({ kind: 'look-failed', ...setbackOf(error, course) })
    else course.fail(error)
  }
}

/**
 * Receives until the queue is drained, the limit is reached or the signal is given, with as many calls open as help.
 * A call that is open at the signal is allowed to finish, since cutting it off could lose its answer. `decide` and
 * `next` choose what to do; this does it.
 *
 * Rejects with `PortError` if the queue fails permanently, once no call is open.
 */
export const receiveAll = async (using: Receiving): Promise<ReceivingEnd> => {
  const { held, removals, signal } = using
  const changed = createLatch()
  const course = startCourse(using, changed.notify)

  const onStop = (): void => {
    const { open, openUntil } = course.state()
    const left = openUntil - performance.now()
    if (open > 0 && left > 0) using.onLastPoll(Date.now() + left)
    changed.notify()
  }
  if (signal.aborted) onStop()
  else signal.addEventListener('abort', onStop)
  const unlisten = onHurry(signal, course.hurry)
  held.watch(changed.notify)
  removals.watch(changed.notify)

  for (;;) {
    course.tellPause()
    const step = decide(course.state(), circumstancesOf(using, course))
    if (step.kind === 'end') {
      signal.removeEventListener('abort', onStop)
      unlisten()
      const fault = course.fault()
      if (fault !== null) throw fault.error
      return step.end
    }
    if (step.kind === 'rest') await changed.wait(step.ms)
    else if (step.kind === 'look') await look(using, course)
    else {
      course.begin(step.call)
      void receive(step.call, using, course)
    }
  }
}
