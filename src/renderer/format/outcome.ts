import type { Outcome } from '../../contract/events.ts'
import { assertNever } from '../../contract/result.ts'
import { formatCount } from './number.ts'

/** How a run ended: a word, and what it means. */
export const describeOutcome = (
  outcome: Outcome,
  maxMessages: number | null,
): { readonly title: string; readonly meaning: string } => {
  switch (outcome) {
    case 'drained':
      return { title: 'Drained', meaning: 'the queue is empty' }
    case 'stopped':
      return { title: 'Stopped', meaning: 'everything that was in hand is settled' }
    case 'limit':
      return {
        title: 'Limit reached',
        meaning:
          maxMessages === null
            ? 'more may be waiting'
            : `${formatCount(maxMessages)} messages were asked for`,
      }
    case 'failed':
      return { title: 'Failed', meaning: 'what was not loaded stays on the queue' }
    default:
      return assertNever(outcome)
  }
}
