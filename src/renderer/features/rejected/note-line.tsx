import { Button, TextInput } from '@mantine/core'
import { isNote, longestNote } from '../../../contract/mark-words.ts'
import { SenderText } from '../../ui/sender-text.tsx'
import look from '../../ui/field.module.css'
import classes from './marks-line.module.css'

interface Props {
  /** The saved note; null for none. */
  readonly kept: string | null
  readonly draft: string
  /** Whether the saved note changed since it was typed. */
  readonly isBehind: boolean
  readonly onDraft: (draft: string) => void
  readonly busy: boolean
  readonly onSave: (note: string | null) => void
}

/** The note of a message, whatever its state. A typed but unsaved note is saved when the message is discarded. */
export const NoteLine = ({ kept, draft, isBehind, onDraft, busy, onSave }: Props) => {
  const note = noteOf(draft)
  const isFit = note === null || isNote(note)
  return (
    <form
      className={classes.note}
      onSubmit={(event) => {
        event.preventDefault()
        if (isFit && note !== kept && !busy) onSave(note)
      }}
    >
      <TextInput
        size="xs"
        classNames={look}
        className={classes.noteInput}
        aria-label="Note"
        placeholder="Note (optional)"
        maxLength={longestNote}
        value={draft}
        onChange={({ currentTarget }) => onDraft(currentTarget.value)}
      />
      {note !== kept && (
        <Button type="submit" size="compact-xs" variant="default" disabled={!isFit || busy}>
          Save note
        </Button>
      )}
      {isBehind && note !== kept && (
        <p className={classes.words}>
          {kept === null ? (
            'The saved note was removed meanwhile.'
          ) : (
            <>
              The saved note is now: <SenderText text={kept} />
            </>
          )}
        </p>
      )}
    </form>
  )
}

/** The draft's text; null for an empty one. */
export const noteOf = (draft: string): string | null => draft.trim() || null
