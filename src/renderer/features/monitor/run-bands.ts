import type { PastRun } from '../../../contract/history.ts'
import { assertNever } from '../../../contract/result.ts'
import type { Stretch } from '../../state/stretches.ts'
import type { ChartBand } from '../../ui/chart-bands.ts'

const looks = {
  run: { label: 'Run', color: '--hover' },
  pause: { label: 'Paused', color: '--line-strong', hatched: true },
  outage: { label: 'Outage', color: '--red-soft' },
} as const satisfies Readonly<Record<Stretch['kind'], Omit<ChartBand, 'from' | 'to'>>>

/** What is drawn over what. */
const layer = (kind: Stretch['kind']): number => {
  switch (kind) {
    case 'run':
      return 0
    case 'outage':
      return 1
    case 'pause':
      return 2
    default:
      return assertNever(kind)
  }
}

interface Span {
  /** In milliseconds since 1970. */
  readonly from: number
  readonly to: number
}

/**
 * The bands behind the chart: runs of the history, and what this window has seen itself, which knows better. The history
 * holds no pauses and no outages, so of the time before this window there are runs alone.
 */
export const bandsOf = (
  stretches: readonly Stretch[],
  past: readonly PastRun[],
  { from, to }: Span,
): readonly ChartBand[] => {
  const seen = new Set(stretches.map(({ key }) => key))
  const runs = past
    .filter(({ runId }) => !seen.has(runId))
    .map((run) => ({ kind: 'run' as const, from: run.from, to: run.to }))
  return [...runs, ...stretches]
    .map((stretch) => ({ ...stretch, to: stretch.to ?? to }))
    .filter((stretch) => stretch.to >= from && stretch.from <= to)
    .toSorted((a, b) => layer(a.kind) - layer(b.kind))
    .map((stretch) => ({
      ...looks[stretch.kind],
      from: Math.max(from, stretch.from),
      to: Math.min(to, stretch.to),
    }))
}
