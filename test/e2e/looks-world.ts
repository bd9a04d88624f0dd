import { createHash } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import type { HistoryStep } from '../../src/contract/history.ts'
import type { RejectedSummary } from '../../src/contract/rejected.ts'
import { ok } from '../../src/contract/result.ts'
import type { EventRow } from '../../src/contract/rows.ts'
import type { RunSummary } from '../../src/contract/runs.ts'
import type { SettingsView } from '../../src/contract/settings.ts'
import { views } from './known-situations.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { readingsOf, settings, sourceOf, type Place } from './scripted-places.ts'

/** A page on a scripted engine, for pictures and for checks of every view. */
export interface LookPage {
  readonly page: Page
  readonly monitor: ScriptedMonitor
}

/** Something that a person can have on the screen. */
export interface Look {
  /** Also the name of its pictures. */
  readonly name: string
  /** Brings a freshly opened page to it. */
  readonly enter: (on: LookPage) => Promise<void>
  /** The one primary button; null if none comes before the rest. */
  readonly primary: string | null
  /** A large window shows no more of it than of others of its view. */
  readonly isSmall?: boolean
}

export type View = Lowercase<(typeof views)[number]>
export const allViews = views.map((view) => view.toLowerCase() as View)

/** Shows a view by its address, as a link does. */
export const show = async ({ page }: LookPage, view: View): Promise<void> => {
  await page.evaluate(`void (location.hash = '#/${view}')`)
  await expect(page.getByRole('main')).toHaveAccessibleName(new RegExp(view, 'i'))
}

/** A place with enough of everything to fill a large window. */
export const fullPlace: Place = {
  name: 'login',
  isBuiltIn: false,
  waiting: 20_000,
  rows: 200,
  rejected: 120,
  runs: 40,
}

const long = 'a-name-that-somebody-made-as-long-as-names-may-be-with-the-team-the-region-and-the-year'

/** The same, with long names for everything that people name. */
export const longPlace: Place = { ...fullPlace, name: long }

const minute = 60_000
const ago = (milliseconds: number): string => new Date(Date.now() - milliseconds).toISOString()
const uuid = (number: number): string => `6f1c2b1e-0000-4000-8000-${String(number).padStart(12, '0')}`

/** One of several, by an ever increasing number. */
const pick = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length]
  if (found === undefined) throw new Error('The list is empty')
  return found
}
const masked = (index: number): string => createHash('sha256').update(String(index)).digest('hex')

const rowOf = (index: number, isLong: boolean): EventRow => ({
  id: String(200 - index),
  values: [
    isLong ? `${long}-${index}` : `424cdd21-063a-43a7-b91b-${String(index).padStart(12, '0')}`,
    pick(['android', 'iOS', 'web'], index),
    masked(index),
    masked(index + 1_000),
    pick(['DE', 'FR', null, 'PT', 'IN'], index),
    pick(['2.3.0', '2.4.1', '0.9.12'], index),
    ago(index * minute).slice(0, 10),
  ],
})

const reasons: readonly RejectedSummary['reasons'][] = [
  [{ code: 'not-an-ip', pointer: '/ip', detail: null, range: [6, 13] }],
  [{ code: 'not-json', pointer: '', detail: 'a colon is missing', range: null }],
  [
    { code: 'missing-field', pointer: '/user_id', detail: null, range: null },
    { code: 'unknown-field', pointer: '/userId', detail: null, range: null },
  ],
]

const rejectedOf = (index: number, isLong: boolean): RejectedSummary => ({
  ...{
    id: String(1_000 - index),
    messageId: isLong ? `${long}-${index}` : uuid(7_000 + index),
    runId: uuid(1),
  },
  ...{ sentAt: ago(index * minute + 9_000), rejectedAt: ago(index * minute), receiveCount: 1 + (index % 3) },
  ...{ bodyBytes: 180 + index, reasons: pick(reasons, index), state: 'kept', stateAt: null },
  ...{
    note: index === 1 ? 'waits for the vendor' : null,
    tags: index % 4 === 1 ? ['vendor', 'ticket-12'] : [],
  },
  ...{ investigatedSince: index === 2 ? ago(minute) : null, investigatedBy: index === 2 ? 'ann@desk' : null },
  rowId: null,
})

const runOf = (place: Place, index: number): RunSummary => {
  const counts = {
    received: 20_100 - index,
    loaded: 19_950 - index,
    duplicates: 30,
    rejected: 120,
    released: 0,
  }
  const status = pick(['drained', 'drained', 'failed', 'stopped', 'limit'] as const, index)
  return {
    ...{ runId: uuid(index + 1), kind: 'run', queue: `${place.name}-queue`, counts, status },
    ...{
      startedAt: ago((index + 1) * 60 * minute),
      lastAt: ago((index + 1) * 60 * minute - 42_000),
      idleMs: 0,
    },
    failure: status === 'failed' ? { code: 'database-failed', details: { code: '53100' } } : null,
    ...{ notes: null, circumstances: null },
  }
}

const causes = [
  { cause: 'not-an-ip /ip', count: 90, newestAt: ago(minute) },
  { cause: 'not-json ', count: 20, newestAt: ago(2 * minute) },
  { cause: 'missing-field /user_id', count: 9, newestAt: ago(3 * minute) },
  { cause: 'unknown-field /userId', count: 1, newestAt: ago(40 * minute) },
]

