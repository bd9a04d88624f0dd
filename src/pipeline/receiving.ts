import type { Depth, Phase, RunUntil } from '../contract/events.ts'
import type { Failure } from '../contract/failure.ts'
import { answerEmpty, answerFailed, answerFull, firstPace, grow, type Pace } from './pace.ts'

/** The constants of receiving. */
export interface ReceivingRules {
  readonly until: RunUntil
  /** The most calls open at once. */
  readonly maxReceivers: number
  /** How many messages a call asks for until something has been settled. */
  readonly firstCall: number
  /** When nothing more is received; `Infinity` for never. Like all times here monotonic, in milliseconds. */
  readonly endsAt: number
}

export type ReceivingEnd = 'drained' | 'stopped' | 'limit'

/** The state of receiving so far. */
export interface ReceivingState {
  readonly rules: ReceivingRules
  readonly end: ReceivingEnd | null
  /** How many messages may still be received. */
  readonly budget: number
  readonly open: number
  /** When the last open call ends at the latest. */
  readonly openUntil: number
  /** What open calls may bring. */
  readonly reserved: number
  readonly pace: Pace
  /** Whether the queue gave nothing, so that its depth is asked for next. */
  readonly mustLook: boolean
  /** How many looks at the depth in a row found nothing. */
  readonly looks: number
  readonly failedTries: number
  readonly lastMessageAt: number
  readonly restUntil: number
  readonly phase: Phase | null
}

export interface ReceiveCall {
  readonly max: number
  readonly waitSeconds: number
  readonly at: number
  /** How many calls were wanted when it began. */
  readonly among: number
}

/** The present circumstances outside the state. */
export interface Circumstances {
  readonly now: number
  readonly isStopped: boolean
  readonly isPaused: boolean
  /** The database is away. */
  readonly isHeldUp: boolean
  /** Something of this run has been settled. */
  readonly isProven: boolean
  /** Messages received and not settled yet. */
  readonly held: number
  /** The room for messages besides those that open calls may bring. */
  readonly room: number
  /** Delete calls that are open. */
  readonly removing: number
}

/** What to do next. */
export type Step =
  | { readonly kind: 'call'; readonly call: ReceiveCall }
  /** Ask for the depth. */
  | { readonly kind: 'look' }
  /** Wait for a change, for at most this many milliseconds. */
  | { readonly kind: 'rest'; readonly ms: number }
  | { readonly kind: 'end'; readonly end: ReceivingEnd }

/** The queue did not answer, or cannot at the moment. */
interface Setback {
  readonly failure: Failure
  /** How long to wait before the next try, in milliseconds. */
  readonly delay: number
  /** When that is, in milliseconds since 1970. */
  readonly until: number
}

export type Answer =
  | { readonly kind: 'received'; readonly call: ReceiveCall; readonly count: number }
  | ({ readonly kind: 'failed'; readonly call: ReceiveCall } & Setback)
  /** The queue refused permanently: it is not asked again. */
  | { readonly kind: 'broken'; readonly call: ReceiveCall }
  | { readonly kind: 'looked'; readonly depth: Depth }
  | ({ readonly kind: 'look-failed' } & Setback)

/** The most messages that SQS gives in one call. */
export const callSize = 10

/** How many looks at the depth in a row must find nothing before the queue counts as drained. */
const looksToBeSure = 3

/** The time between those looks, in milliseconds. */
const lookPause = 250

/** How often a pause or an absent database is checked again, in milliseconds. */
const pauseStep = 100

/** After this long without a message, in milliseconds, polls are as long as a stop can wait. */
const idleAfter = 30_000

/** The longest poll, in seconds: a stop waits for it, since cutting it off could lose messages. */
export const longestPoll = 5

export const beginReceiving = (
  rules: ReceivingRules,
  maxMessages: number | null,
  now: number,
): ReceivingState => ({
  rules,
  end: null,
  budget: maxMessages ?? Infinity,
  open: 0,
  openUntil: now,
  reserved: 0,
  pace: firstPace,
  mustLook: false,
  looks: 0,
  failedTries: 0,
  lastMessageAt: now,
  restUntil: now,
  phase: null,
})

/** Decides what to do now. Pure. */
export const decide = (state: ReceivingState, so: Circumstances): Step => {
  const { rules, open } = state
  const untilAnswer: Step = { kind: 'rest', ms: Infinity }
  const isOver = so.isStopped || so.now >= rules.endsAt
  const end = state.end ?? (so.isStopped ? 'stopped' : isOver ? 'limit' : null)
  if (end !== null) return open > 0 ? untilAnswer : { kind: 'end', end }
  const restFor = (ms: number): Step => ({ kind: 'rest', ms: Math.min(ms, rules.endsAt - so.now) })
  if (so.isPaused || so.isHeldUp) return restFor(pauseStep)
  if (open >= allowed(state, so)) return untilAnswer
  if (!so.isProven && so.held > 0) return restFor(Infinity)
  if (state.restUntil > so.now) return restFor(state.restUntil - so.now)
  if (state.mustLook) return so.held > 0 ? restFor(Infinity) : { kind: 'look' }

  const left = state.budget - state.reserved
  // Messages that open calls did not bring are asked for again.
  if (left <= 0) return state.reserved > 0 ? untilAnswer : { kind: 'end', end: 'limit' }
  const isEmpty = so.held === 0 && open === 0
  const size = Math.min(so.isProven ? callSize : rules.firstCall, left)
  // Small calls cost as much as full ones. One is always possible if nothing else will make room.
  if (so.room < (isEmpty ? 1 : size)) return restFor(Infinity)
  const max = Math.min(size, so.room)
  const waitSeconds = patience(state, so.now)
  return { kind: 'call', call: { max, waitSeconds, at: so.now, among: state.pace.wanted } }
}

