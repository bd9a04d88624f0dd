import type { Level } from '../../state/levels.ts'

export interface LevelPath {
  /** The SVG path of the line, in a box of `width` by `height`. It has a gap wherever nobody knew the level. */
  readonly line: string
  /** The same line, each piece of it closed along the bottom. */
  readonly area: string
  /** What the top of the box stands for. */
  readonly top: number
}

/** The level is read every five seconds at least: without a newer one it is not known any more, in milliseconds. */
export const levelHolds = 15_000

interface Piece {
  readonly from: number
  readonly to: number
  readonly visible: number
}

/** For how long each level was known. */
const piecesOf = (levels: readonly Level[], now: number): readonly Piece[] =>
  levels.flatMap(({ at, visible }, index) => {
    const next = levels[index + 1]?.at ?? now
    return visible === null ? [] : [{ from: at, to: Math.min(next, at + levelHolds), visible }]
  })

/** A level holds until the next one is measured, so the line goes in steps, and on to `now`. Null without a level. */
export const levelPath = (
  levels: readonly Level[],
  now: number,
  span: number,
  width: number,
  height: number,
): LevelPath | null => {
  const pieces = piecesOf(levels, now).filter(({ to }) => to >= now - span)
  if (pieces.length === 0) return null
  const top = niceTop(Math.max(...pieces.map(({ visible }) => visible)))
  const x = (at: number) => round(Math.min(width, Math.max(0, width - ((now - at) / span) * width)))
  const y = (visible: number) => round(height - (visible / top) * height)

  const lines: string[] = []
  const areas: string[] = []
  let begun = -1
  for (const [index, { from, to, visible }] of pieces.entries()) {
    const before = pieces[index - 1]
    const joins = before !== undefined && before.to >= from
    if (!joins) begun = x(from)
    const step = joins ? `V${y(visible)}H${x(to)}` : `M${x(from)} ${y(visible)}H${x(to)}`
    const after = pieces[index + 1]
    const ends = after === undefined || after.from > to
    lines.push(step)
    areas.push(ends ? `${step}V${height}H${begun}Z` : step)
  }
  return { line: lines.join(''), area: areas.join(''), top }
}

/** The next round number that holds the value, and is not much more. */
export const niceTop = (value: number): number => {
  const power = 10 ** Math.max(1, Math.floor(Math.log10(Math.max(1, value))))
  return (
    [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((top) => top >= value) ?? power * 10
  )
}

const round = (value: number): number => Math.round(value * 10) / 10
