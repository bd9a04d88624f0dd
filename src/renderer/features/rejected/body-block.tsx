import { useMemo } from 'react'
import type { Reason } from '../../../contract/reason.ts'
import { bodyPages, onPage } from '../../format/body-pages.ts'
import { markBody, type BodyPart } from '../../format/mark-body.ts'
import { Pager } from '../../ui/pager.tsx'
import classes from './body-block.module.css'

interface Props {
  readonly body: string
  readonly reasons: readonly Reason[]
  /** The reason that is looked at. */
  readonly active: number | null
  /** A place in the body, in UTF-16 code units: the page that holds it is on show. */
  readonly at: number
  readonly onTurn: (at: number) => void
}

/** The body as it came, with faults marked and characters that cannot be seen spelled out; a long one in pages. */
export const BodyBlock = ({ body, reasons, active, at, onTurn }: Props) => {
  const starts = useMemo(() => bodyPages(body), [body])
  const page = Math.max(
    0,
    starts.findLastIndex((start) => start <= at),
  )
  const from = starts[page] ?? 0
  const to = starts[page + 1] ?? body.length
  const parts = useMemo(
    () =>
      markBody(
        body.slice(from, to),
        reasons.map(({ range }) => onPage(range, from, to, to === body.length)),
      ),
    [body, from, to, reasons],
  )
  if (body === '') return <p className={classes.empty}>The body is empty.</p>
  const turnTo = (start: number | undefined) => (start === undefined ? null : () => onTurn(start))
  return (
    <>
      <pre className={classes.body} tabIndex={0} aria-label="Body">
        {parts.map((part, index) => (
          <Part key={index} part={part} active={active !== null && part.faults.includes(active)} />
        ))}
      </pre>
      {starts.length > 1 && (
        <Pager
          from={from}
          shown={to - from}
          total={body.length}
          of="characters"
          onPrevious={turnTo(starts[page - 1])}
          onNext={turnTo(starts[page + 1])}
        />
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
