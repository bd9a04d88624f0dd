import { causePartOf } from '../contract/cause.ts'
import type { Reason, ReasonCode } from '../contract/reason.ts'
import { failure, type Failure } from '../contract/failure.ts'
import type { Counts } from '../contract/events.ts'
import type { Item } from './ports.ts'

/** How many messages must have been judged before their share means anything. */
const leastJudged = 100

/** What was decided about the messages of one batch. Duplicates are not among them. */
interface Judged {
  readonly batch: number
  readonly judged: number
  readonly rejected: number
  /** Whether duplicates were already left out; otherwise the commit finds them. */
  readonly isExact: boolean
  /** How many of the rejected have this cause; a message can have several. */
  readonly causes: ReadonlyMap<string, number>
}

/** The latest batches that hold at least `leastJudged` messages together; all there are if they hold fewer. */
const latest = (history: readonly Judged[]): readonly Judged[] => {
  let judged = 0
  let first = history.length
  while (first > 0 && judged < leastJudged) judged += history[(first -= 1)]?.judged ?? 0
  return history.slice(first)
}

interface Share {
  readonly judged: number
  readonly rejected: number
}

const shareOf = (history: readonly Judged[]): Share =>
  history.reduce(
    (sum, { judged, rejected }) => ({ judged: sum.judged + judged, rejected: sum.rejected + rejected }),
    { judged: 0, rejected: 0 },
  )

/** @param most in percent; 100 never trips */
const isTooMuch = ({ judged, rejected }: Share, most: number): boolean =>
  judged >= leastJudged && rejected * 100 > judged * most

/** The rejections of these batches as a failure, with the most common cause. */
const tooManyRejected = (history: readonly Judged[]): Failure => {
  const { judged, rejected } = shareOf(history)
  const causes = new Map<string, number>()
  for (const { causes: some } of history)
    for (const [cause, count] of some) causes.set(cause, (causes.get(cause) ?? 0) + count)
  const [commonest, count] = [...causes].sort((a, b) => b[1] - a[1])[0] ?? ['', 0]
  const [cause = '', pointer = '', detail = ''] = commonest.split('\n')
  return failure('too-many-rejected', {
    ...{ rejected: String(rejected), judged: String(judged) },
    share: String(Math.round((rejected * 100) / judged)),
    ...{ cause, pointer, detail, count: String(count) },
  })
}

const causesOf = (rejections: readonly (readonly Reason[])[]): ReadonlyMap<string, number> => {
  const causes = new Map<string, number>()
  for (const reasons of rejections)
    for (const cause of new Set(reasons.filter(isCause).map(causeOf)))
      causes.set(cause, (causes.get(cause) ?? 0) + 1)
  return causes
}

const notCauses: readonly ReasonCode[] = ['and-more']

const isCause = ({ code }: Reason): boolean => !notCauses.includes(code)

/** Values differ between messages, but PostgreSQL's reason is the same for many. */
const causeOf = (reason: Reason): string => {
  const { code, pointer } = causePartOf(reason)
  return [code, pointer, code === 'refused-by-database' ? (reason.detail ?? '') : ''].join('\n')
}

/**
 * Ends a run that rejects too much: then the messages or the settings are wrong, and a person must look. It is asked
 * before each commit, so the batch that trips it is not committed.
 */
export interface Breaker {
  /**
   * Counts a batch, or returns why the run must end. Calls `known` only if the result depends on which messages are
   * duplicates, and rejects as it does.
   */
  readonly judge: (batch: number, items: readonly Item[], known: Known) => Promise<Failure | null>
  /** Counts messages that were judged well formed and are rejected after all, for their content. */
  readonly judgeRefused: (batch: number, reasons: readonly Reason[]) => Failure | null
  /** Removes the duplicates that the commit of a batch, or of a part of it, found. */
  readonly noteCommitted: (batch: number, items: readonly Item[], counts: Counts) => void
}

/** Returns the ids of messages that are already settled. */
type Known = (items: readonly Item[]) => Promise<ReadonlySet<string>>

/** @param most of a hundred messages, how many may be rejected; null for any number */
export const createBreaker = (most: number | null): Breaker => {
  let history: readonly Judged[] = []
  const take = (entry: Judged): Failure | null => {
    const next = latest([...history, entry])
    if (most !== null && isTooMuch(shareOf(next), most)) return tooManyRejected(next)
    history = next
    return null
  }
  return {
    judge: async (batch, items, known) => {
      if (most === null) return null
      const entry = judgedOf(batch, items, false)
      // Duplicates among the well-formed raise the share of the rejected; no more are counted than needed.
      const needed = leastJudged - shareOf(history).judged
      const heaviest = { ...entry, judged: Math.min(entry.judged, Math.max(entry.rejected, needed)) }
      const depends = [entry, heaviest].some((one) => isTooMuch(shareOf(latest([...history, one])), most))
      if (!depends) return take(entry)
      const settled = await known(items)
      const fresh = items.filter(({ deliveries: [first] }) => !settled.has(first.messageId))
      return take(judgedOf(batch, fresh, true))
    },
    judgeRefused: (batch, reasons) => {
      if (most === null || reasons.length === 0) return null
      const causes = causesOf(reasons.map((one) => [one]))
      // They were counted before, as well formed.
      return take({ batch, judged: 0, rejected: reasons.length, isExact: true, causes })
    },
    noteCommitted: (batch, items, counts) => {
      history = history.map((entry) =>
        entry.batch === batch && !entry.isExact ? without(entry, items, counts) : entry,
      )
    },
  }
}

/**
 * A message of another event is rejected but says nothing against our messages; nor does one that a rule is about to
 * mend.
 */
const isAside = ({ entry }: Item): boolean =>
  entry.kind === 'rejected' &&
  (entry.isMendable === true || entry.reasons.every(({ code }) => code === 'other-event'))

const judgedOf = (batch: number, items: readonly Item[], isExact: boolean): Judged => {
  const ours = items.filter((item) => !isAside(item))
  const rejections = ours.flatMap(({ entry }) => (entry.kind === 'rejected' ? [entry.reasons] : []))
  const causes = causesOf(rejections)
  return { batch, judged: ours.length, rejected: rejections.length, isExact, causes }
}

const without = (entry: Judged, items: readonly Item[], { loaded, rejected }: Counts): Judged => {
  const aside = items.filter(isAside).length
  const malformed = items.filter((item) => item.entry.kind === 'rejected').length - aside
  const rejectedOurs = Math.max(0, rejected - aside)
  return {
    ...entry,
    judged: Math.max(0, entry.judged - (items.length - loaded - rejected)),
    rejected: Math.max(0, entry.rejected - Math.max(0, malformed - rejectedOurs)),
  }
}
