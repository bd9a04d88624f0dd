import { Button } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import classes from './uncover-line.module.css'
import type { Uncovered } from './use-uncovered.ts'
import { WhyForm } from './why-form.tsx'

/** Says that personal data is covered, and uncovers it for a reason, which it asks for in place. */
export const UncoverLine = ({ body, busy, uncover, cover }: Uncovered) => {
  const [asks, setAsks] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setAsks(false)
    // The field disappears, and the focus with it.
    requestAnimationFrame(() => button.current?.focus())
  }
  if (asks)
    return (
      <WhyForm
        onWhy={(why) => {
          uncover(why)
          close()
        }}
        onCancel={close}
      />
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
