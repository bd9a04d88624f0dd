import { Button } from '@mantine/core'
import { describeErasable, describeErased } from '../../../contract/erasing.ts'
import type { RejectedSelection } from '../../../contract/rejected.ts'
import { valueOf } from '../../state/answer.ts'
import { failureOf, useCommand } from '../../state/commands.ts'
import { useAnswer } from '../../state/use-answer.ts'
import dialog from '../../ui/dialog.module.css'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { useRefreshRejected } from './use-refresh-rejected.ts'
import { showDone } from '../../ui/toast.tsx'

interface Props {
  /** Null if it is closed. */
  readonly which: RejectedSelection | null
  readonly onClose: () => void
  readonly onErased: (which: RejectedSelection) => void
}

/**
 * The question before the texts of rejected messages are erased permanently. It stays until that is done, as nothing
 * can cancel it.
 */
export const EraseDialog = ({ which, onClose, onErased }: Props) => {
  const erase = useCommand('eraseRejected')
  const refresh = useRefreshRejected()
  const submit = (asked: RejectedSelection, upTo: string) =>
    erase.mutate(
      { which: asked, upTo },
      {
        onSuccess: (outcome) => {
          onErased(asked)
          showDone(describeErased(outcome))
          onClose()
        },
        // If it was interrupted, some are gone.
        onSettled: refresh,
      },
    )
  const close = () => {
    if (erase.isPending) return
    erase.reset()
    onClose()
  }
  return (
    <Dialog title="Erase for good" opened={which !== null} onClose={close}>
      {which !== null && (
        <EraseForm
          which={which}
          isErasing={erase.isPending}
          error={erase.error}
          onClose={close}
          onErase={(upTo) => submit(which, upTo)}
        />
      )}
    </Dialog>
  )
}

interface FormProps {
  readonly which: RejectedSelection
  readonly isErasing: boolean
  readonly error: Error | null
  readonly onClose: () => void
  readonly onErase: (upTo: string) => void
}

const EraseForm = ({ which, isErasing, error, onClose, onErase }: FormProps) => {
  const { answer } = useAnswer({
    key: ['erasable', which],
    ask: (client) => client.send('countErasable', { which }),
    gcTime: 0,
  })
  const found = valueOf(answer)
  const submit = () => {
    if (found === null || found.upTo === null || found.messages === 0 || isErasing) return
    onErase(found.upTo)
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
      {error !== null && <FailureNotice failure={failureOf(error)} />}
      <div className={dialog.buttons}>
        <Button variant="default" disabled={isErasing} onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={isErasing} disabled={found === null || found.messages === 0}>
          Erase
        </Button>
      </div>
    </form>
  )
}
