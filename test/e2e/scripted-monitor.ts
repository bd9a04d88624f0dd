import type { Page } from '@playwright/test'
import type { Counts, MonitorEvent, Source } from '../../src/contract/events.ts'
import { failure, type Failure } from '../../src/contract/failure.ts'
import { logins } from '../../src/contract/logins.ts'
import type { CommandName, CommandOutputs } from '../../src/contract/monitor.ts'
import type { Neighbour, NeighbourName } from '../../src/contract/neighbours.ts'
import { usualPreferences } from '../../src/contract/preferences.ts'
import type { RunSummary } from '../../src/contract/runs.ts'
import { failed, ok, type Result } from '../../src/contract/result.ts'
import { embeddedProfileId } from '../../src/contract/settings.ts'
import { emptySnapshot, fold, type Snapshot } from '../../src/contract/snapshot.ts'

/** A queue and a database as a connection shows them. Everything in it has its name, so that a mix of two is seen. */
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

const sourceOf = ({ name, isBuiltIn }: Place): Source => ({
  queue: {
    name: `${name}-queue`,
    endpoint: `http://${name}.test:4566`,
    embedded: isBuiltIn,
    deadLetters: null,
  },
  database: { address: `${name}.test:5432`, name: `${name}-db`, embedded: isBuiltIn },
  maskKey: { origin: 'the environment', checkValue: '0011223344556677' },
  event: logins,
  notices: [],
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
  circumstances: null,
})

