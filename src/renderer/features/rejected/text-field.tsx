import { TextInput } from '@mantine/core'
import { IconFileSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { coveredSign, longestSought } from '../../../contract/finding.ts'
import look from '../../ui/field.module.css'
import classes from './filter-bar.module.css'

interface Props {
  readonly text: string | null
  readonly onSearch: (text: string | null) => void
}

/** Searches the bodies for a text when Enter is pressed: each body has to be opened, so not at every letter. */
export const TextField = ({ text, onSearch }: Props) => {
  const [draft, setDraft] = useState(text ?? '')
  const [seen, see] = useState(text)
  if (seen !== text) {
    see(text)
    setDraft(text ?? '')
  }
  return (
    <form
      className={classes.text}
      onSubmit={(event) => {
        event.preventDefault()
        onSearch(draft.trim() === '' ? null : draft)
      }}
    >
      <TextInput
        size="xs"
        classNames={look}
        aria-label="Text in the body"
        placeholder="Text in the body, then Enter"
        title={`Searches what is shown of a covered body; ${coveredSign} cannot be searched for`}
        pattern={`[^${coveredSign}]*`}
        leftSection={<IconFileSearch size={14} stroke={1.75} aria-hidden />}
        maxLength={longestSought}
        value={draft}
        onChange={({ currentTarget }) => setDraft(currentTarget.value)}
      />
    </form>
  )
}
