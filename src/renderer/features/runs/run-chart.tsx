import { useMemo } from 'react'
import type { RunDetails } from '../../../contract/runs.ts'
import { formatCount, formatRate } from '../../../contract/amount.ts'
import { formatOffset, perSecond, timesOf } from '../../format/run.ts'
import { formatDuration } from '../../format/time.ts'
import type { ChartSeries } from '../../ui/chart-options.ts'
import { TimeChart } from '../../ui/time-chart.tsx'
import classes from './run-panel.module.css'

/** A run's course: messages a second, by outcome. */
export const RunChart = ({ run }: { readonly run: RunDetails }) => {
  const { series } = run
  const times = useMemo(() => timesOf(series), [series])
  const lines = useMemo((): readonly ChartSeries[] => {
    const rates = (counts: readonly number[]) => perSecond(counts, series.stepMs)
    const format = formatRate
    const all: readonly ChartSeries[] = [
      { label: 'Loaded', color: '--accent', fill: '--accent-soft', values: rates(series.loaded), format },
      { label: 'Rejected', color: '--amber', values: rates(series.rejected), format },
      { label: 'Duplicates', color: '--slate', values: rates(series.duplicates), format },
      { label: 'Released', color: '--text-quiet', dashed: true, values: rates(series.released), format },
    ]
    // What never happened needs no line; loading is what a run is for.
    return all.filter(({ values }, index) => index === 0 || values.some((value) => value !== 0))
  }, [series])

  if (times.length < 2) {
    return (
      <p className={classes.quiet}>
        {run.counts.received === 0
          ? 'Nothing came, so there is nothing to draw.'
          : `All of it was settled within ${formatDuration(series.stepMs)}: too short to draw.`}
      </p>
    )
  }
  const most = Math.max(...(lines[0]?.values.map((value) => value ?? 0) ?? [0]))
  return (
    <section className={classes.chart} aria-label="Course">
      <h3>
        Throughput{' '}
        <span className={classes.quiet}>
          messages/s, per {formatDuration(series.stepMs).replace('.0 s', ' s')}
        </span>
      </h3>
      <TimeChart
        label="Throughput over the run"
        summary={`At most ${formatRate(most)} loaded, over ${formatDuration(times.length * series.stepMs)}.`}
        times={times}
        series={lines}
        formatAxis={formatCount}
        formatTime={(at) => `${formatOffset(at)} after the start`}
        formatAxisTime={formatOffset}
        height={160}
      />
    </section>
  )
}
