import { formatCount, formatCountOf } from './amount.ts'
import type { DeadLetterFinish, PeekPrice } from './dead-letter-work.ts'
import type { PullOutcome, RedriveOutcome, SendBackOutcome } from './dead-letters.ts'
import { describeMove, stageLines } from './dead-letter-words.ts'
import type { Failure } from './failure.ts'
import { visible, type Shown } from './visible.ts'

type Part = readonly [count: number, words: string]

/** `12 messages: 9 of this, 3 of that.`; the parts add up to the number before them. */
const sum = (parts: readonly Part[], nothing: string): string => {
  const some = parts.filter(([count]) => count > 0)
  const total = some.reduce((all, [count]) => all + count, 0)
  return total === 0
    ? nothing
    : `${formatCountOf(total, 'message')}: ${some.map(([count, words]) => `${formatCount(count)} ${words}`).join(', ')}.`
}

const pullParts = (o: PullOutcome): readonly Part[] => [
  [o.pulled, 'pulled onto the bench'],
  [o.known, 'only taken off (loaded or kept here before)'],
  [o.others, 'left alone (not known to come from this queue)'],
]

const redriveParts = (o: RedriveOutcome): readonly Part[] => [
  [o.sent, 'sent back to the queue'],
  [o.loaded, 'loaded at once (no room for the origin)'],
  [o.pulled, 'pulled onto the bench instead (no room for the origin, or sent too often)'],
  [o.known, 'only taken off (loaded or kept here before)'],
  [o.others, 'left alone (not known to come from this queue)'],
  [o.cameBack, 'left alone (came back meanwhile)'],
]

const sendBackParts = (o: SendBackOutcome): readonly Part[] => [
  [o.sent, 'sent back to the queue'],
  [o.loaded, 'loaded at once (no room for the origin)'],
  [o.alreadyLoaded, 'already loaded'],
  [o.underWay, 'not sent (under way already)'],
  [o.capped, 'not sent (sent as many times as allowed)'],
  [o.elsewhere, 'not sent (from another queue)'],
  [o.unfit, 'not sent (no room for the origin, and would not pass)'],
  [o.taken, 'not sent (mended, loaded, discarded or erased by somebody else meanwhile)'],
  [o.stillRejected, 'not sent (would be rejected again)'],
]

/** How work on dead letters ended: the sentence with the sums, further notes, and why it failed. */
export interface FinishWords {
  readonly lines: readonly string[]
  readonly end: 'done' | 'stopped' | 'failed'
  readonly failure: Failure | null
}

export const describeFinish = (finish: DeadLetterFinish, shown: Shown = visible): FinishWords => {
  switch (finish.job) {
    case 'pull': {
      const { outcome } = finish
      return of(outcome, sum(pullParts(outcome), `Nothing was pulled from ${shown(outcome.queue)}.`))
    }
    case 'redrive': {
      const { outcome } = finish
      return of(outcome, sum(redriveParts(outcome), `Nothing was sent from ${shown(outcome.queue)}.`))
    }
    case 'send-back': {
      const { outcome } = finish
      const words = of(outcome, sum(sendBackParts(outcome), `Nothing was sent to ${shown(outcome.queue)}.`))
      const more = [
        ...(outcome.sent === 0
          ? []
          : ['What was sent counts as rejected until a run has loaded it or rejected it again.']),
        ...stageLines(outcome),
      ]
      return { ...words, lines: [...words.lines, ...more] }
    }
    case 'move': {
      const { status } = finish.task
      const end = status === 'FAILED' ? 'failed' : status === 'COMPLETED' ? 'done' : 'stopped'
      return { lines: [describeMove(finish.task, shown)], end, failure: null }
    }
    case 'none':
      return {
        lines: [],
        end: finish.failure === null ? 'stopped' : 'failed',
        failure: finish.failure,
      }
  }
}

const of = ({ end, failure }: Pick<PullOutcome, 'end' | 'failure'>, sentence: string): FinishWords => ({
  lines: [sentence],
  end,
  failure,
})

/** What a look costs, for people. */
export const describePeekPrice = ({ queue, policy }: PeekPrice, shown: Shown = visible): string =>
  policy === null
    ? `SQS counts a look as a receive. ${shown(queue)} has no dead-letter queue, so none is moved away for it.`
    : `SQS counts a look as a receive. A message of ${shown(queue)} has ${formatCount(policy.maxReceiveCount)} of them; the next one moves it to ${shown(policy.name)}.`
