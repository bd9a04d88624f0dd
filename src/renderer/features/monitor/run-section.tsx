import { noCounts, type Depth } from '../../../contract/events.ts'
import { describeFailure } from '../../../contract/failure.ts'
import { rate, type RunView } from '../../../contract/snapshot.ts'
import { timeToEmpty } from '../../../contract/time-to-empty.ts'
import { formatCountOf, formatRate } from '../../format/number.ts'
import { timeWords } from '../../format/time-to-empty.ts'
import { describePhase } from '../../format/phase.ts'
import { progressOf } from '../../../contract/progress.ts'
import { timeLeft } from '../../format/progress.ts'
import { formatTimeLeft } from '../../format/time.ts'
import type { Level } from '../../state/levels.ts'
import type { MonitorState } from '../../state/monitor-store.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { useNow } from '../../state/use-now.ts'
import { Channel } from './channel.tsx'
import { Figure } from '../../ui/figure.tsx'
import { RunEnd } from './run-end.tsx'
import { RunSum } from './run-sum.tsx'
import classes from './section.module.css'

/** The run that goes on, or the last one. */
export const RunSection = () => {
  const run = useMonitor((state) => state.snapshot.run)
  const depth = useMonitor((state) => state.snapshot.depth)
  const counts = run?.counts ?? noCounts
  const running = run !== null && run.end === null
  return (
    <section className={classes.section} aria-labelledby="run-heading">
      <h2 id="run-heading">{run === null || running ? 'Run' : 'Last run'}</h2>
      <div className={classes.line}>
        <p data-testid="phase">{running ? <PhaseWords run={run} /> : <IdleWords />}</p>
        {running && <Pace run={run} depth={depth} />}
      </div>
      {run !== null && <Channel run={run} depth={running ? depth : null} />}
      <dl className={classes.counts}>
        <Figure label="Received" testId="count-received" value={counts.received} />
        <Figure label="Loaded" testId="count-loaded" value={counts.loaded} hue="loaded" />
        <Figure label="Duplicates" testId="count-duplicates" value={counts.duplicates} hue="duplicates" />
        <Figure label="Rejected" testId="count-rejected" value={counts.rejected} hue="rejected" />
        <Figure label="Released" testId="count-released" value={counts.released} hue="released" />
      </dl>
      {run !== null && <RunSum run={run} />}
      {run?.end != null && <RunEnd run={run} end={run.end} />}
    </section>
  )
}

const PhaseWords = ({ run }: { readonly run: RunView }) => {
  const now = useNow()
  const { phase } = run
  const failing = phase.name === 'waiting-for-database' || phase.name === 'waiting-for-queue'
  return (
    <>
      {describePhase(phase, run.until, now)}
      {failing && <span className={classes.quiet}>. {describeFailure(phase.failure).sentence}</span>}
    </>
  )
}

/** What stands there while nothing runs. */
const idleWords = ({ snapshot }: MonitorState): string => {
  if (snapshot.connection.state === 'connecting') return 'Not running: the connection is being made'
  if (snapshot.connection.state === 'failed') return 'Not running: there is no connection'
  const waiting = snapshot.depth?.visible ?? 0
  if (waiting > 0) return `Ready: about ${formatCountOf(waiting, 'message')} waiting`
  return snapshot.depth === null ? 'Ready' : 'Ready: the queue is empty'
}

const IdleWords = () => useMonitor(idleWords)

/** How fast it goes, and how long it may still take. */
const Pace = ({ run, depth }: { readonly run: RunView; readonly depth: Depth | null }) => {
  const levels = useMonitor((state) => state.levels)
  const now = useNow()
  const perSecond = rate(run, now)
  if (perSecond === null || perSecond === 0 || run.phase.name === 'paused') return null
  const words =
    run.maxMessages === null
      ? timeWords(timeToEmpty(recentLevels(levels, run.startedAt, now)))
      : limitWords(timeLeft(progressOf(run, depth).waiting, perSecond))
  return (
    <p className={classes.quiet} data-testid="pace">
      {formatRate(perSecond)}
      {words !== null && ` · ${words}`}
    </p>
  )
}

/** What the level did before the run, or long ago, tells nothing of what it will do. */
const recentLevels = (levels: readonly Level[], startedAt: number, now: number): readonly Level[] =>
  levels.filter(({ at }) => at >= startedAt && at > now - estimateWindow)

/** How far back the estimate looks, in milliseconds. */
const estimateWindow = 60_000

const limitWords = (left: number | null): string | null =>
  left === null ? null : `about ${formatTimeLeft(left)} left`
