import type { Counts, Outcome } from '../../contract/events.ts'
import { assertNever } from '../../contract/result.ts'
import { formatCount, formatCountOf } from '../../contract/amount.ts'
import { formatDuration } from './time.ts'

/** How a run ended, and its limits. */
export interface Ended {
  readonly outcome: Outcome
  readonly counts: Counts
  /** Null if there was no limit, or if it is unknown. */
  readonly maxMessages: number | null
  readonly maxSeconds: number | null
}

/** How a run ended, in the past tense, with a full stop. It says nothing about the present. */
export const outcomeSentence = (ended: Ended): string => {
  const { counts } = ended
  switch (ended.outcome) {
    case 'drained':
      return 'Drained: nothing was left on the queue.'
    case 'stopped':
      return stopped(counts)
    case 'limit':
      return limit(ended)
    case 'failed':
      return 'Failed: what had not been settled stayed on the queue.'
    default:
      return assertNever(ended.outcome)
  }
}

const stopped = ({ received, released }: Counts): string => {
  if (received === 0) return 'Stopped before any message came.'
  if (released === 0) return 'Stopped: everything that had been received was settled.'
  const settled = formatCountOf(received - released, 'message')
  return `Stopped: ${settled} ${received - released === 1 ? 'was' : 'were'} settled, and ${formatCount(released)} went back to the queue.`
}

const limit = ({ counts: { received }, maxMessages, maxSeconds }: Ended): string => {
  if (maxMessages !== null && (received >= maxMessages || maxSeconds === null))
    return `Message limit reached: ${formatCountOf(received, 'message')} ${received === 1 ? 'was' : 'were'} received.`
  if (maxSeconds !== null)
    return `Time limit reached: it ran for ${formatDuration(maxSeconds * 1_000).replace('.0 s', ' s')}.`
  return `Limit reached: ${formatCountOf(received, 'message')} ${received === 1 ? 'was' : 'were'} received.`
}
