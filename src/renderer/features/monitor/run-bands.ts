import type { History } from '../../../contract/history.ts'
import type { Stretch } from '../../../contract/stretches.ts'
import type { ChartBand } from '../../ui/chart-bands.ts'

const looks = {
  run: { label: 'Run', color: '--hover' },
  pause: { label: 'Paused', color: '--line-strong', hatched: true },
  outage: { label: 'Outage', color: '--red-soft' },
} as const satisfies Readonly<Record<Stretch['kind'], Omit<ChartBand, 'from' | 'to'>>>

/** The drawing order, the lowest first. */
const layers = ['run', 'outage', 'pause'] as const

interface Span {
  /** In milliseconds since 1970. */
  readonly from: number
  readonly to: number
}

/**
 * The bands behind the chart: runs, pauses and outages from the history and from what this window has seen itself,
 * which is more exact. What both contain is drawn once.
 */
export const bandsOf = (
  stretches: readonly Stretch[],
  past: Pick<History, 'runs' | 'stretches'>,
  { from, to }: Span,
): readonly ChartBand[] => {
  const seen = new Set(stretches.map(({ key }) => key))
  const runs = past.runs
    .filter(({ runId }) => !seen.has(runId))
    .map((run) => ({ kind: 'run' as const, ...run }))
  const all = [...runs, ...past.stretches, ...stretches]
    .map((stretch) => ({ kind: stretch.kind, from: stretch.from, to: stretch.to ?? to }))
    .filter((stretch) => stretch.to >= from && stretch.from <= to)
  return layers.flatMap((kind) => {
    const own = all.filter((stretch) => stretch.kind === kind)
    return (kind === 'run' ? own : joined(own)).map((span) => ({
      ...looks[kind],
      from: Math.max(from, span.from),
      to: Math.min(to, span.to),
    }))
  })
}

/** Merges spans that touch. */
const joined = (spans: readonly Span[]): readonly Span[] =>
  spans
    .toSorted((a, b) => a.from - b.from)
    .reduce<readonly Span[]>((whole, span) => {
      const last = whole.at(-1)
      return last === undefined || last.to < span.from
        ? [...whole, span]
        : [...whole.slice(0, -1), { from: last.from, to: Math.max(last.to, span.to) }]
    }, [])
