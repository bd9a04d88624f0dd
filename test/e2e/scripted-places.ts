import type { Counts, Source } from '../../src/contract/events.ts'
import { logins } from '../../src/contract/logins.ts'
import type { CommandName, CommandOutputs } from '../../src/contract/monitor.ts'
import { usualPreferences } from '../../src/contract/preferences.ts'
import type { RejectedSummary } from '../../src/contract/rejected.ts'
import type { EventRow } from '../../src/contract/rows.ts'
import type { RunSummary } from '../../src/contract/runs.ts'
import { embeddedProfileId } from '../../src/contract/settings.ts'

/** A queue and a database as a connection shows them. Everything in it contains its name, so that a mix of two is noticed. */
export interface Place {
  readonly name: string
  readonly isBuiltIn: boolean
  readonly waiting: number
  readonly rows: number
  readonly rejected: number
  readonly runs: number
}

export const firstPlace: Place = {
  name: 'first',
  isBuiltIn: false,
  waiting: 1_200,
  rows: 3,
  rejected: 2,
  runs: 1,
}

export const secondPlace: Place = { ...firstPlace, name: 'second', waiting: 30, rows: 2, rejected: 1 }

export const emptyPlace: Place = {
  name: 'blank',
  isBuiltIn: false,
  waiting: 0,
  rows: 0,
  rejected: 0,
  runs: 0,
}

/** A connection's description of itself. */
export const sourceOf = ({ name, isBuiltIn }: Place): Source => ({
  queue: {
    name: `${name}-queue`,
    endpoint: `http://${name}.test:4566`,
    embedded: isBuiltIn,
    deadLetters: null,
  },
  database: { address: `${name}.test:5432`, name: `${name}-db`, embedded: isBuiltIn },
  maskKey: { origin: 'the environment', checkValue: '0011223344556677' },
  event: logins,
  definition: 'logins 0123456789abcdef',
  notices: [],
  samples: 0,
})

const uuid = (number: number): string => `6f1c2b1e-0000-4000-8000-${String(number).padStart(12, '0')}`
const when = '2026-03-04T05:06:07.000Z'
const counts: Counts = { received: 5, loaded: 3, duplicates: 0, rejected: 2, released: 0 }

const upTo = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index))

const runOf = ({ name }: Place): RunSummary => ({
  runId: uuid(1),
  kind: 'run',
  queue: `${name}-queue`,
  startedAt: when,
  lastAt: '2026-03-04T05:06:17.000Z',
  status: 'drained',
  counts,
  idleMs: 0,
  failure: null,
  notes: null,
  circumstances: null,
})

const rejectedOf = ({ name, rejected }: Place): readonly RejectedSummary[] =>
  upTo(rejected, (index) => ({
    id: String(index + 1),
    messageId: `${name}-message-${index}`,
    runId: uuid(1),
    sentAt: when,
    rejectedAt: when,
    receiveCount: 1,
    bodyBytes: 10,
    reasons: [{ code: 'not-json', pointer: '', detail: null, range: null }],
    state: 'kept',
    stateAt: null,
    note: null,
    tags: [],
    investigatedSince: null,
    investigatedBy: null,
    rowId: null,
  }))

const rowOf = ({ name: place }: Place, index: number): EventRow => ({
  id: String(index + 1),
  values: logins.fields.map(({ name }) => `${place}-${name}`).concat('2026-03-04'),
})

const neverNone = (): never => {
  throw new Error('A place has no message')
}

/** A body with two faults, in clear except for an address. */
const brokenBody = {
  body: '{"ip":"•••••","locale" "de"}',
  covered: true,
  reasons: [
    { code: 'not-an-ip', pointer: '/ip', detail: null, range: [6, 13] },
    { code: 'not-json', pointer: '/locale', detail: 'a colon is missing', range: [22, 24] },
    { code: 'missing-field', pointer: '/user_id', detail: null, range: null },
  ],
} as const

/** What the database of a place answers. */
export const readingsOf = (place: Place): { readonly [N in CommandName]?: CommandOutputs[N] } => ({
  listRows: { rows: upTo(place.rows, (index) => rowOf(place, index)), next: null },
  getRow: { row: rowOf(place, 0), lineage: null },
  mapRows: { count: place.rows, step: 10_000, points: [] },
  listRowIndexes: { ready: [], estimatedRows: place.rows },
  mapRejected: { total: place.rejected, points: [], first: rejectedOf(place) },
  listRejected: { rejected: rejectedOf(place), total: place.rejected, next: null },
  getRejected: { ...(rejectedOf({ ...place, rejected: 1 })[0] ?? neverNone()), ...brokenBody, origin: null },
  listCauses: {
    causes: place.rejected === 0 ? [] : [{ cause: 'not-json ', count: place.rejected, newestAt: when }],
    groups: Math.min(1, place.rejected),
    total: place.rejected,
  },
  listRuns: { runs: upTo(place.runs, () => runOf(place)), total: place.runs, next: null },
  getRun: {
    ...runOf(place),
    series: { stepMs: 1_000, loaded: [1, 2], duplicates: [0, 0], rejected: [2, 0], released: [0, 0] },
    reconciliation: { runId: uuid(1), counts, ledger: { loaded: 3, rejected: 2 }, holds: true },
    previous: null,
    differences: null,
  },
  reconcileRun: { runId: uuid(1), counts, ledger: { loaded: 3, rejected: 2 }, holds: true },
})

/** Three rejected messages, one of them for two reasons. */
export const forecast: CommandOutputs['dryRun'] = {
  ...{ looked: 5, loaded: 2, duplicates: 0, rejected: 3, sawAll: true, atRisk: 0 },
  reasons: [
    { code: 'not-json', count: 2 },
    { code: 'missing-field', count: 2 },
  ],
  notes: { messages: 2, ignored: [{ pointer: '/referrer', messages: 1 }], others: 0, cut: [] },
}

/** One connection beside the built-in one. */
export const settings: CommandOutputs['getSettings'] = {
  file: '/data/settings.json',
  profiles: [
    {
      ...{ id: uuid(7), kind: 'docker', name: 'Staging', queue: 'logins', endpoint: 'http://staging.test' },
      ...{
        region: '',
        awsProfile: '',
        databaseUrl: 'postgres://staging.test/logins',
        hasPassword: false,
        event: null,
      },
    },
  ],
  embeddedEvent: null,
  activeId: embeddedProfileId,
  preferences: usualPreferences,
  fromEnvironment: {
    ...{ queue: false, database: false, ledgerDays: false, rejectedDays: false },
    ...{ allowUnknownFields: false, rejectMisfits: false, maxRejectedShare: false, event: false },
  },
  keys: [],
  notices: [],
}
