import type { RunSeries, RunStatus, RunSummary } from '../../contract/runs.ts'
import { idleMs } from '../../contract/run-clock.ts'
import type { RunView } from '../../contract/run-view.ts'
import { outcomeSentence } from './outcome.ts'
import { formatDuration } from './time.ts'

/** A run's status, in a word or two. */
export const statusNames: Record<RunStatus, string> = {
  drained: 'Drained',
  stopped: 'Stopped',
  limit: 'Limit reached',
  failed: 'Failed',
  'cut-off': 'Cut off',
  running: 'Running',
}

/** For runs without an end. */
const endless: Record<'cut-off' | 'running', string> = {
  'cut-off': 'Cut off: no end was noted. Its process died, or it runs in another one.',
  running: 'Running.',
}

/** The same for a run over rejected messages, if it differs. */
const retryNames: Partial<Record<RunStatus, string>> = { drained: 'Tried again', running: 'Trying again' }

const retrySentences: Partial<Record<RunStatus, string>> = {
  drained: 'Tried again: rejected messages were judged by new rules or a mended table.',
  stopped: 'Stopped before all were tried.',
  failed: 'Failed: what was not loaded stayed rejected.',
  running: 'Trying again.',
}

/** A run’s status, in a word or two. */
export const statusName = ({ kind, status }: Pick<RunSummary, 'kind' | 'status'>): string =>
  (kind === 'retry' ? retryNames[status] : undefined) ?? statusNames[status]

/** A run's status or end, in a sentence. */
export const statusSentence = ({ kind, status, counts, circumstances }: RunSummary): string => {
  const ofRetry = kind === 'retry' ? retrySentences[status] : undefined
  if (ofRetry !== undefined) return ofRetry
  if (status === 'running' || status === 'cut-off') return endless[status]
  const settings = circumstances?.settings ?? {}
  const numberOf = (name: string): number | null => {
    const value = settings[name]
    return typeof value === 'number' ? value : null
  }
  const limits = { maxMessages: numberOf('maxMessages'), maxSeconds: numberOf('maxSeconds') }
  return outcomeSentence({ outcome: status, counts, ...limits })
}

/** How long a run took, or has taken so far, in milliseconds. `now` is for one still running. */
export const durationOf = (run: RunSummary, now: number): number =>
  Math.max(0, (run.status === 'running' ? now : Date.parse(run.lastAt)) - Date.parse(run.startedAt))

/** Messages a second while a run could work, without its pauses and outages; null if nothing came or no time passed. */
export const rateOf = (run: RunSummary, now: number): number | null => {
  const ms = durationOf(run, now) - run.idleMs
  return ms <= 0 || run.counts.received === 0 ? null : (run.counts.received / ms) * 1_000
}

/**
 * A run of the history with the numbers that this window has seen itself, if it has: so that Monitor and Runs always
 * agree, by the same clock.
 */
export const asSeen = <R extends RunSummary>(run: R, seen: RunView | null, now: number): R => {
  if (seen === null || seen.runId !== run.runId) return run
  const { end } = seen
  return {
    ...run,
    startedAt: new Date(seen.startedAt).toISOString(),
    lastAt: new Date(end?.at ?? now).toISOString(),
    status: end?.outcome ?? 'running',
    counts: seen.counts,
    idleMs: idleMs(seen, now),
    failure: end?.failure ?? run.failure,
  }
}

/** Why another connection cannot be used. */
export const heldByRun = 'A run is in progress: another connection can be used when it has ended.'

/** Follows the throughput of `rateOf`. */
export const onAverage = 'on average, without pauses and outages'

/** When each step begins, in milliseconds after the start of the run. */
export const timesOf = ({ stepMs, loaded }: RunSeries): readonly number[] =>
  loaded.map((_, index) => index * stepMs)

/** Counts per step as messages a second. */
export const perSecond = (counts: readonly number[], stepMs: number): readonly number[] =>
  counts.map((count) => (count * 1_000) / stepMs)

/** A time in a run since its start: `0`, `1.5 s`, `2 min 30 s`. */
export const formatOffset = (ms: number): string => (ms <= 0 ? '0' : formatDuration(ms).replace('.0 s', ' s'))
