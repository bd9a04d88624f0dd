import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { visible } from '../../contract/visible.ts'
import { longestSavedName } from '../state/saved.ts'
import field from './field.module.css'
import classes from './saved-list.module.css'
import { SenderText } from './sender-text.tsx'

interface Props {
  /** The name of the list. */
  readonly label: string
  /** The label of the name field. */
  readonly nameLabel: string
  /** Shown if nothing is saved. */
  readonly hint: string
  readonly names: readonly string[]
  readonly onSave: (name: string) => void
  readonly onApply: (name: string) => void
  readonly onRemove: (name: string) => void
}

/** Items saved under names, to apply or delete, and a field to save one more. */
export const SavedList = ({ label, nameLabel, hint, names, onSave, onApply, onRemove }: Props) => {
  const [name, setName] = useState('')
  return (
    <>
      {names.length === 0 ? (
        <p className={classes.quiet}>{hint}</p>
      ) : (
        <ul aria-label={label} className={classes.saved}>
          {names.map((saved) => (
            <li key={saved}>
              <Button variant="subtle" size="compact-sm" justify="start" onClick={() => onApply(saved)}>
                <SenderText text={saved} />
              </Button>
              <ActionIcon size="sm" aria-label={`Delete ${visible(saved)}`} onClick={() => onRemove(saved)}>
                <IconX size={13} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <form
        className={classes.save}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() === '') return
          onSave(name.trim())
          setName('')
        }}
      >
        <TextInput
          size="xs"
          classNames={field}
          aria-label={nameLabel}
          placeholder="Name"
          maxLength={longestSavedName}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Button type="submit" variant="default" size="xs" disabled={name.trim() === ''}>
          Save
        </Button>
      </form>
    </>
  )
}
