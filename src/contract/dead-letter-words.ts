import { formatCount, formatCountOf } from './amount.ts'
import type { DeadLetterView, MoveTask, SendBackOutcome } from './dead-letters.ts'
import { visible, type Shown } from './visible.ts'

/** Names of queues in a sentence, the first few of many. */
const listed = (names: readonly string[], shown: Shown): string => {
  const first = names.slice(0, 10).map(shown)
  const more = names.length - first.length
  return more === 0 ? first.join(', ') : `${first.join(', ')} and ${formatCount(more)} more`
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
          : `${shown(queue)} has no dead-letter queue: every message stays, however often it is received.`,
      ]
    : [
        `After ${formatCountOf(deadLetters.maxReceiveCount, 'receive')}, ${shown(queue)} moves a message to ${shown(deadLetters.name)}.`,
        deadLetters.isMissing
          ? `There is no queue of that name any more, so SQS cannot move messages there: make it, or change the policy.`
          : deadLetters.waiting === null
            ? `How many messages wait in ${shown(deadLetters.name)} is not known.`
            : `About ${formatCountOf(deadLetters.waiting, 'message')} ${deadLetters.waiting === 1 ? 'waits' : 'wait'} there.`,
        sharedSentence(deadLetters.name, deadLetters.others, shown),
      ]),
  ...(deadLettersOf !== null && deadLettersOf.length > 0
    ? [
        `${shown(queue)} is itself a dead-letter queue, of ${listed(deadLettersOf, shown)}: a run over it takes what those have moved there.`,
      ]
    : []),
  ...denied.map((action) => `You may not do ${action} here; allow it to know more.`),
]

const sharedSentence = (name: string, others: readonly string[] | null, shown: Shown): string =>
  others === null
    ? `Whether ${shown(name)} is the dead-letter queue of other queues, too, is not known.`
    : others.length === 0
      ? `${shown(name)} is the dead-letter queue of no other queue.`
      : `${listed(others, shown)} ${others.length === 1 ? 'moves' : 'move'} messages to ${shown(name)}, too.`

/** The reason to ask before taking messages off a dead-letter queue that others may use; null if nobody else does. */
export const describeSharing = ({ deadLetters }: DeadLetterView, shown: Shown = visible): string | null => {
  if (deadLetters === null || deadLetters.others?.length === 0) return null
  const { name, others } = deadLetters
  return others === null
    ? `Whether ${shown(name)} belongs to this queue alone is not known.`
    : `${shown(name)} is also the dead-letter queue of ${listed(others, shown)}.`
}

/** Why sending by a rule stopped itself, a line; nothing if it did not. */
export const stageLines = ({ stage }: Pick<SendBackOutcome, 'stage'>): readonly string[] =>
  stage === null
    ? []
    : [
        `Stopped at stage ${formatCount(stage.stage)}: of ${formatCountOf(stage.sent, 'message')} that the rule changed, ${formatCount(stage.failed)} would be rejected again. All others are as they were.`,
      ]

/** How far the service's own task has come. */
export const describeMove = ({ status, moved, total, reason }: MoveTask, shown: Shown = visible): string => {
  const of = total === null ? '' : ` of about ${formatCount(total)}`
  const why = reason === null ? '' : ` (${shown(reason)})`
  return `${moveWords[status] ?? shown(status)}: ${formatCount(moved)}${of} moved${why}.`
}

const moveWords: Readonly<Record<string, string>> = {
  RUNNING: 'Moving',
  COMPLETED: 'Done',
  CANCELLING: 'Stopping',
  CANCELLED: 'Stopped',
  FAILED: 'Failed',
}
