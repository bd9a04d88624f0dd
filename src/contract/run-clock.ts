import type { Phase } from './events.ts'
import { assertNever } from './result.ts'

/** How long a run could not work: paused, cut off, or blocked by others. In milliseconds of its own clock. */
export interface Idle {
  /** The interruptions that are over. */
  readonly ms: number
  /** The start of the current interruption (milliseconds since 1970); null while it can work. */
  readonly since: number | null
}

export const neverIdle: Idle = { ms: 0, since: null }

/** Whether a run in this phase cannot work, however many messages wait. One that waits for messages could. */
export const isIdle = ({ name }: Phase): boolean => {
  switch (name) {
    case 'paused':
    case 'blocked':
    case 'waiting-for-database':
    case 'waiting-for-queue':
    case 'waiting-for-witness':
      return true
    case 'receiving':
    case 'waiting':
    case 'finishing':
      return false
    default:
      return assertNever(name)
  }
}

/** The idle time after a phase has begun at `at`. */
export const idleAfter = (idle: Idle, phase: Phase, at: number): Idle => {
  if (isIdle(phase)) return idle.since === null ? { ...idle, since: at } : idle
  return endIdle(idle, at)
}

/** The idle time once the run can work again, or has ended. */
export const endIdle = (idle: Idle, at: number): Idle =>
  idle.since === null ? idle : { ms: idle.ms + Math.max(0, at - idle.since), since: null }

/** The data from which a run's clock is read. */
export interface Clocked {
  readonly startedAt: number
  readonly idle: Idle
  readonly end: { readonly at: number } | null
}

/** How long a run has been able to work up to now, in milliseconds: the clock stops in pauses and outages. */
export const activeMs = ({ startedAt, idle, end }: Clocked, now: number): number =>
  Math.max(0, Math.min(end?.at ?? now, idle.since ?? Infinity) - startedAt - idle.ms)

/** The total time a run could not work so far, in milliseconds. */
export const idleMs = ({ idle, end }: Clocked, now: number): number => endIdle(idle, end?.at ?? now).ms
