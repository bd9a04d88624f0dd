import { SegmentedControl } from '@mantine/core'
import { keepPreviousData } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { History } from '../../../contract/history.ts'
import { formatCount } from '../../../contract/amount.ts'
import { formatMoment } from '../../format/time.ts'
import { valueOf } from '../../state/answer.ts'
import { useSettled } from '../../state/monitor-context.tsx'
import { useAnswer } from '../../state/use-answer.ts'
import { useNow } from '../../state/use-now.ts'
import { Known } from '../../ui/known.tsx'
import segmented from '../../ui/segmented.module.css'
import { TimeChart } from '../../ui/time-chart.tsx'
import { chartLines, chartSummary, isUnknown } from './chart-lines.ts'
import { liveStep, liveSteps, recentSteps, stepsOf, type ChartStep } from './chart-steps.ts'
import classes from './course-chart.module.css'
import { historyRanges, useHistoryRange, type HistoryRange } from './history-range.ts'
import { bandsOf } from './run-bands.ts'

/** How full the queue was and how fast messages were settled, on one time axis, as far back as a person chooses. */
export const CourseChart = () => {
  const [range, choose] = useHistoryRange()
  return (
    <section className={classes.course} aria-labelledby="course-heading">
      <div className={classes.head}>
        <h2 id="course-heading">Queue and throughput</h2>
        <SegmentedControl
          size="xs"
          aria-label="How far back the chart looks"
          classNames={segmented}
          data={historyRanges.map(({ value, label }) => ({ value, label }))}
          value={range.value}
          onChange={choose}
        />
      </div>
      <div className={classes.place}>
        <div className={classes.fill}>
          {range.minutes === null ? <Recent range={range} /> : <Remembered range={range} />}
        </div>
      </div>
    </section>
  )
}

interface Props {
  readonly range: HistoryRange
}

/** The last two minutes. The window has seen them itself, so it asks the database once, for the time before it looked. */
const Recent = ({ range }: Props) => {
  const course = useSettled((state) => state.course)
  const now = useNow()
  const { answer } = useAnswer({
    key: ['history', 'recent'],
    ask: (client) => client.send('getHistory', { minutes: 2, steps: liveSteps }),
    staleTime: Infinity,
  })
  const history = valueOf(answer)
  const end = Math.floor(now / liveStep) * liveStep
  const steps = useMemo(() => recentSteps(course, history, end), [course, history, end])
  return <Drawn range={range} steps={steps} history={history} step={liveStep} />
}

const Remembered = ({ range }: Props) => {
  const { answer, retry } = useAnswer({
    key: ['history', range.minutes],
    ask: (client) => client.send('getHistory', { minutes: range.minutes ?? 2, steps: range.steps }),
    refetchInterval: range.refreshMs ?? false,
    placeholderData: keepPreviousData,
  })
  return (
    <Known answer={answer} onRetry={retry}>
      {(history) => (
        <Drawn range={range} steps={stepsOf(history)} history={history} step={history.stepSeconds * 1_000} />
      )}
    </Known>
  )
}

interface DrawnProps extends Props {
  readonly steps: readonly ChartStep[]
  readonly history: History | null
  /** In milliseconds. */
  readonly step: number
}

const noPast = { runs: [], stretches: [] }

const Drawn = ({ range, steps, history, step }: DrawnProps) => {
  const stretches = useSettled((state) => state.course.stretches)
  const lines = useMemo(() => chartLines(steps), [steps])
  const times = useMemo(() => steps.map(({ at }) => at), [steps])
  const bands = useMemo(
    () =>
      bandsOf(stretches, history ?? noPast, {
        from: (times[0] ?? 0) - step,
        to: times.at(-1) ?? 0,
      }),
    [stretches, history, times, step],
  )
  return (
    <>
      {isUnknown(steps) && (
        <p className={classes.nothing}>{range.minutes === null ? 'No data yet' : 'No data from this time'}</p>
      )}
      <TimeChart
        label={`Messages waiting, and throughput, over the last ${range.label}`}
        summary={chartSummary(steps)}
        height="fill"
        times={times}
        series={lines}
        bands={bands}
        step={step}
        formatAxis={formatCount}
        formatTime={formatMoment}
      />
    </>
  )
}
