import { failure } from '../../src/contract/failure.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { emptyPlace, secondPlace } from './scripted-places.ts'

/** The views by their names in the navigation. */
export const views = ['Monitor', 'Rows', 'Rejected', 'Runs', 'Settings'] as const
export type View = (typeof views)[number]

/** What each view shows of a place. */
export const ownWords: Readonly<Record<View, (place: string) => string>> = {
  Monitor: () => 'Waiting',
  Rows: (place) => `${place}-user_id`,
  Rejected: (place) => `${place}-mes`,
  Runs: (place) => `${place}-queue`,
  Settings: () => 'A queue to drain and a database to fill',
}
/** What it shows of an empty one. */
const emptyWords: Readonly<Record<View, string>> = {
  Monitor: 'Ready: the queue is empty.',
  Rows: 'No rows yet',
  Rejected: 'No rejected messages',
  Runs: 'No runs yet',
  Settings: 'A queue to drain and a database to fill',
}

export interface Expected {
  /** Words that the current view contains. */
  readonly has: readonly string[]
  /** Words that are nowhere in the window. */
  readonly lacks: readonly string[]
  readonly status: { readonly queue: string; readonly database: string }
}

export interface Situation {
  readonly name: string
  readonly enter: (monitor: ScriptedMonitor) => Promise<void>
  readonly expected: (view: View) => Expected
}

export const readsDatabase = (view: View): boolean =>
  view === 'Rows' || view === 'Rejected' || view === 'Runs'
/** An empty state is an answer: without one, these words are nowhere. */
export const noEmptyWords = (view: View): readonly string[] =>
  view === 'Settings' ? [] : ['the queue is empty', 'No rows yet', 'No rejected messages', 'No runs yet']

const fine = { queue: 'answers', database: 'answers' }
const queueGone = 'Nothing listens at http://first.test:4566 (ECONNREFUSED).'
export const databaseGone = 'Nothing listens at first.test:5432 (ECONNREFUSED).'

/** The states of queue, database and connection after a view was opened, and what it says then. */
export const situations: readonly Situation[] = [
  {
    name: 'a connection is being made',
    enter: (monitor) => monitor.connecting(),
    expected: (view) => ({
      has: [
        view === 'Settings'
          ? ownWords[view]('')
          : view === 'Monitor'
            ? 'Connecting to the queue and the database…'
            : 'Connecting',
      ],
      lacks: [...noEmptyWords(view), 'first-', '1,200'],
      status: { queue: 'connecting', database: 'connecting' },
    }),
  },
  {
    name: 'it is connected',
    enter: async () => undefined,
    expected: (view) => ({
      has: [ownWords[view]('first')],
      lacks: [...noEmptyWords(view), 'As of', 'Not known', 'Not ready'],
      status: fine,
    }),
  },
  {
    name: 'the database is gone',
    enter: (monitor) => monitor.neighbour('database', 'away'),
    expected: (view) => ({
      has: [
        databaseGone,
        'Open connection',
        ownWords[view]('first'),
        ...(readsDatabase(view) ? [': the database does not answer.'] : []),
        ...(view === 'Monitor' ? ['1,200'] : []),
      ],
      lacks: noEmptyWords(view),
      status: { queue: 'answers', database: 'not answering since' },
    }),
  },
  {
    name: 'the queue is gone',
    enter: (monitor) => monitor.neighbour('queue', 'away'),
    expected: (view) => ({
      has: [
        queueGone,
        'Open connection',
        ownWords[view]('first'),
        ...(view === 'Monitor' ? [': the queue does not answer.', '1,200'] : []),
      ],
      lacks: [...noEmptyWords(view), 'the database does not answer'],
      status: { queue: 'not answering since', database: 'answers' },
    }),
  },
  {
    name: 'both are gone',
    enter: async (monitor) => {
      await monitor.neighbour('queue', 'away')
      await monitor.neighbour('database', 'away')
    },
    expected: (view) => ({
      has: [
        queueGone,
        databaseGone,
        ownWords[view]('first'),
        ...(readsDatabase(view) ? [': the database does not answer.'] : []),
        ...(view === 'Monitor' ? [': the queue does not answer.'] : []),
      ],
      lacks: noEmptyWords(view),
      status: { queue: 'not answering since', database: 'not answering since' },
    }),
  },
  {
    name: 'both are back',
    enter: async (monitor) => {
      for (const state of ['away', 'reachable'] as const)
        for (const which of ['queue', 'database'] as const) await monitor.neighbour(which, state)
    },
    expected: (view) => ({
      has: [ownWords[view]('first')],
      lacks: [...noEmptyWords(view), 'As of', 'Nothing listens', 'does not answer'],
      status: fine,
    }),
  },
  {
    name: 'a good connection was switched to',
    enter: (monitor) => monitor.connectTo(secondPlace),
    expected: (view) => ({
      has: [ownWords[view]('second'), ...(view === 'Monitor' ? ['About 30 messages are waiting'] : [])],
      lacks: [...noEmptyWords(view), 'first-', '1,200', 'As of'],
      status: fine,
    }),
  },
  {
    name: 'a bad connection was switched to',
    enter: (monitor) =>
      monitor.failToConnect(
        failure('database-missing', { address: 'bad.test:5432', database: 'typo' }),
        null,
      ),
    expected: (view) => ({
      has: [
        'PostgreSQL at bad.test:5432 has no database named typo.',
        'Open connection',
        view === 'Settings'
          ? ownWords[view]('')
          : view === 'Monitor'
            ? 'Not connected: nothing can be run until there is a connection.'
            : 'Not known just now',
      ],
      lacks: [...noEmptyWords(view), 'first-', '1,200'],
      status: { queue: 'not checked', database: 'not connected since' },
    }),
  },
  {
    name: 'an empty connection was switched to',
    enter: (monitor) => monitor.connectTo(emptyPlace),
    expected: (view) => ({
      has: [emptyWords[view]],
      lacks: ['first-', '1,200', 'As of', 'Not known'],
      status: fine,
    }),
  },
]
