import type { Level } from '../../state/levels.ts'

export interface LevelPath {
  /** The SVG path of the line, in a box of `width` by `height`. */
  readonly line: string
  /** The same line closed along the bottom. */
  readonly area: string
  /** What the top of the box stands for. */
  readonly top: number
}

/** A level holds until the next one is measured, so the line goes in steps, and on to `now`. Null without a level. */
export const levelPath = (
  levels: readonly Level[],
  now: number,
  span: number,
  width: number,
  height: number,
): LevelPath | null => {
  const last = levels.at(-1)
  if (last === undefined) return null
  const top = niceTop(Math.max(...levels.map((level) => level.visible)))
  const x = (at: number) => round(Math.min(width, Math.max(0, width - ((now - at) / span) * width)))
  const y = (visible: number) => round(height - (visible / top) * height)
  const steps = levels.map((level, index) =>
    index === 0 ? `M${x(level.at)} ${y(level.visible)}` : `H${x(level.at)}V${y(level.visible)}`,
  )
  const line = `${steps.join('')}H${width}`
  const start = x(levels[0]?.at ?? now)
  return { line, area: `${line}V${height}H${start}Z`, top }
}

/** The next round number that holds the value, and is not much more. */
export const niceTop = (value: number): number => {
  const power = 10 ** Math.max(1, Math.floor(Math.log10(Math.max(1, value))))
  return (
    [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((top) => top >= value) ?? power * 10
  )
}

const round = (value: number): number => Math.round(value * 10) / 10
