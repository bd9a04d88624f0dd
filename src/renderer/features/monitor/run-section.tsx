import { noCounts, type Depth } from '../../../contract/events.ts'
import { describeFailure } from '../../../contract/failure.ts'
import { leftToLimit } from '../../../contract/progress.ts'
import { isIdle } from '../../../contract/run-clock.ts'
import { rate, type RunView } from '../../../contract/snapshot.ts'
import { timeToEmpty } from '../../../contract/time-to-empty.ts'
import { formatRate } from '../../format/number.ts'
import { timeLeft } from '../../format/progress.ts'
import { formatTimeLeft } from '../../format/time.ts'
import { timeWords } from '../../format/time-to-empty.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { useNow } from '../../state/use-now.ts'
import { Figure } from '../../ui/figure.tsx'
import { Channel } from './channel.tsx'
import { useLastRun } from './use-last-run.ts'
import { RunEnd } from './run-end.tsx'
import { RunSum } from './run-sum.tsx'
import classes from './section.module.css'
import { useStateSentence } from './use-state-sentence.ts'

/** The run that goes on, or the last one. */
export const RunSection = () => {
  const { run, isFormer } = useLastRun()
  const depth = useMonitor((state) => state.snapshot.depth)
  const counts = run?.counts ?? noCounts
  const running = run !== null && run.end === null
  return (
    <section className={classes.section} aria-labelledby="run-heading">
      <h2 id="run-heading">{run === null || running ? 'Run' : 'Last run'}</h2>
      <div className={classes.line}>
        <StateWords run={run} />
        {running && <Pace run={run} depth={depth} />}
      </div>
      {run !== null && <Channel run={run} depth={isFormer ? null : depth} />}
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

/** The one sentence for what goes on, and where a run waits for queue or database, why. */
export const StateWords = ({ run }: { readonly run: RunView | null }) => {
  const { text, waiting, tone } = useStateSentence(useNow())
  const phase = run?.end === null ? run.phase : null
  const failing = phase?.name === 'waiting-for-database' || phase?.name === 'waiting-for-queue'
  return (
    <p data-testid="phase" className={classes.state} data-tone={tone}>
      <span data-testid={run?.end == null ? undefined : 'run-end'}>{text}</span>
      {waiting !== null && ` ${waiting}`}
      {failing && <span className={classes.quiet}> {describeFailure(phase.failure).sentence}</span>}
    </p>
  )
}

/** How fast it goes while it can work, and how long it may still take. */
const Pace = ({ run, depth }: { readonly run: RunView; readonly depth: Depth | null }) => {
  const now = useNow()
  const perSecond = rate(run, now)
  if (perSecond === null || perSecond === 0 || isIdle(run.phase)) return null
  const left = leftToLimit(run, depth)
  const words = left === null ? timeWords(timeToEmpty(run.trend)) : limitWords(timeLeft(left, perSecond))
  return (
    <p className={classes.quiet} data-testid="pace">
      {formatRate(perSecond)}
      {words !== null && ` · ${words}`}
    </p>
  )
}

const limitWords = (left: number | null): string | null =>
  left === null ? null : `about ${formatTimeLeft(left)} left`
