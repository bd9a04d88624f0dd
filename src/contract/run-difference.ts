import type { RunCircumstances, RunSetting } from './run-circumstances.ts'
import { visible } from './visible.ts'

/** One difference from the run before. */
export interface RunDifference {
  /** Which: `queue`, `queueEndpoint`, `database`, `maskKey`, `host`, `version`, or the name of a setting. */
  readonly what: string
  /** Null if the run before did not have it. */
  readonly before: RunSetting
  readonly now: RunSetting
}

interface Compared {
  readonly queue: string
  readonly circumstances: RunCircumstances | null
}

/** The differences from the run before; null if unknown. */
export const differencesOf = (now: Compared, before: Compared): readonly RunDifference[] | null => {
  if (now.circumstances === null || before.circumstances === null) return null
  const [newer, older] = [flat(now.queue, now.circumstances), flat(before.queue, before.circumstances)]
  const names = [...new Set([...newer.keys(), ...older.keys()])]
  return names.flatMap((what) => {
    const difference = { what, before: older.get(what) ?? null, now: newer.get(what) ?? null }
    return difference.before === difference.now ? [] : [difference]
  })
}

const flat = (queue: string, { settings, ...rest }: RunCircumstances): ReadonlyMap<string, RunSetting> =>
  new Map<string, RunSetting>([['queue', queue], ...Object.entries(rest), ...Object.entries(settings)])

const names: Readonly<Record<string, string>> = {
  queue: 'Queue',
  queueEndpoint: 'Queue address',
  database: 'Database',
  maskKey: 'Mask key',
  host: 'Machine',
  version: 'Sluice',
  until: 'Runs until',
  maxMessages: 'Message limit',
  maxSeconds: 'Time limit, s',
  event: 'Event definition',
  allowUnknownFields: 'Unknown fields',
  maxRejectedShare: 'Rejected at most, %',
  rule: 'Mended by rule',
  rate: 'Messages a second',
  mostFailures: 'Rejected again at most, %',
  protocol: 'Queue protocol',
  receivers: 'Receivers at most',
  writers: 'Writers',
  batchRows: 'Messages in a batch',
  batchBytes: 'Bytes in a batch',
  lingerMs: 'Wait for a full batch, ms',
  heldRows: 'Messages in memory',
  heldBytes: 'Bytes in memory',
}

/** The words for a setting or a circumstance. */
export const nameOfSetting = (what: string): string => names[what] ?? what

/** Its value in words. */
export const describeSetting = (what: string, value: RunSetting): string => {
  if (what === 'until') return value === 'empty' ? 'the queue is empty' : 'it is stopped'
  if (what === 'allowUnknownFields') return value === true ? 'allowed' : 'rejected'
  if (what === 'maxRejectedShare' && value === null) return 'any share'
  if (value === null) return unlimited.has(what) ? 'no limit' : 'not set'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return typeof value === 'number' ? value.toLocaleString('en') : visible(value)
}

/** If these have no value, there is no limit. */
const unlimited: ReadonlySet<string> = new Set(['maxMessages', 'maxSeconds', 'rate'])
