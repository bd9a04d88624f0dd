import type { Counts } from '../../contract/events.ts'
import type { RunEnd, RunView } from '../../contract/run-view.ts'
import { workInProgress } from '../../contract/run-state.ts'
import type { Snapshot } from '../../contract/snapshot.ts'
import { describeMostlyRejected, isMostlyRejected } from '../../contract/mostly-rejected.ts'
import type { Cut, Reach } from './cut.ts'
import { cutOf } from './cut.ts'
import { lackWords } from './lack-words.ts'
import { formatCount, formatCountOf } from '../../contract/amount.ts'
import { outcomeSentence } from '../format/outcome.ts'
import { describePhase } from '../../contract/phase-words.ts'

/** Everything that decides the Monitor's sentence. */
export interface Situation extends Reach {
  readonly snapshot: Pick<Snapshot, 'connection' | 'neighbours' | 'depth' | 'run'> &
    Partial<Pick<Snapshot, 'deadLetterWork' | 'repair'>>
  /** Whether a dry run is running. */
  readonly looking: boolean
  /** How many of the last run's rejected messages are still kept; null if not known. */
  readonly leftRejected?: number | null
  /** Whether the last run read its messages by another definition than the one in force. */
  readonly isOtherDefinition?: boolean
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
  const { snapshot, looking, leftRejected = null, isOtherDefinition = false } = situation
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
  const work = workInProgress(snapshot)
  if (work !== null) return plain(`No run can start now: ${work}.`)
  const databaseCut = cutOf(situation, 'database')
  if (run?.end != null)
    return ended(run, run.end, {
      ...{ left: leftRejected, isOtherDefinition, waiting: waitingWords(snapshot, queueCut, true) },
    })
  if (databaseCut !== null) return plain(`Not ready: ${lackWords(databaseCut)}.`)
  if (queueCut !== null) return plain(`Not ready: ${lackWords(queueCut)}.`)
  const waiting = waitingWords(snapshot, queueCut, false)
  return plain(waiting === null ? 'Ready.' : `Ready: ${waiting}.`)
}

interface Now {
  /** How many of its rejected messages are still kept; null if not known. */
  readonly left: number | null
  readonly isOtherDefinition: boolean
  readonly waiting: string | null
}

const ended = (run: RunView, end: RunEnd, now: Now): StateSentence => {
  const { counts, maxMessages, maxSeconds } = run
  const { waiting } = now
  const how = outcomeSentence({ outcome: end.outcome, counts, maxMessages, maxSeconds })
  const isBroken = end.failure?.code === 'too-many-rejected'
  const blame = blameOf(counts, isBroken, now)
  const isFailed = end.outcome === 'failed' && !(isBroken && blame.isOver)
  return {
    // What stopped the run has its own notice, while it is true.
    text: blame.words === null || (isBroken && !blame.isOver) ? how : `${how} ${blame.words}`,
    waiting: waiting === null ? null : `${waiting[0]?.toUpperCase()}${waiting.slice(1)}.`,
    tone: blame.isLoud || isFailed ? 'loud' : 'plain',
  }
}

/**
 * Whether what ended a run that rejected too much is over: all that it rejected was dealt with, or it was rejected by
 * another definition than the one in force.
 */
export const isRejectingOver = ({
  left,
  isOtherDefinition,
}: Pick<Now, 'left' | 'isOtherDefinition'>): boolean => left === 0 || isOtherDefinition

interface Blame {
  /** What was rejected and is left, in a sentence; null if that need not be said. */
  readonly words: string | null
  readonly isLoud: boolean
  readonly isOver: boolean
}

const blameOf = (counts: Counts, isBroken: boolean, { left, isOtherDefinition }: Now): Blame => {
  const isOver = isRejectingOver({ left, isOtherDefinition })
  if (!isMostlyRejected(counts) && !isBroken) return { words: null, isLoud: false, isOver }
  const since = left === null ? 0 : Math.max(0, counts.rejected - left)
  const isMostly = isMostlyRejected(settledSince(counts, since))
  const isLoud = isMostly && !isOver && !isBroken
  return { words: rejectedWords(counts, since, { isMostly, isOtherDefinition }), isLoud, isOver }
}

/** The counts of a run as if what was loaded or discarded later had been loaded at once. */
const settledSince = (counts: Counts, since: number): Counts => ({
  ...counts,
  loaded: counts.loaded + since,
  rejected: counts.rejected - since,
})

/** @param since how many of the rejected were loaded or discarded later */
const rejectedWords = (
  counts: Counts,
  since: number,
  { isMostly, isOtherDefinition }: { readonly isMostly: boolean; readonly isOtherDefinition: boolean },
): string => {
  const { loaded, rejected } = counts
  const left = since === 0 ? '' : leftWords(rejected, rejected - since)
  if (isMostly || loaded === 0) {
    const by = isOtherDefinition ? 'earlier definition' : 'definition in force'
    return `${describeMostlyRejected(counts, by)}${left}.`
  }
  const share = `${formatCount(rejected)} of ${formatCountOf(rejected + loaded, 'message')}`
  const by = isOtherDefinition ? ' by an earlier definition' : ''
  return `${share} ${rejected === 1 ? 'was' : 'were'} rejected${by}${left}.`
}

const leftWords = (rejected: number, left: number): string => {
  if (left > 0) return `; ${formatCount(left)} ${left === 1 ? 'is' : 'are'} left to deal with`
  return rejected === 1 ? '; it has been dealt with' : '; all have been dealt with'
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
