import { Button, TextInput } from '@mantine/core'
import { IconArrowBackUp, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { RejectedSummary } from '../../../contract/rejected.ts'
import field from '../../ui/field.module.css'
import { RelativeTime } from '../../ui/relative-time.tsx'
import classes from './state-line.module.css'
import type { StateAction } from './use-state-change.ts'

interface Props {
  readonly message: RejectedSummary
  readonly busy: boolean
  readonly onAct: (action: StateAction, note: string | null) => void
}

/** Whether somebody has put the message aside, when and why, and the way to do so or back. */
export const StateLine = ({ message, busy, onAct }: Props) => {
  const [note, setNote] = useState('')
  const since = message.stateAt !== null && <RelativeTime at={Date.parse(message.stateAt)} />
  if (message.state === 'discarded') {
    return (
      <div className={classes.line}>
        <Button
          variant="default"
          disabled={busy}
          leftSection={<IconArrowBackUp size={14} stroke={1.75} aria-hidden />}
          onClick={() => onAct('restore', null)}
        >
          Restore
        </Button>
        <p className={classes.words}>
          Discarded {since}
          {message.note !== null && `: ${message.note}`}
        </p>
      </div>
    )
  }
  return (
    <form
      className={classes.line}
      onSubmit={(event) => {
        event.preventDefault()
        onAct('discard', note.trim() || null)
      }}
    >
      <Button
        type="submit"
        variant="default"
        disabled={busy}
        leftSection={<IconTrash size={14} stroke={1.75} aria-hidden />}
      >
        Discard
      </Button>
      <TextInput
        size="xs"
        classNames={field}
        className={classes.note}
        aria-label="Why it is discarded"
        placeholder="Why, if you like"
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {since !== false && <p className={classes.words}>Restored {since}</p>}
    </form>
  )
}