/** What the database of a place answers. */
const readingsOf = (place: Place): { readonly [N in CommandName]?: CommandOutputs[N] } => ({
  listRows: {
    rows: upTo(place.rows, (index) => ({
      id: String(index + 1),
      values: logins.fields.map(({ name }) => `${place.name}-${name}`).concat('2026-03-04'),
    })),
    next: null,
  },
  mapRows: { count: place.rows, step: 10_000, points: [] },
  listRowIndexes: { ready: [], estimatedRows: place.rows },
  listRejected: {
    rejected: upTo(place.rejected, (index) => ({
      id: String(index + 1),
      messageId: `${place.name}-message-${index}`,
      runId: uuid(1),
      sentAt: when,
      rejectedAt: when,
      receiveCount: 1,
      bodyBytes: 10,
      reasons: [{ code: 'not-json', pointer: '', detail: null, range: null }],
      state: 'kept',
      stateAt: null,
      note: null,
      rowId: null,
    })),
    total: place.rejected,
    next: null,
  },
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

const readings: ReadonlySet<string> = new Set(Object.keys(readingsOf(firstPlace)))

/** What runs inside the page; compiled without the types of the DOM. */
interface ScriptedWorld {
  readonly tellScript: (frame: unknown) => void
}

/** An engine that does what a test says, seen by the built page as the desktop app's would be. */
export interface ScriptedMonitor {
  /** Connects to another place: first there is no connection, then that one. */
  readonly connectTo: (place: Place, database?: 'reachable' | 'away') => Promise<void>
  /** Begins to connect, and no more. */
  readonly connecting: () => Promise<void>
  readonly failToConnect: (cause: Failure, nextTryAt: number | null) => Promise<void>
  /** One of the two goes away, or is back. */
  readonly neighbour: (which: NeighbourName, state: 'away' | 'restarting' | 'reachable') => Promise<void>
  /** From now on the database answers every reading with this. */
  readonly failReadings: (cause: Failure | null) => void
  readonly emit: (...events: readonly MonitorEvent[]) => Promise<void>
  /** Commands that the page has sent, by name. */
  readonly sent: () => readonly CommandName[]
}

/** Why a scripted neighbour is away. */
export const causes: Readonly<Record<NeighbourName, Failure>> = {
  queue: failure('queue-not-listening', { endpoint: 'http://first.test:4566', code: 'ECONNREFUSED' }),
  database: failure('database-not-listening', { address: 'first.test:5432', code: 'ECONNREFUSED' }),
}

/** Puts a scripted engine behind the page, before it is opened. */
export const scriptMonitor = async (page: Page): Promise<ScriptedMonitor> => {
  let snapshot: Snapshot = emptySnapshot
  let place: Place | null = null
  let readingFailure: Failure | null = null
  const commands: CommandName[] = []

  const answer = (name: CommandName): Result<unknown> => {
    commands.push(name)
    if (name === 'getSnapshot') return ok(snapshot)
    if (name === 'getSettings') return ok(settings)
    if (name === 'dryRun') return ok(forecast)
    if (name === 'getHistory') return ok({ stepSeconds: 10, steps: [] })
    if (!readings.has(name)) return ok(null)
    if (place === null) return failed(failure('not-ready'))
    return readingFailure === null ? ok(readingsOf(place)[name]) : failed(readingFailure)
  }

  const emit = async (...events: readonly MonitorEvent[]): Promise<void> => {
    const frame = { seq: snapshot.seq + 1, events }
    snapshot = { ...events.reduce(fold, snapshot), seq: frame.seq }
    await page
      .evaluate((told) => (globalThis as unknown as ScriptedWorld).tellScript(told), frame)
      .catch(() => undefined)
  }

  await page.exposeFunction('answerScript', (name: CommandName) => answer(name))
  await page.addInitScript(() => {
    const world = globalThis as unknown as Record<string, unknown>
    const ask = world.answerScript as (name: string) => Promise<unknown>
    const listeners = new Set<(frame: unknown) => void>()
    const nothing = () => () => undefined
    world.tellScript = (frame: unknown) => {
      for (const listener of listeners) listener(frame)
    }
    world.sluice = {
      send: (name: string) => ask(name),
      listen: (listener: (frame: unknown) => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      listenToMenu: nothing,
      listenToNotices: nothing,
      openRelease: () => undefined,
    }
  })

  const neighbourIn = (which: NeighbourName, state: Neighbour['state']): Neighbour => {
    const since = Date.now() - 1_000
    switch (state) {
      case 'away':
        return { state, since, failure: causes[which], nextTryAt: Date.now() + 60_000 }
      case 'restarting':
        return { state, since, failure: causes[which], attempt: 2 }
      case 'reachable':
        return { state, since }
    }
  }

  return {
    connecting: () => {
      place = null
      return emit({ type: 'connecting' })
    },
    connectTo: async (next, database = 'reachable') => {
      place = null
      await emit({ type: 'connecting' })
      place = next
      readingFailure = database === 'away' ? causes.database : null
      await emit(
        { type: 'connected', source: sourceOf(next) },
        { type: 'neighbour', which: 'queue', neighbour: neighbourIn('queue', 'reachable') },
        { type: 'neighbour', which: 'database', neighbour: neighbourIn('database', database) },
        { type: 'depth', depth: { visible: next.waiting, inFlight: 0, delayed: 0, at: Date.now() } },
      )
    },
    failToConnect: async (cause, nextTryAt) => {
      place = null
      await emit({ type: 'connecting' })
      await emit({ type: 'connection-failed', failure: cause, at: Date.now(), nextTryAt })
    },
    neighbour: async (which, state) => {
      if (which === 'database') readingFailure = state === 'reachable' ? null : causes.database
      await emit({ type: 'neighbour', which, neighbour: neighbourIn(which, state) })
    },
    failReadings: (cause) => {
      readingFailure = cause
    },
    emit,
    sent: () => commands,
  }
}

const forecast: CommandOutputs['dryRun'] = {
  ...{ looked: 5, loaded: 2, duplicates: 0, rejected: 3, sawAll: true, atRisk: 0 },
  reasons: [
    { code: 'not-json', count: 2 },
    { code: 'missing-field', count: 2 },
  ],
}

const settings: CommandOutputs['getSettings'] = {
  file: '/data/settings.json',
  profiles: [
    {
      ...{ id: uuid(7), kind: 'docker', name: 'Staging', queue: 'logins', endpoint: 'http://staging.test' },
      ...{ region: '', awsProfile: '', databaseUrl: 'postgres://staging.test/logins', hasPassword: false },
    },
  ],
  activeId: embeddedProfileId,
  preferences: usualPreferences,
  fromEnvironment: {
    ...{ queue: false, database: false, ledgerDays: false },
    ...{ allowUnknownFields: false, maxRejectedShare: false },
  },
  keys: [],
  notices: [],
}
