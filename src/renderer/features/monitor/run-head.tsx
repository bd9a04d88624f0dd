import type { Depth } from '../../../contract/events.ts'
import { describeFailure } from '../../../contract/failure.ts'
import { leftToLimit } from '../../../contract/progress.ts'
import { rate } from '../../../contract/rates.ts'
import { isIdle } from '../../../contract/run-clock.ts'
import { workInProgress } from '../../../contract/run-state.ts'
import type { RunView } from '../../../contract/run-view.ts'
import { timeToEmpty } from '../../../contract/time-to-empty.ts'
import { timeLeft } from '../../format/progress.ts'
import { formatDuration, formatElapsed, formatTimeLeft } from '../../format/time.ts'
import { timeWords } from '../../format/time-to-empty.ts'
import { useSettled } from '../../state/monitor-context.tsx'
import { useNow } from '../../state/use-now.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { Channel } from './channel.tsx'
import classes from './run-head.module.css'
import { useLastRun } from './use-last-run.ts'
import { useStateSentence } from './use-state-sentence.ts'
import { Sentence } from '../../ui/sender-text.tsx'
import { isolated } from '../../../contract/visible.ts'

/** What the run does, how long it has taken and will take, and how far it is. */
export const RunHead = () => {
  const { run, isFormer } = useLastRun()
  const depth = useSettled((state) => state.snapshot.depth)
  // Then the sentence is not about the last run.
  const isOtherWork = useSettled((state) => workInProgress(state.snapshot) !== null)
  return (
    <div className={classes.head}>
      <div className={classes.line}>
        <StateWords run={run} />
        {run !== null &&
          (run.end === null ? (
            <Pace run={run} depth={depth} />
          ) : (
            !isOtherWork && <Took run={run} end={run.end} />
          ))}
      </div>
      <div className={classes.bar}>
        {run !== null && <Channel run={run} depth={isFormer ? null : depth} />}
      </div>
    </div>
  )
}

/** The one sentence for the state; if a run waits for the queue or the database, also why. */
const StateWords = ({ run }: { readonly run: RunView | null }) => {
  const { text, waiting, tone } = useStateSentence(useNow())
  const phase = run?.end === null ? run.phase : null
  const failing = phase?.name === 'waiting-for-database' || phase?.name === 'waiting-for-queue'
  return (
    <p data-testid="phase" className={classes.state} data-tone={tone}>
      <span data-testid={run?.end == null ? undefined : 'run-end'}>{text}</span>
      {waiting !== null && <span className={classes.aside}> {waiting}</span>}
      {failing && (
        <span className={classes.aside}>
          {' '}
          <Sentence text={describeFailure(phase.failure, isolated).sentence} />
        </span>
      )}
    </p>
  )
}

/** How long it has run, and how long it may still take while it can work. */
const Pace = ({ run, depth }: { readonly run: RunView; readonly depth: Depth | null }) => {
  const now = useNow()
  const words = remainingWords(run, depth, now)
  return (
    <p className={classes.time} data-testid="pace">
      {formatElapsed(now - run.startedAt)} elapsed
      {words !== null && ` · ${words}`}
    </p>
  )
}

const remainingWords = (run: RunView, depth: Depth | null, now: number): string | null => {
  const perSecond = rate(run, now)
  if (perSecond === null || perSecond === 0 || isIdle(run.phase)) return null
  const left = leftToLimit(run, depth)
  if (left === null) return timeWords(timeToEmpty(run.trend))
  const ms = timeLeft(left, perSecond)
  return ms === null ? null : `about ${formatTimeLeft(ms)} left`
}

interface TookProps {
  readonly run: RunView
  readonly end: NonNullable<RunView['end']>
}

/** When the last run ended, and how long it took. Its speed is shown along its way. */
const Took = ({ run, end }: TookProps) => (
  <p className={classes.time} data-testid="run-took">
    <RelativeTime at={end.at} />, took {formatDuration(end.at - run.startedAt)}
    {run.idle.ms >= 1_000 && `, of which ${formatDuration(run.idle.ms)} paused or held up`}
  </p>
)
