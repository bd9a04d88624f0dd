import type { History, HistoryStep } from '../../../contract/history.ts'
import type { Course, Flow, Level } from '../../state/course.ts'
import { liveSpan } from '../../state/course.ts'

/** One step of the chart. Null means unknown. */
export interface ChartStep {
  /** When it ends, in milliseconds since 1970. */
  readonly at: number
  /** The highest value seen in it. */
  readonly visible: number | null
  readonly inFlight: number | null
  readonly deadLetters: number | null
  /** Messages a second, at the fastest. */
  readonly loaded: number | null
  readonly duplicates: number | null
  readonly rejected: number | null
}

/** The length of a step of the last two minutes, in milliseconds. */
export const liveStep = 2_000

export const liveSteps = liveSpan / liveStep

/** The level is read at least every five seconds: without a newer one for this long it is unknown, in milliseconds. */
export const levelHolds = 15_000

/** What the database remembers. */
export const stepsOf = ({ steps }: History): readonly ChartStep[] => steps.map(remembered)

/** If nobody looked at the queue and nothing was settled, nothing is known. */
const remembered = ({ at, visible, inFlight, deadLetters, most }: HistoryStep): ChartStep => {
  const isKnown = visible !== null || most.loaded + most.duplicates + most.rejected > 0
  const { loaded, duplicates, rejected } = isKnown ? most : noRates
  return { at, visible, inFlight, deadLetters, loaded, duplicates, rejected }
}

const noRates = { loaded: null, duplicates: null, rejected: null }

/**
 * The last two minutes as this window has seen them, and the time before it looked from the database, if that was
 * asked. The current step is left out: half a step would look like a fall.
 *
 * @param history in steps of `liveStep`
 */
export const recentSteps = (course: Course, history: History | null, now: number): readonly ChartStep[] => {
  const end = Math.floor(now / liveStep) * liveStep
  const before = new Map(history === null ? [] : heldSteps(stepsOf(history)).map((step) => [step.at, step]))
  const pieces = piecesOf(course.levels, now)
  return Array.from({ length: liveSteps }, (_, index): ChartStep => {
    const at = end - (liveSteps - 1 - index) * liveStep
    const isSeen = course.since !== null && at > course.since
    const past = before.get(at)
    if (!isSeen) return past ?? { ...nothingKnown, at }
    const known = pieces.filter(({ from, to }) => from < at && to > at - liveStep)
    return {
      at,
      visible: highest(known.map(({ level }) => level.visible)),
      inFlight: highest(known.map(({ level }) => level.inFlight)),
      deadLetters: null,
      ...ratesIn(course.flows, at),
    }
  })
}

const nothingKnown = { visible: null, inFlight: null, deadLetters: null, ...noRates }

interface Piece {
  readonly from: number
  readonly to: number
  readonly level: Level
}

/** How long each level was known. */
const piecesOf = (levels: readonly Level[], now: number): readonly Piece[] =>
  levels.flatMap((level, index) => {
    const next = levels[index + 1]?.at ?? now
    return level.visible === null
      ? []
      : [{ from: level.at, to: Math.max(level.at + 1, Math.min(next, level.at + levelHolds)), level }]
  })

const highest = (values: readonly (number | null)[]): number | null =>
  values.reduce((most, value) => (most === null || (value !== null && value > most) ? value : most), null)

const ratesIn = (flows: readonly Flow[], end: number) => {
  const inside = flows.filter(({ at }) => at > end - liveStep && at <= end)
  const rate = (pick: (flow: Flow) => number): number =>
    inside.reduce((sum, flow) => sum + pick(flow), 0) / (liveStep / 1_000)
  return {
    loaded: rate(({ loaded }) => loaded),
    duplicates: rate(({ duplicates }) => duplicates),
    rejected: rate(({ rejected }) => rejected),
  }
}

/** The same, with each level held until the next is read: these steps are shorter than the time between two looks. */
const heldSteps = (steps: readonly ChartStep[]): readonly ChartStep[] => {
  let last: ChartStep | null = null
  return steps.map((step) => {
    if (step.visible !== null) last = step
    if (last === null || step.at - last.at > levelHolds) return step
    const { visible, inFlight, deadLetters } = last
    const rates = { loaded: step.loaded ?? 0, duplicates: step.duplicates ?? 0, rejected: step.rejected ?? 0 }
    return { at: step.at, visible, inFlight, deadLetters, ...rates }
  })
}
