import { failure } from '../../src/contract/failure.ts'
import { logins } from '../../src/contract/logins.ts'
import type { Neighbour, NeighbourName } from '../../src/contract/neighbours.ts'
import type { Snapshot } from '../../src/contract/snapshot.ts'
import type { Reach } from '../../src/renderer/state/cut.ts'
import { connectedTo } from './connected.ts'

/** A queue and a database that answer. */
const here: Neighbour = { state: 'reachable', since: 1_000 }

const away = (which: NeighbourName): Neighbour => ({
  state: 'away',
  since: 2_000,
  failure: failure(which === 'queue' ? 'queue-not-listening' : 'database-not-listening', {
    endpoint: 'http://127.0.0.1:1',
    address: '127.0.0.1:2',
  }),
  nextTryAt: 9_000,
})

const restarting = (which: NeighbourName): Neighbour => {
  const { since, failure: cause } = away(which) as Extract<Neighbour, { readonly state: 'away' }>
  return { state: 'restarting', since, failure: cause, attempt: 2 }
}

const connected = connectedTo(logins)

const reach = (change: Partial<Snapshot>): Reach => ({
  link: 'open',
  loaded: true,
  snapshot: { ...connected, ...change },
})

const neighbours = (queue: Neighbour, database: Neighbour) => reach({ neighbours: { queue, database } })

const failedBy = (code: Parameters<typeof failure>[0], nextTryAt: number | null): Reach =>
  reach({
    connection: {
      state: 'failed',
      failure: failure(code, { queue: 'q', endpoint: 'e', address: 'a', database: 'd' }),
      since: 3_000,
      nextTryAt,
    },
  })

/** Every state of queue and database that the page can show. */
export const reaches = {
  opening: { ...reach({ connection: { state: 'connecting' } }), link: 'lost', loaded: false },
  lost: { ...neighbours(here, here), link: 'lost' },
  connecting: reach({ connection: { state: 'connecting' } }),
  'failed by the queue': failedBy('queue-missing', null),
  'failed by the database': failedBy('database-unreachable', 8_000),
  'failed by neither': failedBy('engine-ended', null),
  connected: neighbours(here, here),
  'not looked yet': reach({}),
  'queue gone': neighbours(away('queue'), here),
  'database gone': neighbours(here, away('database')),
  'both gone': neighbours(away('queue'), away('database')),
  'queue restarting': neighbours(restarting('queue'), here),
  'database restarting': neighbours(here, restarting('database')),
} as const satisfies Readonly<Record<string, Reach>>

export type ReachName = keyof typeof reaches
