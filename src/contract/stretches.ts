import type { MonitorEvent } from './events.ts'
import type { Snapshot } from './snapshot.ts'

/** A stretch of time in which something was happening. Times are milliseconds since 1970. */
export interface Stretch {
  /** A run, a person's pause in it, or the queue, the database or the connection being away. */
  readonly kind: 'run' | 'pause' | 'outage'
  /** Distinguishes it from others at the same time; for a run its id. */
  readonly key: string
  readonly from: number
  /** Null while it lasts. */
  readonly to: number | null
}

/** No more are remembered. */
const mostStretches = 300

const open = (
  stretches: readonly Stretch[],
  kind: Stretch['kind'],
  key: string,
  from: number,
): readonly Stretch[] =>
  stretches.some((each) => each.key === key && each.to === null)
    ? stretches
    : [...stretches.slice(1 - mostStretches), { kind, key, from, to: null }]

const close = (stretches: readonly Stretch[], at: number, isMeant: (stretch: Stretch) => boolean) =>
  stretches.some((each) => each.to === null && isMeant(each))
    ? stretches.map((each) =>
        each.to === null && isMeant(each) ? { ...each, to: Math.max(each.from, at) } : each,
      )
    : stretches

/** A run's waits share one key: a run is in one phase at a time. */
const phaseKey = 'phase'

/** A connection that could not be made; it is over once a neighbour answers. */
const unmadeKey = 'connection'

/** The stretches after one event. */
export const stretchesAfter = (stretches: readonly Stretch[], event: MonitorEvent): readonly Stretch[] => {
  switch (event.type) {
    case 'run-started':
      return open(stretches, 'run', event.runId, event.at)
    case 'run-phase': {
      const kind = kindOfPhase(event.phase.name)
      const closed = close(stretches, event.at, (each) => each.key === phaseKey && each.kind !== kind)
      return kind === null ? closed : open(closed, kind, phaseKey, event.at)
    }
    case 'run-ended':
      return close(stretches, event.at, ({ kind, key }) => kind === 'run' || key === phaseKey)
    case 'neighbour':
      return event.neighbour.state === 'reachable'
        ? close(stretches, event.neighbour.since, ({ key }) => key === event.which || key === unmadeKey)
        : open(stretches, 'outage', event.which, event.neighbour.since)
    case 'connection-failed':
      return open(stretches, 'outage', unmadeKey, event.at)
    default:
      return stretches
  }
}

const kindOfPhase = (name: Extract<MonitorEvent, { type: 'run-phase' }>['phase']['name']) => {
  if (name === 'paused') return 'pause'
  return name === 'waiting-for-database' || name === 'waiting-for-queue' ? 'outage' : null
}

/** The stretches after a snapshot, on top of what was known before. */
export const stretchesIn = (
  stretches: readonly Stretch[],
  { run, neighbours, connection }: Pick<Snapshot, 'run' | 'neighbours' | 'connection'>,
): readonly Stretch[] => {
  let known = stretches
  if (run !== null) {
    const kind = kindOfPhase(run.phase.name)
    if (!known.some(({ key }) => key === run.runId)) known = open(known, 'run', run.runId, run.startedAt)
    if (run.idle.since !== null && kind !== null) known = open(known, kind, phaseKey, run.idle.since)
    if (run.end !== null) {
      const { at } = run.end
      known = close(known, at, ({ key }) => key === run.runId || key === phaseKey)
    }
  }
  for (const which of ['queue', 'database'] as const) {
    const neighbour = neighbours[which]
    if (neighbour === null) continue
    const event: MonitorEvent = { type: 'neighbour', which, neighbour }
    known = stretchesAfter(known, event)
  }
  return connection.state === 'failed' ? open(known, 'outage', unmadeKey, connection.since) : known
}
