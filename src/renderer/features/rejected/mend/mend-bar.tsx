import { Button } from '@mantine/core'
import { IconCheck, IconSend } from '@tabler/icons-react'
import type { OpenVersion } from '../../../../contract/mending.ts'
import type { Reason } from '../../../../contract/reason.ts'
import { formatKeys } from '../../../format/keys.ts'
import { formatCountOf } from '../../../../contract/amount.ts'
import { useLeadVariant } from '../../../state/use-lead-variant.ts'
import { showDone } from '../../../ui/toast.tsx'
import classes from './mend-bench.module.css'
import type { NamedEdit, useMendingActions } from './use-mending.ts'
import { useSaveKey } from './use-save-key.ts'

interface Props {
  readonly open: OpenVersion
  /** What was typed and not saved; null for nothing. */
  readonly edit: NamedEdit | null
  readonly reasons: readonly Reason[]
  readonly isBehind: boolean
  /** Whether someone tried to leave with an unsaved text. */
  readonly isHeld: boolean
  /** Whether the effect of the edit cannot be determined. */
  readonly cannotTell: boolean
  readonly actions: ReturnType<typeof useMendingActions>
  /** Discards the whole text; null while the values are edited. */
  readonly onDrop: (() => void) | null
  readonly onClose: () => void
  readonly onDone: (words: string) => void
}

/** Says whether the message would pass now, and saves, takes back or sends the edit. */
export const MendBar = (props: Props) => {
  const { open, edit, isBehind, actions, onDrop, onClose } = props
  const { version } = open
  const { isKept, isDraft, canKeep, canSend, keep, send } = movesOf(props)
  const lead = useLeadVariant()
  useSaveKey(keep)
  return (
    <div className={classes.bar}>
      <Status {...props} />
      <div className={classes.buttons}>
        {onDrop === null ? (
          <Button variant="subtle" onClick={onClose}>
            Close
          </Button>
        ) : (
          <Button variant="subtle" disabled={actions.busy} onClick={onDrop}>
            {edit === null ? 'Back to the values' : 'Drop this text'}
          </Button>
        )}
        {isDraft && edit === null && onDrop === null && (
          <Button
            variant="default"
            disabled={actions.busy || !isKept}
            onClick={() => {
              actions.forget()
              actions.undo.mutate(version, { onSuccess: () => showDone(`Version ${version} taken back`) })
            }}
          >
            Undo version {version}
          </Button>
        )}
        <Button
          variant="default"
          disabled={!canKeep}
          title={`Save version (${formatKeys('mod+S')})`}
          onClick={keep}
        >
          Save version
        </Button>
        <Button
          variant={lead}
          disabled={!canSend}
          loading={actions.send.isPending}
          data-behind={isBehind || undefined}
          leftSection={<IconSend size={14} stroke={1.75} aria-hidden />}
          onClick={send}
        >
          Send
        </Button>
      </div>
    </div>
  )
}

/** Which actions are possible for the message as it is, and what they do. */
const movesOf = ({ open, edit, cannotTell, actions, onDone }: Props) => {
  const { newest, version, outcome, state } = open
  const isKept = state === 'kept'
  const isDraft = version > 0 && outcome === null
  const canKeep = isKept && edit !== null && !cannotTell && !actions.busy
  const canSend = isKept && !actions.busy && !cannotTell && (edit !== null || isDraft || outcome === 'sent')
  const request = { edit: edit?.edit ?? null, version: edit?.version ?? version, newest }
  const keep = () => {
    if (!canKeep) return
    actions.forget()
    actions.keep.mutate(request, { onSuccess: (kept) => showDone(`Saved as version ${kept}`) })
  }
  const send = () => {
    actions.forget()
    actions.send.mutate(request, {
      onSuccess: ({ outcome: became, words }) => {
        if (became !== 'rejected-again' && became !== null && became !== 'sent') onDone(words)
      },
    })
  }
  return { isKept, isDraft, canKeep, canSend, keep, send }
}

const Status = ({ open, edit, reasons, isBehind, isHeld, cannotTell, actions }: Props) => {
  const sent = actions.send.data
  const words = cannotTell
    ? 'What you typed cannot be put into this message.'
    : isHeld
      ? 'Save this text or drop it first.'
      : open.state !== 'kept'
        ? 'This message is dealt with already.'
        : edit === null && sent !== undefined
          ? `${sent.words}.`
          : reasons.length === 0
            ? 'This message would pass now.'
            : `${formatCountOf(reasons.length, 'fault')} left.`
  const passes = !cannotTell && reasons.length === 0
  return (
    <p
      className={classes.status}
      role="status"
      data-passes={passes || undefined}
      data-behind={isBehind || undefined}
    >
      {passes && <IconCheck size={14} stroke={2} aria-hidden />} {words}
    </p>
  )
}
