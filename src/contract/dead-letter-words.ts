import type {
  DeadLetterView,
  MoveTask,
  PullOutcome,
  RedriveOutcome,
  SendBackOutcome,
} from './dead-letters.ts'
import { visible, type Shown } from './visible.ts'

const n = (count: number): string => count.toLocaleString('en')

const messages = (count: number): string => `${n(count)} ${count === 1 ? 'message' : 'messages'}`

/** Names of queues in a sentence, the first few of many. */
const listed = (names: readonly string[], shown: Shown): string => {
  const first = names.slice(0, 10).map(shown)
  const more = names.length - first.length
  return more === 0 ? first.join(', ') : `${first.join(', ')} and ${n(more)} more`
}

/** What is known of a queue's dead letters, a line each. */
export const describeDeadLetters = (
  { queue, deadLetters, deadLettersOf, denied }: DeadLetterView,
  shown: Shown = visible,
): readonly string[] => [
  ...(deadLetters === null
    ? [
        denied.includes('sqs:GetQueueAttributes')
          ? `Whether ${shown(queue)} has a dead-letter queue is not known.`
          : `${shown(queue)} has no dead-letter queue: no message is given up, however often it is received.`,
      ]
    : [
        `After ${n(deadLetters.maxReceiveCount)} ${deadLetters.maxReceiveCount === 1 ? 'receive' : 'receives'} ${shown(queue)} gives a message up to ${shown(deadLetters.name)}.`,
        deadLetters.isMissing
          ? `There is no queue of that name any more, so SQS cannot move messages there: make it, or change the policy.`
          : deadLetters.waiting === null
            ? `How many messages wait in ${shown(deadLetters.name)} is not known.`
            : `About ${messages(deadLetters.waiting)} ${deadLetters.waiting === 1 ? 'waits' : 'wait'} there.`,
        sharedSentence(deadLetters.name, deadLetters.others, shown),
      ]),
  ...(deadLettersOf !== null && deadLettersOf.length > 0
    ? [
        `${shown(queue)} is itself a dead-letter queue, of ${listed(deadLettersOf, shown)}: a run over it takes what those have given up.`,
      ]
    : []),
  ...denied.map((action) => `You may not do ${action} here; allow it to know more.`),
]

const sharedSentence = (name: string, others: readonly string[] | null, shown: Shown): string =>
  others === null
    ? `Whether other queues give messages up to ${shown(name)}, too, is not known.`
    : others.length === 0
      ? `No other queue gives messages up to ${shown(name)}.`
      : `${listed(others, shown)} ${others.length === 1 ? 'gives' : 'give'} messages up to ${shown(name)}, too.`

/** The reason to ask before taking messages off a dead-letter queue that others may use; null if nobody else does. */
export const describeSharing = ({ deadLetters }: DeadLetterView, shown: Shown = visible): string | null => {
  if (deadLetters === null || deadLetters.others?.length === 0) return null
  const { name, others } = deadLetters
  return others === null
    ? `Whether ${shown(name)} belongs to this queue alone is not known.`
    : `${shown(name)} is also the dead-letter queue of ${listed(others, shown)}.`
}

interface Part {
  readonly count: number
  readonly words: string
}

const lines = (parts: readonly Part[]): readonly string[] =>
  parts.filter(({ count }) => count > 0).map(({ count, words }) => `${n(count)} ${words}.`)

const othersPart = (count: number): Part => ({
  count,
  words: 'left alone: they came from another queue, or nobody says from which',
})

const knownPart = (count: number): Part => ({
  count,
  words: 'taken off the dead-letter queue: they had been loaded or kept here before',
})

/** What was pulled, a line each. */
export const describePull = (
  { queue, pulled, known, others }: PullOutcome,
  shown: Shown = visible,
): readonly string[] => [
  pulled === 0
    ? `Nothing was pulled from ${shown(queue)}.`
    : `${n(pulled)} pulled from ${shown(queue)}; ${pulled === 1 ? 'it waits' : 'they wait'} with the rejected messages.`,
  ...lines([knownPart(known), othersPart(others)]),
]

/** What was sent from the dead-letter queue, a line each. */
export const describeRedrive = (outcome: RedriveOutcome, shown: Shown = visible): readonly string[] => [
  outcome.sent === 0
    ? `Nothing was sent from ${shown(outcome.queue)}.`
    : `${n(outcome.sent)} sent from ${shown(outcome.queue)} back to the queue, each with its origin.`,
  ...lines([
    { count: outcome.loaded, words: 'loaded at once: there was no room for their origin in the message' },
    {
      count: outcome.pulled,
      words: 'pulled instead: they could not be sent with their origin, or were sent as often as they may be',
    },
    knownPart(outcome.known),
    othersPart(outcome.others),
    {
      count: outcome.cameBack,
      words: 'left alone: they came back, or another with their origin was sent just now',
    },
  ]),
]

/** What was sent back of rejected messages, a line each. */
export const describeSendBack = (outcome: SendBackOutcome, shown: Shown = visible): readonly string[] => [
  outcome.sent === 0
    ? `Nothing was sent to ${shown(outcome.queue)}.`
    : `${n(outcome.sent)} sent to ${shown(outcome.queue)}. They count as rejected until a run has loaded or rejected them again.`,
  ...lines([
    { count: outcome.loaded, words: 'loaded at once: there was no room for their origin in the message' },
    { count: outcome.alreadyLoaded, words: 'already loaded' },
    { count: outcome.unfit, words: 'not sent: they cannot be sent with their origin, and would not pass' },
    { count: outcome.underWay, words: 'not sent: they were sent before, and no run has met them yet' },
    { count: outcome.capped, words: 'not sent: they were sent as often as they may be' },
    { count: outcome.elsewhere, words: 'not sent: they came from another queue' },
    {
      count: outcome.taken,
      words: 'not sent: somebody else mended, loaded, discarded or erased them meanwhile',
    },
    { count: outcome.stillRejected, words: 'not sent: they would be rejected again' },
  ]),
  ...stageLines(outcome),
]

/** Why sending by a rule stopped itself, a line; nothing if it did not. */
export const stageLines = ({ stage }: Pick<SendBackOutcome, 'stage'>): readonly string[] =>
  stage === null
    ? []
    : [
        `Stopped at stage ${n(stage.stage)}: of ${messages(stage.sent)} that the rule changed, ${n(stage.failed)} would be rejected again. All others are as they were.`,
      ]

/** How far the service's own task has come. */
export const describeMove = ({ status, moved, total, reason }: MoveTask, shown: Shown = visible): string => {
  const of = total === null ? '' : ` of about ${n(total)}`
  const why = reason === null ? '' : ` (${shown(reason)})`
  return `${moveWords[status] ?? shown(status)}: ${n(moved)}${of} moved${why}.`
}

const moveWords: Readonly<Record<string, string>> = {
  RUNNING: 'Moving',
  COMPLETED: 'Done',
  CANCELLING: 'Stopping',
  CANCELLED: 'Stopped',
  FAILED: 'Failed',
}
