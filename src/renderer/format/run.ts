import type { RunSeries, RunStatus, RunSummary } from '../../contract/runs.ts'
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

/** What that means, in a sentence without its full stop. */
const statusMeanings: Record<RunStatus, string> = {
  drained: 'the queue was empty',
  stopped: 'everything that was in hand was settled',
  limit: 'as many messages came as were asked for; more may have been waiting',
  failed: 'what was not loaded stayed on the queue',
  'cut-off': 'no end was noted: its process died, or it runs in another one',
  running: 'it goes on',
}

/** The same of a run over rejected messages, where it is not the same. */
const retryNames: Partial<Record<RunStatus, string>> = { drained: 'Tried again', running: 'Trying again' }

const retryMeanings: Partial<Record<RunStatus, string>> = {
  drained: 'rejected messages were judged by new rules or a mended table',
  stopped: 'it was stopped before all were tried',
  failed: 'what was not loaded stayed rejected',
}

export const statusName = ({ kind, status }: Pick<RunSummary, 'kind' | 'status'>): string =>
  (kind === 'retry' ? retryNames[status] : undefined) ?? statusNames[status]

export const statusMeaning = ({ kind, status }: Pick<RunSummary, 'kind' | 'status'>): string =>
  (kind === 'retry' ? retryMeanings[status] : undefined) ?? statusMeanings[status]

/** How long a run took, or has taken so far, in milliseconds. `now` is for one that goes on. */
export const durationOf = (run: RunSummary, now: number): number =>
  Math.max(0, (run.status === 'running' ? now : Date.parse(run.lastAt)) - Date.parse(run.startedAt))

/** Messages a second over all of a run; null where nothing came or no time passed. */
export const rateOf = (run: RunSummary, now: number): number | null => {
  const ms = durationOf(run, now)
  return ms === 0 || run.counts.received === 0 ? null : (run.counts.received / ms) * 1_000
}

/** Milliseconds after the start of the run at which each stretch begins. */
export const timesOf = ({ stepMs, loaded }: RunSeries): readonly number[] =>
  loaded.map((_, index) => index * stepMs)

/** Counts of stretches as messages a second. */
export const perSecond = (counts: readonly number[], stepMs: number): readonly number[] =>
  counts.map((count) => (count * 1_000) / stepMs)

/** A moment of a run as time since its start: `0`, `1.5 s`, `2 min 30 s`. */
export const formatOffset = (ms: number): string => (ms <= 0 ? '0' : formatDuration(ms).replace('.0 s', ' s'))
