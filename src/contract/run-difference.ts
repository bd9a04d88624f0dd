import type { RunCircumstances, RunSetting } from './run-circumstances.ts'

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
