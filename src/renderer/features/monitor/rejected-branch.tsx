import type { ReactNode } from 'react'
import { describeCause } from '../../../contract/cause.ts'
import type { CauseGroup } from '../../../contract/rejected.ts'
import type { RunView } from '../../../contract/run-view.ts'
import { formatCount } from '../../../contract/amount.ts'
import { viewHref } from '../../state/use-view.ts'
import { Figure } from '../../ui/figure.tsx'
import edges from './pipeline-edge.module.css'
import classes from './rejected-branch.module.css'
import { useCommonestCauses } from './use-commonest-causes.ts'
import { Sentence } from '../../ui/sender-text.tsx'
import { isolated } from '../../../contract/visible.ts'

interface Props {
  readonly run: RunView | null
  readonly rate: ReactNode
}

/** What a run rejected, and the commonest reasons. */
export const RejectedBranch = ({ run, rate }: Props) => {
  const causes = useCommonestCauses(run)
  const ofRun = { run: run?.runId ?? '', state: 'all' }
  const some = run !== null && run.counts.rejected > 0
  return (
    <div className={`${edges.amount} ${classes.rejected}`} data-some={some || undefined}>
      <dl>
        <Figure
          label="Rejected"
          testId="count-rejected"
          value={run?.counts.rejected}
          hue="rejected"
          href={viewHref('rejected', ofRun)}
        />
      </dl>
      <p className={classes.rejectedRate}>{some && rate}</p>
      <ol className={classes.causes} aria-label="Commonest causes">
        {causes.map((group) => (
          <Cause
            key={group.cause}
            group={group}
            href={viewHref('rejected', { ...ofRun, cause: group.cause })}
          />
        ))}
      </ol>
    </div>
  )
}

const Cause = ({ group: { cause, count }, href }: { readonly group: CauseGroup; readonly href: string }) => (
  <li>
    <a className={classes.cause} href={href} title={describeCause(cause)}>
      <b>{formatCount(count)}</b>
      <span className={classes.causeWords}>
        <Sentence text={describeCause(cause, isolated)} />
      </span>
    </a>
  </li>
)