/** Two hours of a queue that fills and is drained, with a pause and an outage. */
const steps = (): readonly HistoryStep[] =>
  Array.from({ length: 240 }, (_, index) => {
    const loaded = index % 80 > 40 ? 900 + 300 * Math.sin(index / 5) : 0
    return {
      at: Date.now() - (239 - index) * 10_000,
      visible: index > 100 && index < 110 ? null : Math.round(12_000 * (1 - (index % 80) / 80)),
      ...{ inFlight: loaded > 0 ? 400 : 0, delayed: 0, deadLetters: 3 },
      ...{ loaded: Math.round(loaded), duplicates: 2, rejected: index % 11 },
      most: { loaded: Math.round(loaded * 1.2), duplicates: 4, rejected: index % 11 },
    }
  })

/** A run that took a while to become fast. */
const series = {
  stepMs: 1_000,
  loaded: Array.from({ length: 42 }, (_, index) => Math.min(600, index * 90)),
  duplicates: Array.from({ length: 42 }, (_, index) => index % 2),
  rejected: Array.from({ length: 42 }, (_, index) => index % 6),
  released: Array.from({ length: 42 }, () => 0),
}

/** Settings with connections of short and long names. */
const fullSettings = (isLong: boolean): SettingsView => {
  const [first] = settings.profiles
  if (first === undefined) throw new Error('There is no connection to copy')
  const names = isLong ? [long, `${long}-2`] : ['Staging', 'Production, read only', 'Local']
  return {
    ...settings,
    profiles: names.map((name, index) => ({
      ...first,
      ...{ id: uuid(70 + index), name, queue: isLong ? `${long}-queue` : 'logins' },
    })),
    keys: [
      { purpose: 'mask', origin: 'the environment', checkValue: '0011223344556677' },
      { purpose: 'seal', origin: '/data/keys/seal.key', checkValue: '8899aabbccddeeff' },
    ],
  }
}

/** Connects to a place whose lists are full. */
export const connectToFull = async ({ monitor }: LookPage, place: Place = fullPlace): Promise<void> => {
  const isLong = place === longPlace
  const rows = Array.from({ length: place.rows }, (_, index) => rowOf(index, isLong))
  const rejected = Array.from({ length: place.rejected }, (_, index) => rejectedOf(index, isLong))
  const runs = Array.from({ length: place.runs }, (_, index) => runOf(place, index))
  const read = readingsOf(place)
  monitor.answerWith('listRows', () => ok({ rows, next: null }))
  monitor.answerWith('getRow', ({ id }) =>
    ok({ row: rows.find((row) => row.id === id) ?? rowOf(0, isLong), lineage: null }),
  )
  monitor.answerWith('listRejected', () => ok({ rejected, total: rejected.length, next: null }))
  monitor.answerWith('mapRejected', () => ok({ total: rejected.length, points: [], first: rejected }))
  monitor.answerWith('listCauses', () => ok({ causes, groups: causes.length, total: 120 }))
  monitor.answerWith('listRuns', () => ok({ runs, total: runs.length, next: null }))
  const [last] = runs
  const [newest] = rejected
  if (
    last !== undefined &&
    newest !== undefined &&
    read.getRun !== undefined &&
    read.getRejected !== undefined
  ) {
    const { runId, counts } = last
    const ledger = { loaded: counts.loaded, rejected: counts.rejected }
    const reconciliation = { runId, counts, ledger, holds: true }
    const run = { ...read.getRun, ...last, series, reconciliation }
    const message = { ...read.getRejected, ...newest, reasons: read.getRejected.reasons }
    monitor.answerWith('getRun', () => ok(run))
    monitor.answerWith('reconcileRun', () => ok(reconciliation))
    monitor.answerWith('getRejected', () => ok(message))
  }
  monitor.answerWith('getSettings', () => ok(fullSettings(isLong)))
  monitor.answerWith('summarizeRows', ({ column }) =>
    ok({
      column,
      top: ['android', 'iOS', 'web', null].map((value, index) => ({ value, count: 900 - index * 200 })),
      others: 12,
    }),
  )
  monitor.remember({
    ...{ stepSeconds: 10, steps: steps() },
    runs: [{ runId: uuid(1), from: Date.now() - 800_000, to: Date.now() - 640_000 }],
    stretches: [
      { kind: 'pause', from: Date.now() - 760_000, to: Date.now() - 720_000 },
      { kind: 'outage', from: Date.now() - 560_000, to: Date.now() - 520_000 },
    ],
  })
  await monitor.connectTo(place)
  await withDeadLetters(monitor, place)
}

const withDeadLetters = (monitor: ScriptedMonitor, place: Place): Promise<void> => {
  const source = sourceOf(place)
  const name = `${place.name}-dlq`
  monitor.answerWith('lookAtDeadLetters', () =>
    ok({
      ...{ queue: source.queue.name, deadLettersOf: [], denied: [] },
      deadLetters: { name, maxReceiveCount: 3, isMissing: false, waiting: 12, others: ['orders'] },
    }),
  )
  return monitor.emit(
    {
      type: 'connected',
      source: { ...source, queue: { ...source.queue, deadLetters: { name, maxReceiveCount: 3 } } },
    },
    { type: 'dead-letters', count: 12 },
  )
}
