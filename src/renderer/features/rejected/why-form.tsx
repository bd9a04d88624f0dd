import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { longestWhy } from '../../../contract/audit.ts'
import field from '../../ui/field.module.css'
import { useEscape } from '../../ui/use-escape.ts'
import classes from './why-form.module.css'

/** The last reason given, until the page is reloaded. */
let lastWhy = ''

interface Props {
  readonly onWhy: (why: string) => void
  readonly onCancel: () => void
  /** The label of the button that continues. */
  readonly action?: string
}

/** Asks in place why someone needs to see what is covered. Escape goes back without closing anything around it. */
export const WhyForm = ({ onWhy, onCancel, action = 'Show' }: Props) => {
  const [why, setWhy] = useState(lastWhy)
  useEscape(true, onCancel)
  return (
    <form
      className={classes.line}
      onSubmit={(event) => {
        event.preventDefault()
        if (why.trim() === '') return
        lastWhy = why.trim()
        onWhy(lastWhy)
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
        {action}
      </Button>
      <Button size="compact-xs" variant="subtle" onClick={onCancel}>
        Cancel
      </Button>
    </form>
  )
}
