import { Button } from '@mantine/core'
import type { Failure } from '../../contract/failure.ts'
import classes from './list-failure.module.css'
import { FailureNotice } from './failure-notice.tsx'

interface Props {
  readonly failure: Failure
  readonly onRetry: () => void
}

/** Shown in place of a list that could not be loaded. */
export const ListFailure = ({ failure, onRetry }: Props) => (
  <div className={classes.place}>
    <FailureNotice
      failure={failure}
      action={
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      }
    />
  </div>
)
