import { SegmentedControl } from '@mantine/core'
import segmented from '../../ui/segmented.module.css'
import { HistoryCharts } from './history-charts.tsx'
import { historyRanges, useHistoryRange } from './history-range.ts'
import { LevelChart } from './level-chart.tsx'
import classes from './queue-charts.module.css'

/** The queue's level just now, or the history of queue and throughput, as far back as a person likes. */
export const QueueCharts = () => {
  const [range, choose] = useHistoryRange()
  return (
    <div className={classes.place}>
      <SegmentedControl
        className={classes.ranges}
        size="xs"
        aria-label="How far back the charts look"
        classNames={segmented}
        data={historyRanges.map(({ value, label }) => ({ value, label }))}
        value={range.value}
        onChange={choose}
      />
      {range.minutes === null ? <LevelChart /> : <HistoryCharts range={range} />}
    </div>
  )
}
