import type { RunSeries, RunStatus, RunSummary } from '../../contract/runs.ts'
import { idleMs } from '../../contract/run-clock.ts'
import type { RunView } from '../../contract/run-view.ts'
import { outcomeSentence } from './outcome.ts'
import { formatDuration } from './time.ts'

/** How a run stands, in a word or two. */
export const statusNames: Record<RunStatus, string> = {
  drained: 'Drained',
  stopped: 'Stopped',
  limit: 'Limit reached',
  failed: 'Failed',
  'cut-off': 'Cut off',
  running: 'Running',
}

/** Where there is no end to speak of. */
const endless: Record<'cut-off' | 'running', string> = {
  'cut-off': 'Cut off: no end was noted. Its process died, or it runs in another one.',
  running: 'Running.',
}

/** The same of a run over rejected messages, where it is not the same. */
const retryNames: Partial<Record<RunStatus, string>> = { drained: 'Tried again', running: 'Trying again' }

const retrySentences: Partial<Record<RunStatus, string>> = {
  drained: 'Tried again: rejected messages were judged by new rules or a mended table.',
  stopped: 'Stopped before all were tried.',
  failed: 'Failed: what was not loaded stayed rejected.',
  running: 'Trying again.',
}

export const statusName = ({ kind, status }: Pick<RunSummary, 'kind' | 'status'>): string =>
  (kind === 'retry' ? retryNames[status] : undefined) ?? statusNames[status]

/** How a run stands or ended, in a sentence. */
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

/** How long a run took, or has taken so far, in milliseconds. `now` is for one that goes on. */
export const durationOf = (run: RunSummary, now: number): number =>
  Math.max(0, (run.status === 'running' ? now : Date.parse(run.lastAt)) - Date.parse(run.startedAt))

/** Messages a second while a run could work, without its pauses and outages; null where nothing came or no time passed. */
export const rateOf = (run: RunSummary, now: number): number | null => {
  const ms = durationOf(run, now) - run.idleMs
  return ms <= 0 || run.counts.received === 0 ? null : (run.counts.received / ms) * 1_000
}

/**
 * A run of the history as the window has seen it itself, where it has: so that Monitor and Runs tell the same of it, by the
 * same clock, at every moment.
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

/** Milliseconds after the start of the run at which each stretch begins. */
export const timesOf = ({ stepMs, loaded }: RunSeries): readonly number[] =>
  loaded.map((_, index) => index * stepMs)

/** Counts of stretches as messages a second. */
export const perSecond = (counts: readonly number[], stepMs: number): readonly number[] =>
  counts.map((count) => (count * 1_000) / stepMs)

/** A moment of a run as time since its start: `0`, `1.5 s`, `2 min 30 s`. */
export const formatOffset = (ms: number): string => (ms <= 0 ? '0' : formatDuration(ms).replace('.0 s', ' s'))
