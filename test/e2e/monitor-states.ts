import type { MonitorEvent, Phase } from '../../src/contract/events.ts'
import { failure } from '../../src/contract/failure.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { firstPlace } from './scripted-places.ts'

export const runId = '6f1c2b1e-0000-4000-8000-000000000001'
/** The same place, as if queue and database were built in. */
export const builtIn = { ...firstPlace, isBuiltIn: true }

/** A run that has loaded, rejected, recognised and given back some of each. */
export const running = (
  counts: Partial<Record<'loaded' | 'rejected', number>> = {},
): readonly MonitorEvent[] => {
  const at = Date.now() - 10_000
  const { loaded = 1_234_567, rejected = 12_345 } = counts
  const [duplicates, released] = [1_234, 123]
  const received = loaded + rejected + duplicates + released
  return [
    { type: 'run-started', runId, at, until: 'empty', maxMessages: null, maxSeconds: null },
    {
      type: 'run-settled',
      at: Date.now(),
      counts: { received, loaded, duplicates, rejected, released },
    },
    { type: 'run-held', held: 240 },
    { type: 'depth', depth: { visible: 7_654_321, inFlight: 4_321, delayed: 12, at: Date.now() } },
  ]
}
export const inPhase = (phase: Phase): MonitorEvent => ({
  type: 'run-phase',
  phase,
  at: Date.now(),
  idleMs: 0,
})
export const ended = (outcome: 'drained' | 'failed'): MonitorEvent => ({
  ...{ type: 'run-ended', at: Date.now(), outcome },
  failure: outcome === 'failed' ? failure('database-disk-full', { address: 'login.test:5432' }) : null,
})

/** The states of the Monitor, and what it shows then. */
export interface State {
  readonly name: string
  readonly enter: (monitor: ScriptedMonitor) => Promise<void>
  /** The one primary button. */
  readonly primary: string
  /** How wide the window must be for all counts to fit beneath what is above the view, in pixels. */
  readonly fitsFrom?: number
}

/** Connects to the first place, where this happens. */
export const connectAnd = async (
  monitor: ScriptedMonitor,
  ...events: readonly MonitorEvent[]
): Promise<void> => {
  await monitor.connectTo(firstPlace)
  await monitor.emit(...events)
}

export const states: readonly State[] = [
  { name: 'at rest', enter: (monitor) => connectAnd(monitor), primary: 'Run' },
  { name: 'in a run', enter: (monitor) => connectAnd(monitor, ...running()), primary: 'Stop' },
  {
    name: 'in a run whose bottleneck is known',
    enter: (monitor) =>
      connectAnd(monitor, ...running(), { type: 'run-bottleneck', bottleneck: 'processor' }),
    primary: 'Stop',
  },
  {
    name: 'in a pause',
    enter: (monitor) => connectAnd(monitor, ...running(), inPhase({ name: 'paused' })),
    primary: 'Resume',
  },
  {
    name: 'while a run finishes',
    enter: (monitor) => connectAnd(monitor, ...running(), inPhase({ name: 'finishing' })),
    primary: 'Stop',
  },
  {
    name: 'after a run',
    enter: (monitor) => connectAnd(monitor, ...running(), ended('drained')),
    primary: 'Run',
  },
  {
    name: 'after a run that failed',
    enter: (monitor) => connectAnd(monitor, ...running(), ended('failed')),
    primary: 'Run',
  },
  {
    name: 'after a run that was mostly rejected',
    enter: (monitor) => connectAnd(monitor, ...running({ loaded: 10, rejected: 90 }), ended('drained')),
    primary: 'Run',
  },
  {
    name: 'while a queue elsewhere is away',
    enter: async (monitor) => {
      await connectAnd(monitor, ...running(), inPhase({ name: 'paused' }))
      await monitor.neighbour('queue', 'away')
    },
    primary: 'Resume',
  },
  {
    name: 'while both that are built in are away',
    enter: async (monitor) => {
      await monitor.connectTo(builtIn)
      await monitor.emit(...running(), ended('drained'))
      for (const which of ['queue', 'database'] as const) await monitor.neighbour(which, 'away')
    },
    primary: 'Start the queue again',
    fitsFrom: 900,
  },
  {
    name: 'without a connection',
    enter: (monitor) =>
      monitor.failToConnect(failure('database-missing', { address: 'a.test:5432', database: 'typo' }), null),
    primary: 'Open connection',
    fitsFrom: Infinity,
  },
]
