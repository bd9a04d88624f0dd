import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { describeFailure, type Failure } from '../../contract/failure.ts'
import { isolated } from '../../contract/visible.ts'
import classes from './notice.module.css'
import { Sentence } from './sender-text.tsx'

interface Props {
  readonly failure: Failure
  /** The one thing to do. */
  readonly action?: ReactNode
}

/** What failed and what to do about it. */
export const FailureNotice = ({ failure, action }: Props) => {
  const { sentence, advice } = describeFailure(failure, isolated)
  return (
    <div className={classes.notice} data-tone="failed" role="alert">
      <IconAlertTriangle className={classes.icon} size={18} stroke={1.75} aria-hidden />
      <div className={classes.words}>
        <p className={classes.sentence}>
          <Sentence text={sentence} />
        </p>
        <p className={classes.advice}>
          <Sentence text={advice} />
        </p>
      </div>
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  )
}
