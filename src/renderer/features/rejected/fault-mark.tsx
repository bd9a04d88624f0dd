import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './body-block.module.css'

interface Props {
  readonly faults: readonly number[]
  /** What is wrong at each place, and what would be right. */
  readonly words: readonly string[]
  /** The fault that begins here, by which the keyboard reaches it; null if it continues from before. */
  readonly leads: number | null
  readonly active: boolean
  readonly onLook: (faults: readonly number[]) => void
  readonly onPick: (fault: number) => void
  /** Whether it is between two characters. */
  readonly isPoint?: boolean
  readonly children?: ReactNode
}

/** A marked place in a body: it says what is wrong there, highlights its reason, and leads to it. */
export const FaultMark = ({
  faults,
  words,
  leads,
  active,
  onLook,
  onPick,
  isPoint = false,
  children,
}: Props) => {
  const said = faults.map((fault) => words[fault] ?? '').join(' ')
  const look = () => onLook(faults)
  const leave = () => onLook([])
  const pick = () => onPick(leads ?? faults[0] ?? 0)
  const keyboard =
    leads === null
      ? {}
      : {
          role: 'button',
          tabIndex: 0,
          // Its accessible name is the marked text, if there is any.
          ...(isPoint ? { 'aria-label': said } : { 'aria-description': said }),
          onFocus: look,
          onBlur: leave,
          onKeyDown: (event: React.KeyboardEvent) => {
            if (event.key !== 'Enter' && event.key !== ' ') return
            event.preventDefault()
            pick()
          },
        }
  return (
    <Tooltip
      label={said}
      multiline
      maw={360}
      openDelay={200}
      events={{ hover: true, focus: true, touch: true }}
    >
      <mark
        className={isPoint ? classes.point : classes.fault}
        data-active={active || undefined}
        data-fault={leads ?? undefined}
        onMouseEnter={look}
        onMouseLeave={leave}
        // Whoever selects text in it wants to copy, not to go anywhere.
        onClick={() => window.getSelection()?.isCollapsed !== false && pick()}
        {...keyboard}
      >
        {children}
      </mark>
    </Tooltip>
  )
}
