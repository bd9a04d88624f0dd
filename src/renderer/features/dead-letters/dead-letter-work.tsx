import { Button } from '@mantine/core'
import { useEffect, useEffectEvent } from 'react'
import { describeFinish } from '../../../contract/dead-letter-sums.ts'
import {
  paceOf,
  type DeadLetterFinish,
  type DeadLetterJob,
  type DeadLetterWorkView,
} from '../../../contract/dead-letter-work.ts'
import { isolated, visible, type Shown } from '../../../contract/visible.ts'
import { formatCount, formatRate } from '../../../contract/amount.ts'
import { formatTimeLeft } from '../../format/time.ts'
import { useCommand } from '../../state/commands.ts'
import { viewHref } from '../../state/use-view.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Sentence } from '../../ui/sender-text.tsx'
import classes from './dead-letter-line.module.css'

interface Props {
  readonly work: DeadLetterWorkView
  /** The work or its end is shown, perhaps in place of the element that had the focus. */
  readonly onShown: () => void
  readonly onClose: () => void
  /** Opens the question of how to send messages again. */
  readonly onRedrive: () => void
}

/** How far work on dead letters is, or how it ended. */
export const DeadLetterWork = ({ onShown, ...props }: Props) => {
  const { end } = props.work
  const isGoing = end === null
  const shown = useEffectEvent(onShown)
  useEffect(() => shown(), [isGoing])
  return end === null ? <Going work={props.work} /> : <Ended {...props} end={end} />
}

const Going = ({ work }: Pick<Props, 'work'>) => {
  const stop = useCommand('stopRun')
  const { done, of } = work
  const share = of === null || of === 0 ? null : Math.min(1, done / of)
  return (
    <>
      <p className={classes.words}>
        <Sentence text={headOf(work, isolated)} />{' '}
        <span className={classes.quiet}>{progressWords(work)}</span>
      </p>
      <div className={classes.buttons}>
        <Button size="compact-xs" variant="default" disabled={!stop.isIdle} onClick={() => stop.mutate({})}>
          {stop.isIdle ? 'Stop' : 'Stopping'}
        </Button>
      </div>
      <div
        className={classes.track}
        role="progressbar"
        aria-label={headOf(work, visible)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={progressWords(work)}
        {...(share === null ? {} : { 'aria-valuenow': Math.round(share * 100) })}
      >
        {share !== null && <i style={{ transform: `scaleX(${share})` }} />}
      </div>
    </>
  )
}

type EndedProps = Omit<Props, 'onShown'> & { readonly end: NonNullable<DeadLetterWorkView['end']> }

const Ended = ({ work: { runId }, end, onClose, onRedrive }: EndedProps) => {
  const { lines, end: how, failure } = describeFinish(end, isolated)
  const hasRun = end.job === 'pull' && end.outcome.pulled + end.outcome.known > 0
  return (
    <>
      <div className={classes.ended} role="status" data-testid="dead-letter-end">
        {failure !== null && (
          <FailureNotice
            failure={failure}
            action={
              failure.code === 'dead-letters-nameless' && (
                <Button size="compact-xs" variant="default" onClick={onRedrive}>
                  Redrive…
                </Button>
              )
            }
          />
        )}
        {(lines.length > 0 || how === 'stopped') && (
          <p>
            <Sentence text={lines.join(' ')} />
            {how === 'stopped' && !isStoppedByItself(end) && rest(end)}
          </p>
        )}
      </div>
      <div className={classes.buttons}>
        {hasRun && (
          <Button component="a" size="compact-xs" variant="subtle" href={viewHref('runs', { run: runId })}>
            Open the run
          </Button>
        )}
        <Button size="compact-xs" variant="default" onClick={onClose}>
          Done
        </Button>
      </div>
    </>
  )
}

/** Whether the sentences say already why it stopped. */
const isStoppedByItself = (end: DeadLetterFinish): boolean =>
  end.job === 'send-back' && end.outcome.stage !== null

/** What to say of the remaining messages after a stop. The service reports its own task's progress itself. */
const rest = ({ job }: DeadLetterFinish): string => {
  if (job === 'none') return 'Stopped by hand; nothing was touched.'
  return job === 'move' ? '' : ' Stopped by hand; the others are where they were.'
}

const heads: Readonly<Record<DeadLetterJob, (queue: string) => string>> = {
  pull: (queue) => `Pulling from ${queue}:`,
  redrive: (queue) => `Sending from ${queue}:`,
  move: (queue) => `SQS moves the messages of ${queue}:`,
  'send-back': (queue) => `Sending to ${queue}:`,
}

const headOf = ({ job, step, queue }: DeadLetterWorkView, shown: Shown): string =>
  step === 'origins'
    ? `Checking whether each message of ${shown(queue)} carries its origin:`
    : heads[job](shown(queue))

/** `1,200 of about 12,000 · 340/s · 32 s left` */
const progressWords = (work: DeadLetterWorkView): string => {
  const { job, done, of } = work
  const pace = paceOf(work)
  // The service's own count is an estimate.
  const about = job === 'send-back' ? '' : 'about '
  return [
    of === null || of < done ? formatCount(done) : `${formatCount(done)} of ${about}${formatCount(of)}`,
    ...(pace === null ? [] : [formatRate(pace.perSecond)]),
    ...(pace?.secondsLeft == null ? [] : [`${formatTimeLeft(pace.secondsLeft * 1_000)} left`]),
  ].join(' · ')
}
