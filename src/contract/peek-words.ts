import { formatCount } from './amount.ts'
import type { PeekedMessage } from './dead-letters.ts'
import { visible, type Shown } from './visible.ts'

/** A look that found nothing. */
export const nothingToPeek = 'No message is waiting, or others hold them all.'

/** What a run would do with a message that was looked at. */
export const verdictWords: Readonly<Record<PeekedMessage['verdict'], string>> = {
  passes: 'would pass',
  known: 'loaded or rejected already',
  rejected: 'would be rejected',
}

/**
 * A look stopped at messages whose next receive gives them up.
 *
 * @param count of them, more than none
 * @param deadLetters the name of the dead-letter queue; null if it is not known
 */
export const describeAtLimit = (count: number, deadLetters: string | null, shown: Shown = visible): string =>
  `${count === 1 ? 'One of them has' : `${formatCount(count)} of them have`} no receive left: the next one moves ` +
  `${count === 1 ? 'it' : 'them'} to ${deadLetters === null ? 'the dead-letter queue' : shown(deadLetters)}. ` +
  'No further message was looked at.'

/** Messages that a look could not give back. */
export const describeNotGivenBack = (count: number): string =>
  `${formatCount(count)} could not be given back at once; ${count === 1 ? 'it comes' : 'they come'} ` +
  `again once ${count === 1 ? 'it is' : 'they are'} no longer hidden.`