/** If the service is slow, deletes go first: deleted messages no longer slow it down. */
const allowed = ({ pace }: ReceivingState, so: Circumstances): number =>
  !so.isProven || (pace.isCrowded && so.removing > 0) ? 1 : pace.wanted

/** How long a call can wait for a message, in whole seconds, never beyond the end. */
const patience = ({ rules, open, looks, lastMessageAt }: ReceivingState, now: number): number => {
  const left = Math.max(0, Math.floor((rules.endsAt - now) / 1_000))
  if (open > 0) return Math.min(left, 1)
  if (rules.until === 'empty') return Math.min(left, looks === 0 ? 1 : 0)
  return Math.min(left, now - lastMessageAt > idleAfter ? longestPoll : 2)
}

/** The state once a call has begun. */
export const begin = (state: ReceivingState, call: ReceiveCall): ReceivingState => ({
  ...state,
  open: state.open + 1,
  openUntil: Math.max(state.openUntil, call.at + call.waitSeconds * 1_000),
  reserved: state.reserved + call.max,
})

/** The state after an answer that came at `now`. */
export const next = (state: ReceivingState, answer: Answer, now: number): ReceivingState => {
  if (answer.kind === 'looked') return afterLook(state, answer.depth, now)
  // Receiving goes on without an answer: some services deliver and cannot count.
  if (answer.kind === 'look-failed') return setBack({ ...state, mustLook: false, looks: 0 }, answer, now)
  const { call } = answer
  const closed = { ...state, open: state.open - 1, reserved: state.reserved - call.max }
  if (answer.kind === 'broken') return closed
  if (answer.kind === 'failed') {
    const pace = answerFailed(state.pace)
    // Only the last one waits: if all did, each would return as late as the slowest.
    return closed.open > 0 ? { ...closed, pace } : setBack({ ...closed, pace }, answer, now)
  }
  return answer.count > 0
    ? afterMessages(closed, call, answer.count, now)
    : afterNothing(answered(closed), call, now)
}

/** The queue answers again. */
const answered = (state: ReceivingState): ReceivingState => ({
  ...state,
  failedTries: 0,
  phase: state.phase?.name === 'waiting-for-queue' ? { name: 'waiting' } : state.phase,
})

const setBack = (state: ReceivingState, { failure, delay, until }: Setback, now: number): ReceivingState => ({
  ...state,
  failedTries: state.failedTries + 1,
  restUntil: now + delay,
  phase: { name: 'waiting-for-queue', until, failure },
})

/** The state when someone wants an absent queue to be asked again at once. */
export const hurry = (state: ReceivingState, now: number): ReceivingState =>
  state.phase?.name === 'waiting-for-queue' ? { ...state, restUntil: now } : state

type AfterMessages = (state: ReceivingState, call: ReceiveCall, count: number, now: number) => ReceivingState

const afterMessages: AfterMessages = (state, call, count, now) => ({
  ...state,
  budget: Math.max(0, state.budget - count),
  // An answer that is not full may have waited for its messages.
  pace: count < call.max ? state.pace : answerFull(state.pace, now - call.at, call.among),
  ...{ looks: 0, failedTries: 0, mustLook: false, lastMessageAt: now },
  phase: state.phase?.name === 'receiving' ? state.phase : { name: 'receiving' },
})

/** The state after an empty answer: too many calls, or if this was the only one, the queue may be drained or quiet. */
const afterNothing = (state: ReceivingState, call: ReceiveCall, now: number): ReceivingState => {
  const pace = answerEmpty(state.pace)
  if (state.open > 0) return { ...state, pace }
  if (state.rules.until === 'empty') return { ...state, pace, mustLook: true }
  const restUntil = call.waitSeconds === 0 ? now + pauseStep : state.restUntil
  return { ...state, pace, restUntil, phase: { name: 'waiting' } }
}

const afterLook = (state: ReceivingState, depth: Depth, now: number): ReceivingState => {
  const looked = { ...answered(state), mustLook: false, restUntil: now + lookPause }
  const { visible, inFlight, delayed } = depth
  const isEmpty = visible === 0 && inFlight === 0 && delayed === 0
  const looks = isEmpty ? state.looks + 1 : 0
  if (looks >= looksToBeSure) return { ...looked, looks, end: 'drained' }
  const isBlocked = !isEmpty && visible === 0 && delayed === 0
  const phase: Phase | null = isEmpty
    ? looked.phase
    : isBlocked
      ? { name: 'blocked', inFlight }
      : { name: 'waiting' }
  return { ...looked, looks, phase }
}

/** The state once another call proves worthwhile. */
export const addReceivers = (state: ReceivingState): ReceivingState => ({
  ...state,
  pace: grow(state.pace, state.rules.maxReceivers),
})
