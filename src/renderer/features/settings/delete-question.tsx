import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { SenderText } from '../../ui/sender-text.tsx'
import classes from './form.module.css'

interface Props {
  readonly name: string
  readonly removing: boolean
  readonly onKeep: () => void
  readonly onDelete: () => void
}

/** In the place of the save bar, before a connection and its password are gone. */
export const DeleteQuestion = ({ name, removing, onKeep, onDelete }: Props) => {
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => keep.current?.focus(), [])
  return (
    <div
      className={classes.bar}
      role="alertdialog"
      aria-label="Delete the connection"
      aria-describedby="delete-connection"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onKeep()
      }}
    >
      <p id="delete-connection" className={classes.words}>
        Delete the connection <SenderText text={name} />? Its password is deleted too.
      </p>
      <Button ref={keep} variant="default" onClick={onKeep} disabled={removing}>
        Cancel
      </Button>
      <Button variant="default" loading={removing} onClick={onDelete}>
        Delete connection
      </Button>
    </div>
  )
}
