import { Button } from '@mantine/core'
import { IconArrowBackUp, IconRefresh, IconTool, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { erasedText } from '../../../contract/erasing.ts'
import type { RejectedSummary } from '../../../contract/rejected.ts'
import { capital, describeRejectedState } from '../../../contract/rejected-words.ts'
import { useLeadVariant } from '../../state/use-lead-variant.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import classes from './state-line.module.css'
import type { StateAction } from './use-state-change.ts'

interface Props {
  readonly message: RejectedSummary
  readonly busy: boolean
  readonly onAct: (action: StateAction) => void
  readonly onMend: () => void
}

/** What became of the message since it was rejected, and what can be done with it. */
export const StateLine = ({ message, busy, onAct, onMend }: Props) => {
  const since = message.stateAt !== null && <RelativeTime at={Date.parse(message.stateAt)} />
  if (message.state === 'discarded') {
    return (
      <div className={classes.line}>
        <Button
          variant="default"
          disabled={busy}
          leftSection={<IconArrowBackUp size={14} stroke={1.75} aria-hidden />}
          onClick={() => onAct('restore')}
        >
          Restore
        </Button>
        <p className={classes.words}>Discarded {since}</p>
      </div>
    )
  }
  if (message.state === 'erased') {
    return (
      <p className={classes.words}>
        {erasedText} {since}
      </p>
    )
  }
  if (message.state !== 'kept') {
    return (
      <p className={classes.words}>
        {capital(describeRejectedState(message.state, message.rowId))} {since}
      </p>
    )
  }
  return <KeptLine {...{ busy, onAct, onMend }} since={since} />
}

interface KeptProps extends Omit<Props, 'message'> {
  /** When it was restored; false if it was always kept. */
  readonly since: ReactNode
}

const KeptLine = ({ busy, onAct, onMend, since }: KeptProps) => {
  const lead = useLeadVariant()
  return (
    <form
      className={classes.line}
      onSubmit={(event) => {
        event.preventDefault()
        onAct('discard')
      }}
    >
      <Button
        data-mend
        variant={lead}
        disabled={busy}
        leftSection={<IconTool size={14} stroke={1.75} aria-hidden />}
        onClick={onMend}
      >
        Mend…
      </Button>
      <Button
        variant="default"
        disabled={busy}
        leftSection={<IconRefresh size={14} stroke={1.75} aria-hidden />}
        onClick={() => onAct('retry')}
      >
        Try again
      </Button>
      <Button
        type="submit"
        variant="default"
        disabled={busy}
        leftSection={<IconTrash size={14} stroke={1.75} aria-hidden />}
      >
        Discard
      </Button>
      {since !== false && <p className={classes.words}>Restored {since}</p>}
    </form>
  )
}
