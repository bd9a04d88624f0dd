import { failure } from '../../src/contract/failure.ts'
import { allViews, connectToFull, longPlace, show, type Look, type LookPage } from './looks-world.ts'
import { workLooks } from './looks-of-work.ts'
import { builtIn, ended, inPhase, running } from './monitor-states.ts'
import { emptyPlace, sourceOf } from './scripted-places.ts'

const firstStart = async ({ monitor }: LookPage): Promise<void> => {
  await monitor.connectTo({ ...emptyPlace, isBuiltIn: true })
  await monitor.emit(
    { type: 'connected', source: { ...sourceOf(builtIn), samples: 100 } },
    { type: 'depth', depth: { visible: 100, inFlight: 0, delayed: 0, at: Date.now() } },
  )
}

/** The states of queue and database, in each view. */
const placeLooks: readonly Look[] = [
  { name: 'full', enter: (on: LookPage) => connectToFull(on), primary: 'Run' },
  { name: 'empty', enter: ({ monitor }: LookPage) => monitor.connectTo(emptyPlace), primary: 'Run' },
  { name: 'first-start', enter: firstStart, primary: 'Run' },
  { name: 'long-names', enter: (on: LookPage) => connectToFull(on, longPlace), primary: 'Run' },
  {
    name: 'database-gone',
    enter: async (on: LookPage) => {
      await connectToFull(on)
      await on.monitor.neighbour('database', 'away')
    },
    primary: 'Run',
  },
  {
    name: 'queue-gone',
    enter: async (on: LookPage) => {
      await connectToFull(on)
      await on.monitor.neighbour('queue', 'away')
    },
    primary: 'Run',
  },
  {
    name: 'both-gone',
    enter: async ({ monitor }: LookPage) => {
      await monitor.connectTo(builtIn, 'away')
      await monitor.neighbour('queue', 'away')
    },
    primary: 'Start the queue again',
  },
  {
    name: 'not-connected',
    enter: ({ monitor }: LookPage) =>
      monitor.failToConnect(failure('database-missing', { address: 'a.test:5432', database: 'typo' }), null),
    primary: 'Open connection',
  },
].flatMap(({ name, enter, primary }) =>
  allViews.map((view) => ({
    name: `${view}-${name}`,
    // The run's own button belongs to the Monitor; the remedy for an outage is above every view but Settings, where it leads.
    primary: view === 'monitor' || (primary !== 'Run' && view !== 'settings') ? primary : null,
    isSmall: name !== 'full' && name !== 'long-names',
    enter: async (on: LookPage) => {
      await show(on, view)
      await enter(on)
    },
  })),
)

const runLooks: readonly Look[] = (
  [
    ['running', 'Stop', running()],
    ['paused', 'Resume', [...running(), inPhase({ name: 'paused' })]],
    ['finishing', 'Stop', [...running(), inPhase({ name: 'finishing' })]],
    ['failed', 'Run', [...running(), ended('failed')]],
    ['drained', 'Run', [...running(), ended('drained')]],
    ['mostly-rejected', 'Run', [...running({ loaded: 10, rejected: 90 }), ended('drained')]],
  ] as const
).map(([name, primary, events]) => ({
  name: `monitor-${name}`,
  primary,
  enter: async (on) => {
    await connectToFull(on)
    await on.monitor.emit(...events)
  },
}))

/** Everything to check: each view in each state, and what people work with in them. */
export const looks: readonly Look[] = [...placeLooks, ...runLooks, ...workLooks]
