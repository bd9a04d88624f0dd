import { useMemo, type ReactNode } from 'react'
import { bodyPages, onPage } from '../../format/body-pages.ts'
import { markBody, type BodyPart, type Range } from '../../format/mark-body.ts'
import { rightToLeft } from '../../format/right-to-left.ts'
import { Pager } from '../../ui/pager.tsx'
import classes from './body-block.module.css'

interface Props {
  readonly body: string
  /** Where in it each reason stands. */
  readonly ranges: readonly Range[]
  /** Whether line breaks were put into it that are not in the body. */
  readonly isFormatted: boolean
  /** The reasons that are looked at. */
  readonly active: readonly number[]
  /** A place in the body, in UTF-16 code units: the page that holds it is on show. */
  readonly at: number
  readonly onTurn: (at: number) => void
}

/** The body as it came, with faults marked and characters that cannot be seen spelled out; a long one in pages. */
export const BodyBlock = ({ body, ranges, isFormatted, active, at, onTurn }: Props) => {
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
        ranges.map((range) => onPage(range, from, to, to === body.length)),
      ),
    [body, from, to, ranges],
  )
  if (body === '') return <p className={classes.empty}>The body is empty.</p>
  const turnTo = (start: number | undefined) => (start === undefined ? null : () => onTurn(start))
  return (
    <>
      <pre className={classes.body} tabIndex={0} aria-label="Body">
        {parts.map((part, index) => (
          <Part
            key={index}
            part={part}
            isFormatted={isFormatted}
            active={part.faults.some((fault) => active.includes(fault))}
          />
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

interface PartProps {
  readonly part: BodyPart
  readonly isFormatted: boolean
  readonly active: boolean
}

const Part = ({ part, isFormatted, active }: PartProps) => {
  if (part.kind === 'point') return <mark className={classes.point} data-active={active || undefined} />
  const inner =
    part.kind === 'control' && part.breaks && isFormatted ? (
      '\n'
    ) : part.kind === 'control' ? (
      <>
        <span className={classes.control} title={part.name}>
          {part.text}
        </span>
        {part.breaks && '\n'}
      </>
    ) : (
      isolated(part.text)
    )
  if (part.faults.length === 0) return inner
  return (
    <mark className={classes.fault} data-active={active || undefined}>
      {inner}
    </mark>
  )
}

/** A text in which what is read from right to left is set apart, so that it keeps its place among what is around it. */
const isolated = (text: string): ReactNode => {
  const stretches = [...text.matchAll(rightToLeft)]
  if (stretches.length === 0) return text
  const parts: ReactNode[] = []
  let from = 0
  for (const { 0: stretch, index } of stretches) {
    parts.push(text.slice(from, index), <bdi key={index}>{stretch}</bdi>)
    from = index + stretch.length
  }
  return [...parts, text.slice(from)]
}
