import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { WhyForm } from '../why-form.tsx'
import classes from './mend-bench.module.css'

interface Props {
  /** Whether nothing was typed that would disappear from view. */
  readonly canOpen: boolean
  readonly busy: boolean
  readonly onWhy: (why: string) => void
}

/** Above the values: the way to the whole text, which is only shown for a reason. */
export const ValuesHead = ({ canOpen, busy, onWhy }: Props) => {
  const [asks, setAsks] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <div className={classes.head}>
      <h3>Values</h3>
      {asks ? (
        <WhyForm
          onWhy={(why) => {
            setAsks(false)
            onWhy(why)
          }}
          onCancel={() => {
            setAsks(false)
            requestAnimationFrame(() => button.current?.focus())
          }}
        />
      ) : (
        <Button
          ref={button}
          size="compact-xs"
          variant="default"
          loading={busy}
          disabled={!canOpen}
          title={canOpen ? undefined : 'Save what you typed first'}
          onClick={() => setAsks(true)}
        >
          Edit the whole text…
        </Button>
      )}
    </div>
  )
}
