import type { RunSetting } from '../../contract/run-circumstances.ts'
import type { RunSummary } from '../../contract/runs.ts'
import type { RunView } from '../../contract/run-view.ts'

/** A run of the history in the form of a run seen by this window; null if it has no end. */
export const formerRun = (run: RunSummary): RunView | null => {
  if (run.status === 'running' || run.status === 'cut-off') return null
  const settings = run.circumstances?.settings ?? {}
  return {
    runId: run.runId,
    startedAt: Date.parse(run.startedAt),
    until: settings.until === 'stopped' ? 'stopped' : 'empty',
    maxMessages: limitOf(settings.maxMessages),
    maxSeconds: limitOf(settings.maxSeconds),
    phase: { name: 'finishing' },
    counts: run.counts,
    held: 0,
    idle: { ms: run.idleMs, since: null },
    recent: [],
    bottleneck: null,
    notes: run.notes,
    trend: [],
    end: { at: Date.parse(run.lastAt), outcome: run.status, failure: run.failure, left: null },
  }
}

const limitOf = (value: RunSetting | undefined): number | null => (typeof value === 'number' ? value : null)
