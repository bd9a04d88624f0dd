import { Button, TextInput } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { longestWhy } from '../../../contract/audit.ts'
import field from '../../ui/field.module.css'
import { useEscape } from '../../ui/use-escape.ts'
import classes from './uncover-line.module.css'
import type { Uncovered } from './use-uncovered.ts'

/** The reason that was given last, until the page is loaded again. */
let lastWhy = ''

/** Says that personal data is covered, and uncovers it for a reason, which is asked for in place. */
export const UncoverLine = ({ body, busy, uncover, cover }: Uncovered) => {
  const [asks, setAsks] = useState(false)
  const [why, setWhy] = useState(lastWhy)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setAsks(false)
    // The field goes, and with it the focus.
    requestAnimationFrame(() => button.current?.focus())
  }
  // The panel stays open.
  useEscape(asks, close)
  if (asks)
    return (
      <form
        className={classes.line}
        onSubmit={(event) => {
          event.preventDefault()
          if (why.trim() === '') return
          lastWhy = why.trim()
          uncover(lastWhy)
          close()
        }}
      >
        <TextInput
          size="xs"
          classNames={field}
          className={classes.why}
          aria-label="Why do you need to see it?"
          placeholder="Why? This is kept in the audit"
          maxLength={longestWhy}
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <Button type="submit" size="compact-xs" variant="default" disabled={why.trim() === ''}>
          Show
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={close}>
          Cancel
        </Button>
      </form>
    )
  const isOpen = body !== null
  return (
    <div className={classes.line}>
      <span className={classes.hint}>{isOpen ? 'Personal data uncovered' : 'Personal data covered'}</span>
      <Button
        ref={button}
        size="compact-xs"
        variant="default"
        loading={busy}
        leftSection={isOpen ? <IconEyeOff size={14} aria-hidden /> : <IconEye size={14} aria-hidden />}
        onClick={isOpen ? cover : () => setAsks(true)}
      >
        {isOpen ? 'Cover again' : 'Show original'}
      </Button>
    </div>
  )
}
