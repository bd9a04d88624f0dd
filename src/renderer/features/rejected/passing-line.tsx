import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { RejectedFilter } from '../../../contract/rejected.ts'
import { describeRetryPreview } from '../../../contract/retry-words.ts'
import { formatCount } from '../../../contract/amount.ts'
import { valueOf } from '../../state/answer.ts'
import { useMonitor, useMonitorContext } from '../../state/monitor-context.tsx'
import { useAnswer } from '../../state/use-answer.ts'
import classes from './passing-line.module.css'

/** More messages than this are counted only in an open group: each is opened and judged. */
const mostUnasked = 5_000

/** Says of an open group how many would pass now, and of the whole list if any would. */
export const WouldPass = ({ total, ...props }: Omit<Props, 'isQuiet'> & { readonly total: number }) => {
  const { filter } = props
  const isRunning = useMonitor(({ snapshot: { run } }) => run !== null && run.end === null)
  const isQuiet = filter.cause === null
  if (filter.state !== 'kept' || total === 0 || (isQuiet && (isRunning || total > mostUnasked))) return null
  // Another group, or another number of messages, is another question.
  return <PassingLine key={JSON.stringify([filter, total])} {...props} isQuiet={isQuiet} />
}

interface Props {
  /** The filter of the list. */
  readonly filter: RejectedFilter
  /** Whether nothing is said unless some would pass. */
  readonly isQuiet: boolean
  readonly busy: boolean
  /** Loads those that would pass, and none rejected after the given one. */
  readonly onLoad: (upTo: string) => void
}

/**
 * How many messages of the list would pass as they are, now that the table, the definition or a switch has changed,
 * and the way to load them. It is counted in the background, and stops when the list is another.
 */
const PassingLine = ({ filter, isQuiet, busy, onLoad }: Props) => {
  const { client } = useMonitorContext()
  const [operation] = useState(() => crypto.randomUUID())
  const { answer } = useAnswer({
    key: ['would-pass', operation],
    ask: (on) => on.send('previewRetry', { which: { by: 'filter', filter }, operation }),
    gcTime: 0,
  })
  useEffect(() => () => void client.send('cancelOperation', { operation }), [client, operation])
  const progress = useMonitor((state) => state.snapshot.looks[operation] ?? null)
  const found = valueOf(answer)
  if (found === null)
    return progress === null || isQuiet ? null : (
      <p className={classes.line} aria-live="off">
        Counting how many would pass now: {formatCount(progress.looked)} of {formatCount(progress.of)} looked
        at
      </p>
    )
  if (isQuiet && found.wouldPass === 0) return null
  return (
    <div className={classes.line} data-passes={found.wouldPass > 0 || undefined}>
      <p role="status">{describeRetryPreview(found)}</p>
      {found.wouldPass > 0 && (
        <Button
          size="compact-xs"
          variant="default"
          disabled={busy}
          leftSection={<IconRefresh size={14} stroke={1.75} aria-hidden />}
          onClick={() => onLoad(found.upTo)}
        >
          Load {found.wouldPass === 1 ? 'it' : 'them'}
        </Button>
      )}
    </div>
  )
}
