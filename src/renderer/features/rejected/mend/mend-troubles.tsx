import { Button } from '@mantine/core'
import type { EditCheck } from '../../../../contract/mending.ts'
import type { Answer } from '../../../state/answer.ts'
import { failureOf } from '../../../state/commands.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'

interface Props {
  /** The check of the edit; null if there is no edit. */
  readonly checked: Answer<EditCheck> | null
  /** Why something was not saved, taken back, sent or shown. */
  readonly error: Error | null
  readonly onLookAgain: () => void
}

/** The problems with an edit. What was typed stays in place. */
export const MendTroubles = ({ checked, error, onLookAgain }: Props) => (
  <>
    {checked?.state === 'failed' && checked.lack.why === 'error' && (
      <FailureNotice failure={checked.lack.failure} />
    )}
    {error !== null && (
      <FailureNotice
        failure={failureOf(error)}
        action={
          <Button variant="default" onClick={onLookAgain}>
            Look again
          </Button>
        }
      />
    )}
  </>
)
