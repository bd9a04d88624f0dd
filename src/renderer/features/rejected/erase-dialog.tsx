import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { describeErasable, describeErased } from '../../../contract/erasing.ts'
import type { RejectedSelection } from '../../../contract/rejected.ts'
import { valueOf } from '../../state/answer.ts'
import { failureOf, useCommand } from '../../state/commands.ts'
import { useAnswer } from '../../state/use-answer.ts'
import dialog from '../../ui/dialog.module.css'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { showDone } from '../../ui/toast.tsx'

interface Props {
  /** Null where it is closed. */
  readonly which: RejectedSelection | null
  readonly onClose: () => void
  readonly onErased: (which: RejectedSelection) => void
}

/** What is asked before the texts of rejected messages are gone for good. */
export const EraseDialog = ({ which, ...rest }: Props) => (
  <Dialog title="Erase for good" opened={which !== null} onClose={rest.onClose}>
    {which !== null && <EraseForm which={which} {...rest} />}
  </Dialog>
)

const EraseForm = ({ which, onClose, onErased }: Props & { readonly which: RejectedSelection }) => {
  const queries = useQueryClient()
  const { answer } = useAnswer({
    key: ['erasable', which],
    ask: (client) => client.send('countErasable', { which }),
    gcTime: 0,
  })
  const erase = useCommand('eraseRejected')
  const found = valueOf(answer)
  const submit = () => {
    if (found === null || found.upTo === null || found.messages === 0) return
    erase.mutate(
      { which, upTo: found.upTo },
      {
        onSuccess: (outcome) => {
          onErased(which)
          void queries.invalidateQueries({ queryKey: ['rejected'] })
          void queries.invalidateQueries({ queryKey: ['rejected-message'] })
          showDone(describeErased(outcome))
          onClose()
        },
      },
    )
  }
  return (
    <form
      className={dialog.form}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <p role="status">{found === null ? 'Counting…' : describeErasable(found)}</p>
      <p className={dialog.hint}>This cannot be undone. The audit notes who did it, and when.</p>
      {answer.state === 'failed' && answer.lack.why === 'error' && (
        <FailureNotice failure={answer.lack.failure} />
      )}
      {erase.error !== null && <FailureNotice failure={failureOf(erase.error)} />}
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={erase.isPending} disabled={found === null || found.messages === 0}>
          Erase
        </Button>
      </div>
    </form>
  )
}
