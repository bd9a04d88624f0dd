import type { Phase, RunUntil } from './events.ts'
import { assertNever } from './result.ts'
import { formatCountOf } from './amount.ts'

/**
 * What a run is doing, in words. `now` counts down to the next try; without it the words stay the same, as they must
 * when they are read aloud.
 */
export const describePhase = (phase: Phase, until: RunUntil, now: number | null): string => {
  switch (phase.name) {
    case 'receiving':
      return 'Receiving messages'
    case 'waiting':
      return until === 'empty'
        ? 'Waiting for messages: making sure that the queue is empty'
        : 'Waiting for messages'
    case 'blocked':
      return `Blocked: ${formatCountOf(phase.inFlight, 'message')} held by another consumer`
    case 'waiting-for-database':
      return `Waiting for the database${nextTry(phase.until, now)}`
    case 'waiting-for-queue':
      return `Waiting for the queue${nextTry(phase.until, now)}`
    case 'waiting-for-witness':
      return `Waiting for other rows${nextTry(phase.until, now)}`
    case 'paused':
      return 'Paused: what was received is settled, nothing more is received'
    case 'finishing':
      return phase.pollEndsAt === undefined
        ? 'Finishing: settling the last messages'
        : `Finishing: the last call to the queue is still open${remaining(phase.pollEndsAt, now)}`
    default:
      return assertNever(phase)
  }
}

const nextTry = (until: number, now: number | null): string => {
  if (now === null) return ''
  const seconds = Math.ceil((until - now) / 1_000)
  return seconds > 0 ? `, next try in ${seconds} s` : ', trying now'
}

const remaining = (until: number, now: number | null): string => {
  const seconds = now === null ? 0 : Math.ceil((until - now) / 1_000)
  return seconds > 0 ? `, for up to ${seconds} s` : ''
}
