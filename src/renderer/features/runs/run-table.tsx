import type { KeyboardEvent } from 'react'
import type { RunSummary } from '../../../contract/runs.ts'
import { formatCount, formatRate } from '../../../contract/amount.ts'
import { asSeen, durationOf, onAverage, rateOf, statusName } from '../../format/run.ts'
import { formatDuration } from '../../format/time.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { useNow } from '../../state/use-now.ts'
import { visible } from '../../../contract/visible.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SenderText } from '../../ui/sender-text.tsx'
import classes from './run-table.module.css'

interface Props {
  readonly runs: readonly RunSummary[]
  readonly open: string | null
  readonly onOpen: (runId: string) => void
}

/** The history as a table. Each run has one button, which covers its row for the pointer. */
export const RunTable = ({ runs, open, onOpen }: Props) => {
  const now = useNow()
  const seen = useMonitor((state) => state.snapshot.run)
  return (
    <div className={classes.place}>
      <table className={classes.table} aria-label="Runs">
        <thead>
          <tr>
            <th scope="col">Started</th>
            <th scope="col">Outcome</th>
            <th scope="col" className={classes.wide}>
              Queue
            </th>
            <th scope="col" data-number>
              Received
            </th>
            <th scope="col" data-number className={classes.wide}>
              Loaded
            </th>
            <th scope="col" data-number>
              Rejected
            </th>
            <th scope="col" data-number>
              Took
            </th>
            <th scope="col" data-number className={classes.wide}>
              <abbr title={`Messages a second ${onAverage}`}>Throughput</abbr>
            </th>
          </tr>
        </thead>
        <tbody onKeyDown={moveFocus}>
          {runs.map((run) => (
            <RunLine
              key={run.runId}
              run={asSeen(run, seen, now)}
              now={now}
              isOpen={run.runId === open}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface LineProps {
  readonly run: RunSummary
  readonly now: number
  readonly isOpen: boolean
  readonly onOpen: (runId: string) => void
}

const RunLine = ({ run, now, isOpen, onOpen }: LineProps) => {
  const rate = rateOf(run, now)
  return (
    <tr data-open={isOpen || undefined}>
      <th scope="row">
        <button
          type="button"
          id={`run-${run.runId}`}
          className={classes.open}
          aria-pressed={isOpen}
          onClick={() => onOpen(run.runId)}
        >
          <RelativeTime at={Date.parse(run.startedAt)} />
        </button>
      </th>
      <td>
        <span className={classes.status} data-status={run.status}>
          {statusName(run)}
        </span>
      </td>
      <td className={classes.wide} data-quiet title={visible(run.queue)}>
        <SenderText text={run.queue} />
      </td>
      <td data-number>{formatCount(run.counts.received)}</td>
      <td data-number className={classes.wide}>
        {formatCount(run.counts.loaded)}
      </td>
      <td data-number data-amber={run.counts.rejected > 0 || undefined}>
        {formatCount(run.counts.rejected)}
      </td>
      <td data-number>{formatDuration(durationOf(run, now))}</td>
      <td data-number data-quiet className={classes.wide}>
        {rate === null ? '–' : formatRate(rate).replace(' messages/s', '/s')}
      </td>
    </tr>
  )
}

/** Up and down move through the history, as in any list. */
const moveFocus = (event: KeyboardEvent<HTMLElement>) => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const rows = [...event.currentTarget.querySelectorAll('button')]
  const at = rows.findIndex((row) => row === document.activeElement)
  event.preventDefault()
  rows[at + step]?.focus()
}
