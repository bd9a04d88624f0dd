import { Button } from '@mantine/core'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import classes from './question-bar.module.css'

interface Props {
  /** Its name for screen readers. */
  readonly label: string
  readonly words: ReactNode
  /** The way back, which has the focus and is also what Escape does. */
  readonly back: {
    readonly label: string
    readonly variant: 'default' | 'subtle'
    readonly onPick: () => void
  }
  readonly busy: boolean
  /** The other choices, as buttons. */
  readonly children: ReactNode
}

/** A question in the place of the save bar. */
export const QuestionBar = ({ label, words, back, busy, children }: Props) => {
  const first = useRef<HTMLButtonElement>(null)
  const described = useId()
  useEffect(() => first.current?.focus(), [])
  return (
    <div
      className={classes.bar}
      role="alertdialog"
      aria-label={label}
      aria-describedby={described}
      onKeyDown={(event) => {
        if (event.key === 'Escape') back.onPick()
      }}
    >
      <p id={described} className={classes.words}>
        {words}
      </p>
      <Button ref={first} variant={back.variant} onClick={back.onPick} disabled={busy}>
        {back.label}
      </Button>
      {children}
    </div>
  )
}
