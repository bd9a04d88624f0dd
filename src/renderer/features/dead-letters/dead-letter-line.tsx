import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import type { DeadLetterPolicy } from '../../../contract/events.ts'
import { formatCountOf } from '../../../contract/amount.ts'
import { formatClock } from '../../format/time.ts'
import { lackWords } from '../../state/lack-words.ts'
import { useMonitor, useSettled } from '../../state/monitor-context.tsx'
import type { MonitorState } from '../../state/monitor-store.ts'
import { useCut } from '../../state/use-cut.ts'
import { useNow } from '../../state/use-now.ts'
import { SenderText } from '../../ui/sender-text.tsx'
import { DeadLetterDialog, type DeadLetterAction } from './dead-letter-dialog.tsx'
import classes from './dead-letter-line.module.css'
import { DeadLetterWork } from './dead-letter-work.tsx'
import { useDeadLetterWork } from './use-dead-letter-work.ts'

const policyOf = ({ snapshot: { connection } }: MonitorState): DeadLetterPolicy | null =>
  connection.state === 'connected' ? connection.source.queue.deadLetters : null

/** The messages in the dead-letter queue and what can be done with them; during work on them, its progress. */
export const DeadLetterLine = () => {
  const policy = useSettled(policyOf)
  const count = useSettled((state) => state.snapshot.deadLetters)
  const { work, close } = useDeadLetterWork()
  const [action, setAction] = useState<DeadLetterAction | null>(null)
  const section = useRef<HTMLElement>(null)
  /** The element with the focus may be gone; keyboard users continue here. */
  const takeFocus = () => {
    if (document.activeElement === document.body) section.current?.focus()
  }
  if (work === null && (policy === null || count === 0)) return null
  return (
    <section ref={section} tabIndex={-1} className={classes.line} aria-label="Dead letters">
      {work === null ? (
        policy !== null && <Waiting name={policy.name} count={count} onAction={setAction} />
      ) : (
        <DeadLetterWork
          work={work}
          onShown={takeFocus}
          onClose={() => {
            close()
            requestAnimationFrame(takeFocus)
          }}
          onRedrive={() => setAction('redrive')}
        />
      )}
      <DeadLetterDialog
        action={action}
        onClose={() => setAction(null)}
        onAction={setAction}
        onGone={takeFocus}
      />
    </section>
  )
}

interface WaitingProps {
  readonly name: string
  readonly count: number | null
  readonly onAction: (action: DeadLetterAction) => void
}

/** While the queue cannot be asked, the last count is grey, with its time, and nothing is offered that would ask it. */
const Waiting = ({ name, count, onAction }: WaitingProps) => {
  const isRunning = useMonitor(({ snapshot: { run } }) => run !== null && run.end === null)
  const at = useSettled(({ snapshot: { depth } }) => depth?.at ?? null)
  const cut = useCut('queue')
  const now = useNow()
  const button = (label: string, next: DeadLetterAction) => {
    const hindrance =
      cut !== null
        ? `Not now: ${lackWords(cut)}`
        : isRunning && next !== 'look'
          ? 'A run is in progress'
          : undefined
    return (
      <Button
        size="compact-xs"
        variant="default"
        disabled={hindrance !== undefined}
        title={hindrance}
        onClick={() => onAction(next)}
      >
        {label}
      </Button>
    )
  }
  return (
    <>
      <p className={classes.words} data-stale={cut !== null || undefined}>
        {count === null
          ? 'How many messages wait in the dead-letter queue '
          : `${formatCountOf(count, 'message')} in the dead-letter queue `}
        <SenderText text={name} />
        {count === null && ' is not known'}
        {count !== null && cut !== null && at !== null && (
          <>
            , as of <time>{formatClock(at, now)}</time>
          </>
        )}
      </p>
      <div className={classes.buttons}>
        {button('Look', 'look')}
        {button('Pull onto the bench…', 'pull')}
        {button('Redrive…', 'redrive')}
      </div>
    </>
  )
}
