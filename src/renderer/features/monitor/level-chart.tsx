import { formatCount } from '../../format/number.ts'
import { levelWindow, withHistory } from '../../state/levels.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { useNow } from '../../state/use-now.ts'
import { valueOf } from '../../state/answer.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { levelPath } from './level-path.ts'
import classes from './level-chart.module.css'

const width = 600
const height = 56

/** How the number of waiting messages went over the last two minutes. A picture only: the numbers stand beside it. */
export const LevelChart = () => {
  const levels = useMonitor((state) => state.levels)
  const now = useNow()
  const { answer } = useAnswer({
    key: ['history', 'levels'],
    ask: (client) => client.send('getHistory', { minutes: 2, steps: 24 }),
    staleTime: Infinity,
  })
  const path = levelPath(withHistory(levels, valueOf(answer)), now, levelWindow, width, height)
  return (
    <div className={classes.chart} aria-hidden>
      <svg viewBox={`0 -2 ${width} ${height + 2}`} preserveAspectRatio="none" className={classes.plot}>
        <path className={classes.grid} d={`M0 0H${width}M0 ${height / 2}H${width}`} />
        {path !== null && <path className={classes.area} d={path.area} />}
        {path !== null && <path className={classes.line} d={path.line} />}
        <path className={classes.floor} d={`M0 ${height}H${width}`} />
      </svg>
      <span className={classes.top}>{path === null ? '' : formatCount(path.top)}</span>
      <span className={classes.bottom}>0</span>
      <span className={classes.from}>2 min ago</span>
      <span className={classes.to}>now</span>
    </div>
  )
}
