import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Reason } from '../../../contract/reason.ts'
import { markBody, type BodyPart } from '../../format/mark-body.ts'
import { formatCount } from '../../format/number.ts'
import classes from './body-block.module.css'

interface Props {
  readonly body: string
  readonly reasons: readonly Reason[]
  /** The reason that is looked at. */
  readonly active: number | null
}

/** How much of a body is shown at first, in UTF-16 code units: enough for any honest one. */
const firstPart = 20_000

/** The body as it came, with faults marked and characters that cannot be seen spelled out. */
export const BodyBlock = ({ body, reasons, active }: Props) => {
  const [whole, setWhole] = useState(false)
  const shown = whole ? body : body.slice(0, firstPart)
  const parts = useMemo(
    () =>
      markBody(
        shown,
        reasons.map((reason) => reason.range),
      ),
    [shown, reasons],
  )
  if (body === '') return <p className={classes.empty}>The body is empty.</p>
  return (
    <>
      <pre className={classes.body} tabIndex={0} aria-label="Body">
        {parts.map((part, index) => (
          <Part key={index} part={part} active={active !== null && part.faults.includes(active)} />
        ))}
      </pre>
      {shown.length < body.length && (
        <Button variant="default" className={classes.rest} onClick={() => setWhole(true)}>
          Show the other {formatCount(body.length - shown.length)} characters
        </Button>
      )}
    </>
  )
}

const Part = ({ part, active }: { readonly part: BodyPart; readonly active: boolean }) => {
  if (part.kind === 'point') return <mark className={classes.point} data-active={active || undefined} />
  const inner =
    part.kind === 'control' ? (
      <>
        <span className={classes.control} title={part.name}>
          {part.text}
        </span>
        {part.breaks && '\n'}
      </>
    ) : (
      part.text
    )
  if (part.faults.length === 0) return inner
  return (
    <mark className={classes.fault} data-active={active || undefined}>
      {inner}
    </mark>
  )
}
