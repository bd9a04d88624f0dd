import { Button } from '@mantine/core'
import { useState } from 'react'
import { changeLines } from '../../../contract/event-failures.ts'
import type { Failure } from '../../../contract/failure.ts'
import { failureOf, useCommand } from '../../state/commands.ts'
import { useBannerVariant } from '../../state/use-lead-variant.ts'
import dialog from '../../ui/dialog.module.css'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { useConfirmFields } from '../../ui/use-confirm-fields.tsx'
import { SaidText, SenderText } from '../../ui/sender-text.tsx'
import classes from './event-change.module.css'

interface Props {
  /** `event-changed` or `event-change-refused`. */
  readonly failure: Failure
}

/**
 * What has changed in the event's definition since its table was filled, to agree to. Fields whose masks no longer
 * match must be typed.
 */
export const EventChange = ({ failure }: Props) => {
  const [opened, open] = useState(false)
  const variant = useBannerVariant()
  return (
    <>
      <Button variant={variant} onClick={() => open(true)}>
        Look at the changes…
      </Button>
      <Dialog
        opened={opened}
        onClose={() => open(false)}
        title="The definition of the event has changed"
        size={560}
      >
        <Changes failure={failure} onClose={() => open(false)} />
      </Dialog>
    </>
  )
}

const Changes = ({ failure, onClose }: Props & { readonly onClose: () => void }) => {
  const { details } = failure
  const fields = failure.code === 'event-change-refused' ? (details.fields ?? '').split(' ') : []
  const confirming = useConfirmFields(fields)
  const accept = useCommand('acceptEvent')
  return (
    <form
      className={dialog.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (confirming.isTyped) accept.mutate({ seen: details.seen ?? '', fields }, { onSuccess: onClose })
      }}
    >
      <p>
        Since {details.table === undefined ? 'the table' : <SenderText text={details.table} />} was last
        filled:
      </p>
      <ul className={classes.changes} aria-label="Changes">
        {changeLines(details).map((line) => (
          <li key={line}>
            <SaidText text={line} />
          </li>
        ))}
      </ul>
      {fields.length > 0 && (
        <p>Masks in the table would no longer match, or what was masked would be in the clear.</p>
      )}
      {confirming.fields}
      {accept.error !== null && <FailureNotice failure={failureOf(accept.error)} />}
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!confirming.isTyped} loading={accept.isPending}>
          Accept the changes
        </Button>
      </div>
    </form>
  )
}
