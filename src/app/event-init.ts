import { openQueue } from '../adapters/sqs/queue.ts'
import { openQueueService } from '../adapters/sqs/service.ts'
import type { PeekPrice } from '../contract/dead-letter-work.ts'
import type { Match } from '../contract/event-definition.ts'
import { definitionMistakes } from '../contract/event-mistakes.ts'
import { pathText } from '../contract/event-mistake.ts'
import type { Choices, Made, Proposal, Proposed } from '../contract/event-proposal.ts'
import { failure, FailureError } from '../contract/failure.ts'
import { jsonLine } from '../contract/visible.ts'
import { makeDefinition } from '../pipeline/infer/make-definition.ts'
import { proposeEvent } from '../pipeline/infer/propose-event.ts'
import { takeSample, type TakenSample } from '../pipeline/infer/take-sample.ts'
import type { Settings } from './config.ts'
import { demandReceives } from './dead-letters/peek.ts'
import { effectiveSettings } from './effective-settings.ts'
import { joinTargets } from './join-targets.ts'

export interface SampleRequest {
  readonly most: number
  /** Looks even if that may send messages to the dead-letter queue. */
  readonly anyway: boolean
  /** Which messages are meant; null for all. */
  readonly match: Match | null
}

/** A proposal, and what became of the messages it was made from. It contains none of their values. */
export interface QueueProposal extends Omit<TakenSample, 'messages'> {
  readonly queue: string
  readonly looked: number
  readonly proposal: Proposal
}

/**
 * Takes one sample of the waiting messages, gives it back, and proposes an event for it. Throws `FailureError` with `peek-unsafe` if the
 * look would use up a message's receives, with `event-sample-none` if nothing could be read, or `PortError`.
 *
 * @param onPrice is told the cost before the first receive
 */
export const proposeFromQueue = async (
  settings: Settings,
  { most, anyway, match }: SampleRequest,
  queueThread: URL,
  onPrice: (price: PeekPrice) => void,
  signal: AbortSignal,
): Promise<QueueProposal> => {
  await using opened = new AsyncDisposableStack()
  const targets = await joinTargets(effectiveSettings(settings, 'queue'), 'queue', queueThread)
  opened.defer(targets.close)
  const service = await openQueueService(targets.queue)
  opened.defer(service.close)
  const policy = await demandReceives(service, anyway)
  const { queue } = service.names
  onPrice({ queue, policy })
  const { messages, ...taken } = await takeSample(
    { queue: await openQueue(service), most, maxReceiveCount: policy?.maxReceiveCount ?? null },
    signal,
  )
  const proposal = proposeEvent(messages, match)
  if (proposal.of === 0)
    throw new FailureError(
      failure('event-sample-none', {
        ...{ queue, looked: String(messages.length) },
        ...(match === null ? {} : { match: `${match.pointer} ${match.enum.map(jsonLine).join(' or ')}` }),
      }),
    )
  return { ...taken, queue, looked: messages.length, proposal }
}

/**
 * A definition from what is proposed and chosen; it has no file while something is undecided. Throws `FailureError` with
 * `settings-invalid` if a choice is wrong.
 *
 * @param path where it will be written, for the error message
 */
export const decideProposal = (found: Proposed, choices: Choices, path: string): Made => {
  const made = makeDefinition(found, choices)
  if (made.problems.length > 0)
    throw new FailureError(failure('settings-invalid', { problems: made.problems.join('\n') }))
  const mistakes = made.definition === null ? [] : definitionMistakes(made.definition)
  if (mistakes.length === 0) return made
  const problems = mistakes.map((mistake) => `${pathText(mistake.path)}: ${mistake.sentence}`).join('; ')
  throw new FailureError(failure('event-file-unusable', { path, problems }))
}
