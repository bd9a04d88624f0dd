import { keepPreviousData } from '@tanstack/react-query'
import type { History } from '../../../contract/history.ts'
import { formatCount, formatCountOf, formatRate } from '../../format/number.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { Known } from '../../ui/known.tsx'
import { TimeChart } from '../../ui/time-chart.tsx'
import classes from './history-charts.module.css'
import type { HistoryRange } from './history-range.ts'

interface Props {
  readonly range: HistoryRange & { readonly minutes: number }
}

/** How full the queue was and what became of messages, from what the database remembers. */
export const HistoryCharts = ({ range }: Props) => {
  const { answer, retry } = useAnswer({
    key: ['history', range.minutes],
    ask: (client) => client.send('getHistory', { minutes: range.minutes, steps: range.steps }),
    refetchInterval: range.refreshMs ?? false,
    placeholderData: keepPreviousData,
  })
  // The place is kept, so that nothing jumps when the history comes.
  return (
    <div className={classes.place}>
      <Known answer={answer} onRetry={retry}>
        {(history) => (
          <div className={classes.charts}>
            <DepthChart history={history} range={range} />
            <RateChart history={history} range={range} />
          </div>
        )}
      </Known>
    </div>
  )
}

interface ChartProps extends Props {
  readonly history: History
}

const DepthChart = ({ history: { steps }, range }: ChartProps) => {
  const most = Math.max(0, ...steps.map((step) => step.visible ?? 0))
  const hasDead = steps.some((step) => step.deadLetters !== null)
  return (
    <figure className={classes.chart}>
      <figcaption>In the queue</figcaption>
      <TimeChart
        label={`Messages in the queue over the last ${range.label}`}
        summary={`At most ${formatCountOf(most, 'message')} waited.`}
        height={160}
        times={steps.map((step) => step.at)}
        series={[
          {
            label: 'Waiting',
            color: '--accent',
            fill: '--accent-soft',
            values: steps.map((step) => step.visible),
          },
          { label: 'In flight', color: '--slate', dashed: true, values: steps.map((step) => step.inFlight) },
          ...(hasDead
            ? [
                {
                  label: 'Dead letters',
                  color: '--amber',
                  values: steps.map((step) => step.deadLetters),
                } as const,
              ]
            : []),
        ]}
        format={(value) => formatCountOf(value, 'message')}
        formatAxis={formatCount}
        formatTime={formatMoment}
      />
    </figure>
  )
}

const RateChart = ({ history: { steps, stepSeconds }, range }: ChartProps) => {
  const perSecond = (count: number): number => count / stepSeconds
  const total = steps.reduce((sum, step) => sum + step.loaded, 0)
  return (
    <figure className={classes.chart}>
      <figcaption>Settled a second</figcaption>
      <TimeChart
        label={`Messages settled a second over the last ${range.label}`}
        summary={`${formatCountOf(total, 'message')} loaded in all.`}
        height={160}
        times={steps.map((step) => step.at)}
        series={[
          {
            label: 'Loaded',
            color: '--accent',
            fill: '--accent-soft',
            values: steps.map((step) => perSecond(step.loaded)),
          },
          {
            label: 'Duplicates',
            color: '--slate',
            dashed: true,
            values: steps.map((step) => perSecond(step.duplicates)),
          },
          { label: 'Rejected', color: '--amber', values: steps.map((step) => perSecond(step.rejected)) },
        ]}
        format={formatRate}
        formatAxis={formatCount}
        formatTime={formatMoment}
      />
    </figure>
  )
}

const moment = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

const formatMoment = (at: number): string => moment.format(at)
