import { formatCount, formatCountOf } from './amount.ts'
import type { Proposal } from './event-proposal.ts'
import { describeAtLimit, describeNotGivenBack } from './peek-words.ts'
import { visible, type Shown } from './visible.ts'

/** A look at many messages of a queue, for a definition. */
interface Look {
  readonly queue: string
  readonly looked: number
  /** Messages whose next receive gives them up. */
  readonly atLimit: number
  readonly notGivenBack: number
}

/** How a look went, a line each. */
export const describeLook = (
  { queue, looked, atLimit, notGivenBack }: Look,
  shown: Shown = visible,
): readonly string[] => [
  `${formatCountOf(looked, 'message')} of ${shown(queue)} ${looked === 1 ? 'was' : 'were'} looked at${notGivenBack === 0 ? ' and given back' : ''}.`,
  ...(atLimit === 0 ? [] : [describeAtLimit(atLimit, null)]),
  ...(notGivenBack === 0 ? [] : [describeNotGivenBack(notGivenBack)]),
]

/** How many messages are of another event, a line; none for no message. */
export const describeOthers = (count: number): readonly string[] =>
  count === 0 ? [] : [count === 1 ? '1 is another event.' : `${formatCount(count)} are other events.`]

/** What was found beside the fields, a line each. */
export const describeFound = ({
  unreadable,
  others,
  wrappings,
  shapes,
}: Pick<Proposal, 'unreadable' | 'others' | 'wrappings' | 'shapes'>): readonly string[] => [
  ...(unreadable === 0
    ? []
    : [`${formatCount(unreadable)} could not be read: not a JSON object, or nested too deeply.`]),
  ...describeOthers(others),
  ...(wrappings.every(({ kinds }) => kinds.length === 0)
    ? []
    : [`They came in: ${wrappingWords(wrappings)}.`]),
  ...(shapes.length === 0
    ? []
    : [
        `They look like several events, of ${shapes.map((count) => formatCount(count)).join(' and ')} messages, and nothing says which is which. Give each a queue of its own, or let their fields be missing.`,
      ]),
]

const wrappingWords = (wrappings: Proposal['wrappings']): string =>
  wrappings
    .map(
      ({ kinds, count }) => `${kinds.length === 0 ? 'nothing' : kinds.join(' in ')} (${formatCount(count)})`,
    )
    .join(', ')

/** Names that cannot become field names, by their place, a line each. */
export const describeUnnamed = (unnamed: Proposal['unnamed'], shown: Shown = visible): readonly string[] =>
  unnamed.map(({ pointer, count }) => {
    const where = pointer === '' ? 'the message' : shown(pointer)
    return count === 0
      ? `There are more names in ${where} than Sluice looks at.`
      : `${formatCountOf(count, 'name')} in ${where} cannot be shown, as ${count === 1 ? 'it' : 'they'} may be data, and ${count === 1 ? 'is' : 'are'} left out.`
  })
