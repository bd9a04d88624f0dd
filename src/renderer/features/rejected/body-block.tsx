import { useMemo } from 'react'
import { bodyPages, onPage } from '../../format/body-pages.ts'
import { markBody, type BodyPart, type Range } from '../../format/mark-body.ts'
import { Pager } from '../../ui/pager.tsx'
import classes from './body-block.module.css'
import { FaultMark } from './fault-mark.tsx'
import { BodyText } from '../../ui/body-text.tsx'

interface Props {
  readonly body: string
  /** Where each reason's place in it is. */
  readonly ranges: readonly Range[]
  /** Whether line breaks were added that are not in the body. */
  readonly isFormatted: boolean
  /** What is wrong at each place, and what would be right. */
  readonly words: readonly string[]
  /** The highlighted reasons. */
  readonly active: readonly number[]
  /** The faults under the pointer or with the focus; empty when there are none any more. */
  readonly onLook: (faults: readonly number[]) => void
  /** A fault was pressed: leads to its line among the reasons. */
  readonly onPick: (fault: number) => void
  /** A position in the body, in UTF-16 code units: the page with it is shown. */
  readonly at: number
  readonly onTurn: (at: number) => void
}

/** The body as it came, with faults marked and invisible characters spelled out; a long one in pages. */
export const BodyBlock = ({
  body,
  ranges,
  words,
  isFormatted,
  active,
  onLook,
  onPick,
  at,
  onTurn,
}: Props) => {
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
  const firsts = useMemo(() => firstParts(parts), [parts])
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
            words={words}
            leads={firsts.get(index) ?? null}
            onLook={onLook}
            onPick={onPick}
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

/** The parts with which faults begin, so that the keyboard reaches each fault once. */
const firstParts = (parts: readonly BodyPart[]): ReadonlyMap<number, number> => {
  const firsts = new Map<number, number>()
  const seen = new Set<number>()
  for (const [index, { faults }] of parts.entries()) {
    const begins = faults.find((fault) => !seen.has(fault))
    if (begins !== undefined) firsts.set(index, begins)
    faults.forEach((fault) => seen.add(fault))
  }
  return firsts
}

interface PartProps extends Pick<Props, 'words' | 'onLook' | 'onPick'> {
  readonly part: BodyPart
  /** The fault that begins with it; null if none does. */
  readonly leads: number | null
  readonly isFormatted: boolean
  readonly active: boolean
}

const Part = ({ part, isFormatted, active, ...about }: PartProps) => {
  if (part.kind === 'point') return <FaultMark {...about} faults={part.faults} active={active} isPoint />
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
      <BodyText text={part.text} />
    )
  if (part.faults.length === 0) return inner
  return (
    <FaultMark {...about} faults={part.faults} active={active}>
      {inner}
    </FaultMark>
  )
}
