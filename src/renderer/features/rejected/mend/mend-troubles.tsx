import { Button } from '@mantine/core'
import type { EditCheck } from '../../../../contract/mending.ts'
import type { Answer } from '../../../state/answer.ts'
import { failureOf } from '../../../state/commands.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'

interface Props {
  /** What is known of the edit; null where there is none. */
  readonly checked: Answer<EditCheck> | null
  /** Why something was not kept, taken back, sent or shown. */
  readonly error: Error | null
  readonly onLookAgain: () => void
}

/** What stands against an edit. What was typed stays where it is. */
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
