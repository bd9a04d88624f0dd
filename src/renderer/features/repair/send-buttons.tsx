import { Button } from '@mantine/core'
import { formatCountOf } from '../../../contract/amount.ts'
import { useLeadVariant } from '../../state/use-lead-variant.ts'
import type { Previewed } from './use-rules.ts'
import type { Sending } from './use-sending.ts'

interface Props {
  readonly sending: Sending
  readonly found: Previewed
  /** How many messages are sent. */
  readonly toSend: number
  readonly disabled: boolean
}

/** The two ways of what a rule mends: straight through the pipeline, or back to the queue. */
export const SendButtons = ({ sending, found, toSend, disabled }: Props) => {
  const lead = useLeadVariant()
  return (
    <>
      <Button
        variant="default"
        disabled={disabled}
        loading={sending.isSendingBack}
        onClick={() => sending.sendBack(found)}
      >
        Send back
      </Button>
      <Button
        variant={lead}
        disabled={disabled}
        loading={sending.isApplying}
        onClick={() => sending.apply(found)}
      >
        Apply to {formatCountOf(toSend, 'message')}
      </Button>
    </>
  )
}
