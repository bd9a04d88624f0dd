import type { RunEnd, RunView } from '../../contract/run-view.ts'
import type { Snapshot } from '../../contract/snapshot.ts'
import { isMostlyRejected } from '../../contract/mostly-rejected.ts'
import type { Cut, Reach } from './cut.ts'
import { cutOf } from './cut.ts'
import { lackWords } from './lack-words.ts'
import { formatCount, formatCountOf } from '../format/number.ts'
import { outcomeSentence } from '../format/outcome.ts'
import { describePhase } from '../format/phase.ts'

/** Everything that decides the Monitor's sentence. */
export interface Situation extends Reach {
  readonly snapshot: Pick<Snapshot, 'connection' | 'neighbours' | 'depth' | 'run'>
  /** Whether a dry run is running. */
  readonly looking: boolean
  /** How many of what the last run rejected are still to be dealt with; null where that is not known. */
  readonly left?: number | null
}

export interface StateSentence {
  readonly text: string
  /** What is waiting now, after an end: it keeps changing. */
  readonly waiting: string | null
  /** `loud` for an end that nobody can have wanted. */
  readonly tone: 'plain' | 'loud'
}

const plain = (text: string): StateSentence => ({ text, waiting: null, tone: 'plain' })

/**
 * The present state: one sentence, or an end and what is waiting now. Nothing else on the Monitor repeats it.
 *
 * @param now counts down to the next try; without it the words stay the same, as they must when they are read aloud
 */
export const stateSentence = (situation: Situation, now: number | null): StateSentence => {
  const { snapshot, looking, left = null } = situation
  const { run } = snapshot
  const queueCut = cutOf(situation, 'queue')
  const isUnreached = queueCut !== null && queueCut.why !== 'away'
  if (isUnreached && queueCut.why === 'lost') return plain('Not known: Sluice does not answer.')
  if (run !== null && run.end === null) return plain(`${describePhase(run.phase, run.until, now)}.`)
  if (isUnreached) {
    return plain(
      queueCut.why === 'connecting'
        ? 'Connecting to the queue and the database…'
        : 'Not connected: nothing can be run until there is a connection.',
    )
  }
  if (looking) return plain('Dry run: looking at what waits. Nothing is loaded, and everything goes back.')
  const databaseCut = cutOf(situation, 'database')
  if (run?.end != null) return ended(run, run.end, left, waitingWords(snapshot, queueCut, true))
  if (databaseCut !== null) return plain(`Not ready: ${lackWords(databaseCut)}.`)
  if (queueCut !== null) return plain(`Not ready: ${lackWords(queueCut)}.`)
  const waiting = waitingWords(snapshot, queueCut, false)
  return plain(waiting === null ? 'Ready.' : `Ready: ${waiting}.`)
}

/** What is left of the rejected ones, where some were dealt with. */
const leftWords = (rejected: number, left: number | null): string => {
  if (left === null || left >= rejected) return ''
  return left === 0
    ? '; all of them are dealt with now'
    : `; ${formatCount(left)} of them ${left === 1 ? 'is' : 'are'} left`
}

const ended = (run: RunView, end: RunEnd, left: number | null, waiting: string | null): StateSentence => {
  const { counts, maxMessages, maxSeconds } = run
  const how = outcomeSentence({ outcome: end.outcome, counts, maxMessages, maxSeconds })
  // A run that was stopped for it has a notice that says so.
  const isMost = isMostlyRejected(counts) && end.failure?.code !== 'too-many-rejected'
  // What was mended, discarded or loaded since blames nobody any more.
  const isLoud = isMost && (left === null || isMostlyRejected({ ...counts, rejected: left }))
  const most = isMost
    ? ` Most was rejected: ${formatCount(counts.rejected)} of ${formatCountOf(counts.rejected + counts.loaded, 'message')}${leftWords(counts.rejected, left)}.`
    : ''
  return {
    text: `${how}${most}`,
    waiting: waiting === null ? null : `${waiting[0]?.toUpperCase()}${waiting.slice(1)}.`,
    tone: isLoud || end.outcome === 'failed' ? 'loud' : 'plain',
  }
}

/**
 * What is waiting now, or null if that need not be said.
 *
 * @param afterRun whether the sentence before was about a run
 */
const waitingWords = (
  { depth, run }: Pick<Snapshot, 'depth' | 'run'>,
  cut: Cut | null,
  afterRun: boolean,
): string | null => {
  if (cut !== null) return `how many messages wait is not known: ${lackWords(cut)}`
  // A reading from before the end may count what the run has settled since.
  if (depth === null || (run?.end != null && depth.at < run.end.at)) return null
  const { visible, inFlight, delayed } = depth
  if (visible > 0) return `about ${formatCountOf(visible, 'message')} ${visible === 1 ? 'is' : 'are'} waiting`
  const others = [
    inFlight === 0 ? null : `about ${formatCount(inFlight)} in flight`,
    delayed === 0 ? null : `about ${formatCount(delayed)} delayed`,
  ].filter((part) => part !== null)
  if (others.length > 0) return `no message can be received now, with ${others.join(' and ')}`
  return afterRun && run?.end?.outcome === 'drained' ? null : `the queue is empty${afterRun ? ' now' : ''}`
}
