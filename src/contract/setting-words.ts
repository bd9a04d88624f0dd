import { formatNumber, formatSize } from './amount.ts'
import type { RunSetting } from './run-circumstances.ts'
import { visible } from './visible.ts'

/** The one name of each setting and each circumstance of a run: in Settings, in a run's configuration and in a limit. */
const names = {
  queue: 'Queue',
  queueEndpoint: 'Queue address',
  database: 'Database',
  maskKey: 'Mask key',
  host: 'Machine',
  version: 'Sluice',
  until: 'Runs until',
  maxMessages: 'Message limit',
  maxSeconds: 'Time limit',
  event: 'Event definition',
  allowUnknownFields: 'Allow unknown fields',
  rejectMisfits: 'Reject what does not fit in its column',
  maxRejectedShare: 'Rejected at most',
  rejectedOver: 'Rejected in one run, more than',
  ledgerDays: 'Ledger retention',
  rejectedDays: 'Erase after',
  rule: 'Mended by rule',
  rate: 'Messages a second',
  mostFailures: 'Rejected again at most',
  protocol: 'Queue protocol',
  receivers: 'Receive calls at once',
  writers: 'Transactions at once',
  batchRows: 'Messages in one transaction',
  batchBytes: 'Bodies in one transaction',
  lingerMs: 'Wait for a full transaction',
  heldRows: 'Messages in memory',
  heldBytes: 'Bodies in memory',
} as const

export type SettingName = keyof typeof names

const isName = (what: string): what is SettingName => Object.hasOwn(names, what)

/** The words for a setting or a circumstance; what an unknown version noted keeps its own name. */
export const nameOfSetting = (what: string): string => (isName(what) ? names[what] : what)

/** The units in which people type what is kept in bytes, seconds, days or parts of a hundred. */
const units: Partial<Record<SettingName, string>> = {
  heldBytes: 'MiB',
  ledgerDays: 'days',
  rejectedDays: 'days',
  maxSeconds: 'minutes',
  maxRejectedShare: '%',
  mostFailures: '%',
}

/** The label of its field, with the unit that is typed there: `Ledger retention (days)`. */
export const labelOfSetting = (what: SettingName): string =>
  units[what] === undefined ? names[what] : `${names[what]} (${units[what]})`

/** Stands in the field of a rate that has no limit. */
export const withoutRate = 'As fast as it goes'

/** Its value in words. */
export const describeSetting = (what: string, value: RunSetting): string => {
  if (what === 'until') return value === 'empty' ? 'the queue is empty' : 'it is stopped'
  if (what === 'maxRejectedShare' && value === null) return 'any share'
  if (value === null) return unlimited.has(what) ? 'no limit' : 'not set'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return typeof value === 'number' ? (withUnit[what] ?? formatNumber)(value) : visible(value)
}

/** If these have no value, there is no limit. */
const unlimited: ReadonlySet<string> = new Set(['maxMessages', 'maxSeconds', 'rate'])

const percent = (value: number): string => `${formatNumber(value)} %`
const size = (value: number): string => formatSize(value, 'limit')

const withUnit: Readonly<Record<string, (value: number) => string>> = {
  maxSeconds: (value) => (value % 60 === 0 ? `${formatNumber(value / 60)} min` : `${formatNumber(value)} s`),
  maxRejectedShare: percent,
  mostFailures: percent,
  batchBytes: size,
  heldBytes: size,
  lingerMs: (value) => `${formatNumber(value)} ms`,
}
