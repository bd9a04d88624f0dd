import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './form.module.css'

interface Props {
  readonly changed: boolean
  readonly saving: boolean
  readonly onDiscard: () => void
  /** Other actions, on the left. */
  readonly children?: ReactNode
  readonly saveLabel?: string
}

/** Save and Discard, shown only after a change. Save submits the form around it. */
export const SaveBar = ({ changed, saving, onDiscard, children, saveLabel = 'Save' }: Props) => {
  if (!changed && children === undefined) return null
  return (
    <div className={classes.bar}>
      {children}
      <span className={classes.space} />
      {changed && (
        <>
          <Button variant="default" onClick={onDiscard} disabled={saving}>
            Discard
          </Button>
          <Button type="submit" loading={saving}>
            {saveLabel}
          </Button>
        </>
      )}
    </div>
  )
}
