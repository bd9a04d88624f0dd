import type { MonitorEvent } from '../../contract/events.ts'
import type { Snapshot } from '../../contract/snapshot.ts'
import { stretchesAfter, stretchesIn, type Stretch } from '../../contract/stretches.ts'

/** How full the queue was from a time on (milliseconds since 1970); null if unknown. */
export interface Level {
  readonly at: number
  readonly visible: number | null
  readonly inFlight: number | null
}

/** What became of messages at a moment. */
export interface Flow {
  readonly at: number
  readonly loaded: number
  readonly duplicates: number
  readonly rejected: number
}

/** What this window has seen itself: the last minutes of queue and throughput, and every run, pause and outage. */
export interface Course {
  /** When this window began to look, in milliseconds since 1970; null before. */
  readonly since: number | null
  readonly levels: readonly Level[]
  readonly flows: readonly Flow[]
  readonly stretches: readonly Stretch[]
}

export const noCourse: Course = { since: null, levels: [], flows: [], stretches: [] }

/** How far back levels and flows go, in milliseconds. */
export const liveSpan = 120_000

const mostLevels = 1_000

/** At ten frames a second, a few more than `liveSpan` needs. */
const mostFlows = 1_300

/** The course after one event, received at `now`. */
export const courseAfter = (course: Course, event: MonitorEvent, now: number): Course => {
  const stretches = stretchesAfter(course.stretches, event)
  const levels = levelsIn(event, now).reduce(addLevel, course.levels)
  const flows =
    event.type === 'run-settled' ? addFlow(course.flows, { at: event.at, ...event.counts }) : course.flows
  return { since: course.since ?? now, levels, flows, stretches }
}

/** The course with the content of a snapshot that came at `now`. */
export const courseIn = (course: Course, snapshot: Snapshot, now: number): Course => ({
  since: course.since ?? now,
  levels: levelsOf(snapshot).reduce(addLevel, course.levels),
  flows: course.flows,
  stretches: stretchesIn(course.stretches, snapshot),
})

/** Levels with one more at the end; those older than the window are dropped, except the last, where the line starts. */
export const addLevel = (levels: readonly Level[], level: Level): readonly Level[] => {
  const last = levels.at(-1)
  // An unknown level is added once, and never for a time before the last answer.
  if (level.visible === null && (last === undefined || last.visible === null)) return levels
  const from = level.at - liveSpan
  const firstInside = levels.findIndex(({ at }) => at >= from)
  const kept = firstInside === -1 ? levels.slice(-1) : levels.slice(Math.max(0, firstInside - 1))
  return [...kept.slice(-mostLevels), { ...level, at: Math.max(level.at, last?.at ?? level.at) }]
}

const addFlow = (flows: readonly Flow[], { at, loaded, duplicates, rejected }: Flow): readonly Flow[] => [
  ...flows.slice(1 - mostFlows).filter((flow) => flow.at > at - liveSpan),
  { at, loaded, duplicates, rejected },
]

const unknown = (at: number): Level => ({ at, visible: null, inFlight: null })

const levelOf = ({ at, visible, inFlight }: Level): Level => ({ at, visible, inFlight })

/** The level in a snapshot. */
const levelsOf = ({ depth, neighbours: { queue } }: Snapshot): readonly Level[] => [
  ...(depth === null ? [] : [levelOf(depth)]),
  ...(queue === null || queue.state === 'reachable' ? [] : [unknown(queue.since)]),
]

/** The level in an event, or that it is unknown from now on. */
const levelsIn = (event: MonitorEvent, now: number): readonly Level[] => {
  switch (event.type) {
    case 'depth':
      return [levelOf(event.depth)]
    case 'connecting':
    case 'connection-failed':
      return [unknown(now)]
    case 'neighbour':
      return event.which === 'queue' && event.neighbour.state !== 'reachable'
        ? [unknown(event.neighbour.since)]
        : []
    default:
      return []
  }
}
