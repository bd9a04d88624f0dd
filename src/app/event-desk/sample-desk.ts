import { randomUUID } from 'node:crypto'
import { readPolicyOf } from '../../adapters/sqs/dead-letter-queue.ts'
import { openQueue } from '../../adapters/sqs/queue.ts'
import { openQueueService, type QueueTarget } from '../../adapters/sqs/service.ts'
import { readDraft } from '../../contract/draft-file.ts'
import type { EventDefinition, Match } from '../../contract/event-definition.ts'
import type { EventDraft } from '../../contract/event-draft.ts'
import {
  usualSample,
  type Judged,
  type ProposedDraft,
  type SamplePrice,
  type TakenDraft,
} from '../../contract/event-editing.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import { compileUnwrap } from '../../pipeline/envelope/unwrap.ts'
import { draftRows } from '../../pipeline/infer/draft-rows.ts'
import { judgeSample } from '../../pipeline/infer/judge-sample.ts'
import { openBody } from '../../pipeline/infer/open-sample.ts'
import { countPlaces, createIsMeant } from '../../pipeline/infer/place-counts.ts'
import { proposeEvent } from '../../pipeline/infer/propose-event.ts'
import { takeSample } from '../../pipeline/infer/take-sample.ts'
import type { Delivery } from '../../pipeline/ports.ts'
import { demandReceives } from '../dead-letters/peek.ts'

/** The size of a copy in memory, in bytes of UTF-16: each judgement reads all of it, beside a run. */
const mostBytes = 8 * 1_024 * 1_024

/** A copy that is not used for this long is dropped, in milliseconds: a page that is gone does not say so. */
const usuallyKept = 30 * 60_000

/** Holds one copy of messages, in clear, while someone makes a definition from them. None of it leaves. */
export interface SampleDesk {
  readonly price: (target: QueueTarget) => Promise<SamplePrice>
  /** Throws `FailureError` with `peek-unsafe`, `event-sample-none` or `operation-active`, or `PortError`. */
  readonly take: (target: QueueTarget, match: Match | null) => Promise<TakenDraft>
  /** Throws `FailureError` with `event-sample-gone`, as `judge` does. */
  readonly propose: (sample: string, match: Match | null) => ProposedDraft
  /** @param ruled the definition as it would be in force */
  readonly judge: (
    sample: string | null,
    draft: EventDraft,
    ruled: (event: EventDefinition) => EventDefinition,
  ) => Judged
  readonly drop: (sample: string) => void
  /** Gives back what is being taken, and drops the copy. */
  readonly close: () => Promise<void>
}

interface Copy {
  readonly id: string
  readonly messages: readonly Delivery[]
}

export const createSampleDesk = (keptFor = usuallyKept): SampleDesk => {
  const kept = createKept(keptFor)
  let taking: { readonly abort: AbortController; readonly done: Promise<unknown> } | null = null

  const take = async (target: QueueTarget, match: Match | null, signal: AbortSignal): Promise<TakenDraft> => {
    const taken = await receive(target, signal)
    if (signal.aborted) throw new FailureError(failure('cancelled'))
    const { messages, queue, ...rest } = taken
    const looked = messages.length
    const found = { id: randomUUID(), messages }
    const proposed = proposeOf(found, match)
    if (proposed.of === 0)
      throw new FailureError(failure('event-sample-none', { queue, looked: String(looked) }))
    kept.keep(found)
    return { ...proposed, ...rest, queue, looked }
  }

  return {
    price,
    take: async (target, match) => {
      if (taking !== null) throw new FailureError(failure('operation-active'))
      const abort = new AbortController()
      const done = take(target, match, abort.signal)
      taking = { abort, done }
      try {
        return await done
      } finally {
        taking = null
      }
    },
    propose: (sample, match) => proposeOf(kept.demand(sample), match),
    judge: (sample, draft, ruled) =>
      judgeBy(sample === null ? [] : kept.demand(sample).messages, draft, ruled),
    drop: kept.drop,
    close: async () => {
      kept.forget()
      taking?.abort.abort()
      await taking?.done.catch(() => undefined)
      kept.forget()
    },
  }
}

/** At most one copy, until nobody has asked about it for `keptFor` milliseconds. */
const createKept = (keptFor: number) => {
  let copy: Copy | null = null
  let idle: NodeJS.Timeout | undefined
  const forget = (): void => {
    clearTimeout(idle)
    copy = null
  }
  const keep = (next: Copy): void => {
    clearTimeout(idle)
    idle = setTimeout(forget, keptFor).unref()
    copy = next
  }
  return {
    keep,
    forget,
    /** Throws `FailureError` with `event-sample-gone`. */
    demand: (sample: string): Copy => {
      if (copy?.id !== sample) throw new FailureError(failure('event-sample-gone'))
      keep(copy)
      return copy
    },
    drop: (sample: string): void => {
      if (copy?.id === sample) forget()
    },
  }
}

const price = async (target: QueueTarget): Promise<SamplePrice> => {
  const service = await openQueueService(target)
  try {
    const policy = await readPolicyOf(service)
    const limit = policy && { maxReceiveCount: policy.maxReceiveCount, deadLetters: policy.name }
    return { queue: service.names.queue, most: usualSample, limit }
  } finally {
    service.close()
  }
}

const receive = async (target: QueueTarget, signal: AbortSignal) => {
  const service = await openQueueService(target)
  try {
    const policy = await demandReceives(service, false)
    const maxReceiveCount = policy?.maxReceiveCount ?? null
    const queue = await openQueue(service)
    const taken = await takeSample({ queue, most: usualSample, maxReceiveCount, mostBytes }, signal)
    return { ...taken, queue: service.names.queue }
  } finally {
    service.close()
  }
}

const proposeOf = ({ id, messages }: Copy, match: Match | null): ProposedDraft => {
  const { guesses, envelope, unnamed, ...found } = proposeEvent(messages, match)
  const { rows, unlisted } = draftRows(guesses.filter(({ pointer }) => pointer !== match?.pointer))
  return {
    ...found,
    ...{ sample: id, rows, unlisted, unnamed },
    envelope: envelope === 'auto' ? 'auto' : [...envelope],
    isWhole:
      unnamed.length === 0 && unlisted === 0 && rows.every(({ field }) => field.standing !== 'left-out'),
  }
}

const judgeBy = (
  messages: readonly Delivery[],
  draft: EventDraft,
  ruled: (event: EventDefinition) => EventDefinition,
): Judged => {
  const reading = readDraft(draft)
  const unwrap = compileUnwrap(draft.envelope)
  const placed = messages.flatMap(({ body, attributes }) => {
    const found = openBody(body, unwrap)
    return found === null ? [] : [{ ...found.message, ...found, attributes }]
  })
  // What is not read at all could be any event.
  const texts = draft.match?.enum.filter((text) => text !== '') ?? []
  const isMeant =
    draft.match === null || texts.length === 0
      ? () => true
      : createIsMeant({ pointer: draft.match.pointer, enum: texts })
  const meant = placed.filter(isMeant)
  const others = placed.length - meant.length
  const { passed, reasons } = reading.ok
    ? judgeSample(messages, ruled(reading.definition))
    : { passed: null, reasons: [] }
  return {
    ...{ of: messages.length - others, others, passed },
    reasons: reasons.filter(({ code }) => code !== 'other-event'),
    places: countPlaces(
      meant,
      draft.fields.map(({ pointer }) => pointer),
    ),
    mistakes: reading.ok ? [] : reading.mistakes,
  }
}
