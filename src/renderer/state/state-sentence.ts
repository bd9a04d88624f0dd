import type { Counts } from '../../contract/events.ts'
import type { RunEnd, RunView } from '../../contract/run-view.ts'
import type { Snapshot } from '../../contract/snapshot.ts'
import { isMostlyRejected } from '../../contract/mostly-rejected.ts'
import type { Cut, Reach } from './cut.ts'
import { cutOf } from './cut.ts'
import { lackWords } from './lack-words.ts'
import { formatCount, formatCountOf } from '../../contract/amount.ts'
import { outcomeSentence } from '../format/outcome.ts'
import { describePhase } from '../format/phase.ts'

/** Everything that decides the Monitor's sentence. */
export interface Situation extends Reach {
  readonly snapshot: Pick<Snapshot, 'connection' | 'neighbours' | 'depth' | 'run'>
  /** Whether a dry run is running. */
  readonly looking: boolean
  /** How many of the last run's rejected messages are still kept; null if not known. */
  readonly leftRejected?: number | null
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
  const { snapshot, looking, leftRejected = null } = situation
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
  if (run?.end != null)
    return ended(run, run.end, { left: leftRejected, waiting: waitingWords(snapshot, queueCut, true) })
  if (databaseCut !== null) return plain(`Not ready: ${lackWords(databaseCut)}.`)
  if (queueCut !== null) return plain(`Not ready: ${lackWords(queueCut)}.`)
  const waiting = waitingWords(snapshot, queueCut, false)
  return plain(waiting === null ? 'Ready.' : `Ready: ${waiting}.`)
}

interface Now {
  /** How many of its rejected messages are still kept; null if not known. */
  readonly left: number | null
  readonly waiting: string | null
}

const ended = (run: RunView, end: RunEnd, { left, waiting }: Now): StateSentence => {
  const { counts, maxMessages, maxSeconds } = run
  const how = outcomeSentence({ outcome: end.outcome, counts, maxMessages, maxSeconds })
  // A run that was stopped for this reason has its own notice.
  const isTold = isMostlyRejected(counts) && end.failure?.code !== 'too-many-rejected'
  const since = left === null ? 0 : Math.max(0, counts.rejected - left)
  const isLoud = isTold && isMostlyRejected(settledSince(counts, since))
  return {
    text: isTold ? `${how} ${rejectedWords(counts, since, isLoud)}` : how,
    waiting: waiting === null ? null : `${waiting[0]?.toUpperCase()}${waiting.slice(1)}.`,
    tone: isLoud || end.outcome === 'failed' ? 'loud' : 'plain',
  }
}

/** The counts of a run as if what was loaded or discarded later had been loaded at once. */
const settledSince = (counts: Counts, since: number): Counts => ({
  ...counts,
  loaded: counts.loaded + since,
  rejected: counts.rejected - since,
})

/** @param since how many of the rejected were loaded or discarded later */
const rejectedWords = ({ loaded, rejected }: Counts, since: number, isLoud: boolean): string => {
  const share = `${formatCount(rejected)} of ${formatCountOf(rejected + loaded, 'message')}`
  if (since === 0) return `Most was rejected: ${share}.`
  const left = rejected - since
  const ofThem = `of which ${left === 0 ? 'none' : formatCount(left)} ${left > 1 ? 'are' : 'is'} left`
  return isLoud ? `Most was rejected: ${share}, ${ofThem}.` : `${share} were rejected, ${ofThem}.`
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
