import { Button, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { isTag, longestTag } from '../../../contract/mark-words.ts'
import look from '../../ui/field.module.css'
import classes from './marks-line.module.css'
import { useRejectedChoices } from './use-marks.ts'

interface Props {
  readonly busy: boolean
  readonly onAdd: (tag: string) => void
  /** Left out if tags are removed elsewhere. */
  readonly onRemove?: (tag: string) => void
}

/** A field for a tag, which suggests those in use. Enter adds it. */
export const TagField = ({ busy, onAdd, onRemove }: Props) => {
  const { tags } = useRejectedChoices()
  const [draft, setDraft] = useState('')
  const list = useId()
  const tag = draft.trim()
  const isFit = isTag(tag)
  const give = (to: (tag: string) => void): void => {
    if (!isFit || busy) return
    to(tag)
    setDraft('')
  }
  return (
    <form
      className={classes.tagField}
      onSubmit={(event) => {
        event.preventDefault()
        give(onAdd)
      }}
    >
      <TextInput
        size="xs"
        classNames={look}
        className={classes.tagInput}
        aria-label="Tag"
        placeholder="Tag"
        list={list}
        maxLength={longestTag}
        value={draft}
        onChange={({ currentTarget }) => setDraft(currentTarget.value)}
      />
      <datalist id={list}>
        {tags.map((one) => (
          <option key={one.tag} value={one.tag} />
        ))}
      </datalist>
      <Button type="submit" size="compact-xs" variant="default" disabled={!isFit || busy}>
        Add tag
      </Button>
      {onRemove !== undefined && (
        <Button size="compact-xs" variant="default" disabled={!isFit || busy} onClick={() => give(onRemove)}>
          Remove tag
        </Button>
      )}
    </form>
  )
}
