import { Button } from '@mantine/core'
import { useState } from 'react'
import type { DeadLetterPolicy } from '../../../contract/events.ts'
import { visible } from '../../../contract/visible.ts'
import { formatCountOf } from '../../format/number.ts'
import { useMonitor, useSettled } from '../../state/monitor-context.tsx'
import type { MonitorState } from '../../state/monitor-store.ts'
import { DeadLetterDialog, type DeadLetterAction } from './dead-letter-dialog.tsx'
import classes from './dead-letter-line.module.css'
import { DeadLetterWork } from './dead-letter-work.tsx'
import { useDeadLetterWork } from './use-dead-letter-work.ts'

const policyOf = ({ snapshot: { connection } }: MonitorState): DeadLetterPolicy | null =>
  connection.state === 'connected' ? connection.source.queue.deadLetters : null

/** What waits in the dead-letter queue and what can be done with it; while something is done, how far that is. */
export const DeadLetterLine = () => {
  const policy = useSettled(policyOf)
  const count = useSettled((state) => state.snapshot.deadLetters)
  const isRunning = useMonitor(({ snapshot: { run } }) => run !== null && run.end === null)
  const shown = useDeadLetterWork()
  const [action, setAction] = useState<DeadLetterAction | null>(null)
  if (shown.work !== null)
    return (
      <>
        <DeadLetterWork work={shown.work} onClose={shown.close} onRedrive={() => setAction('redrive')} />
        <DeadLetterDialog action={action} onClose={() => setAction(null)} onAction={setAction} />
      </>
    )
  if (policy === null || count === 0) return null
  const name = visible(policy.name)
  const button = (label: string, next: DeadLetterAction) => (
    <Button
      size="compact-xs"
      variant="default"
      disabled={isRunning && next !== 'look'}
      title={isRunning && next !== 'look' ? 'A run is going on' : undefined}
      onClick={() => setAction(next)}
    >
      {label}
    </Button>
  )
  return (
    <section className={classes.line} aria-label="Dead letters">
      <p className={classes.words}>
        {count === null
          ? `How many messages wait in the dead-letter queue ${name} is not known`
          : `${formatCountOf(count, 'message')} in the dead-letter queue ${name}`}
      </p>
      <div className={classes.buttons}>
        {button('Look', 'look')}
        {button('Pull onto the bench…', 'pull')}
        {button('Redrive…', 'redrive')}
      </div>
      <DeadLetterDialog action={action} onClose={() => setAction(null)} onAction={setAction} />
    </section>
  )
}
