import { describeReason } from '../../../contract/reason.ts'
import { describeRejectedState } from '../../../contract/rejected-words.ts'
import type { TracedRejection, TracedRow } from '../../../contract/trace.ts'
import { viewHref } from '../../state/use-view.ts'
import { MiddleText } from '../../ui/middle-text.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { traceDialog } from './open-trace.ts'
import classes from './trace.module.css'
import { Sentence } from '../../ui/sender-text.tsx'
import { isolated } from '../../../contract/visible.ts'

export type Traced =
  | { readonly kind: 'row'; readonly row: TracedRow }
  | { readonly kind: 'rejection'; readonly rejection: TracedRejection }

/** One step of a message's history, with links to where it is shown. */
export const TracedLine = ({ what }: { readonly what: Traced }) => {
  const { messageId, originId, runId } = what.kind === 'row' ? what.row : what.rejection
  return (
    <li className={classes.line}>
      <p className={classes.head}>
        {what.kind === 'row' ? <Loaded {...what.row} /> : <Rejected {...what.rejection} />}
      </p>
      {what.kind === 'rejection' &&
        what.rejection.reasons.map((reason, index) => (
          <p key={index}>
            <Sentence text={describeReason(reason, isolated)} />
          </p>
        ))}
      <p className={classes.quiet}>
        Message <MiddleText text={messageId} tail={8} />
        {originId !== messageId && (
          <>
            , origin <MiddleText text={originId} tail={8} />
          </>
        )}
        {runId !== null && (
          <>
            , run{' '}
            <a href={viewHref('runs', { run: runId })} onClick={traceDialog.close}>
              {runId.slice(0, 8)}
            </a>
          </>
        )}
      </p>
    </li>
  )
}

const Loaded = ({ rowId, runId, loadedAt }: TracedRow) => (
  <>
    Loaded as{' '}
    <a href={viewHref('rows', runId === null ? {} : { run: runId })} onClick={traceDialog.close}>
      row {rowId}
    </a>{' '}
    <RelativeTime at={Date.parse(loadedAt)} />
  </>
)

const Rejected = ({ messageId, rejectedAt, state, rowId, rule }: TracedRejection) => (
  <>
    <a href={viewHref('rejected', { message: messageId })} onClick={traceDialog.close}>
      Rejected
    </a>{' '}
    <RelativeTime at={Date.parse(rejectedAt)} />
    {state !== 'kept' && `, then ${describeRejectedState(state, rowId)}`}
    {rule !== null && <Sentence text={`, mended by the rule ${isolated(rule)}`} />}
  </>
)
