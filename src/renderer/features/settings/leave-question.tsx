import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import classes from './form.module.css'

interface Props {
  readonly saving: boolean
  readonly onStay: () => void
  readonly onDiscard: () => void
}

/** In the place of the save bar, before what was typed is lost. Save submits the form around it. */
export const LeaveQuestion = ({ saving, onStay, onDiscard }: Props) => {
  const stay = useRef<HTMLButtonElement>(null)
  useEffect(() => stay.current?.focus(), [])
  return (
    <div
      className={classes.bar}
      role="alertdialog"
      aria-label="Unsaved changes"
      aria-describedby="unsaved-changes"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onStay()
      }}
    >
      <p id="unsaved-changes" className={classes.words}>
        What you typed is not saved yet.
      </p>
      <Button ref={stay} variant="subtle" onClick={onStay} disabled={saving}>
        Keep editing
      </Button>
      <Button variant="default" onClick={onDiscard} disabled={saving}>
        Discard
      </Button>
      <Button type="submit" loading={saving}>
        Save
      </Button>
    </div>
  )
}
