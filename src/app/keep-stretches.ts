import { randomUUID } from 'node:crypto'
import type { QueueIdentity } from '../adapters/postgres/queue-identity.ts'
import { recordStretches, type NotedStretch } from '../adapters/postgres/stretches.ts'
import type { Database } from '../adapters/postgres/database.ts'
import type { MonitorEvent } from '../contract/events.ts'
import { stretchesAfter, type Stretch } from '../contract/stretches.ts'

/** Records pauses and outages in a queue's history. */
export interface StretchKeeper {
  readonly heed: (event: MonitorEvent) => void
  /** Records current ones as ending now, and stops. Does not reject. */
  readonly stop: () => Promise<void>
}

/** How often the end of a current one is extended, in milliseconds. */
const usualPace = 15_000

/** Anything shorter is not worth recording: a single failed try. In milliseconds. */
const least = 1_000

/** During an outage of these nothing can be recorded. */
const databaseKey = 'database'

/**
 * Records them as they end, and from time to time before. What cannot be recorded while the database is away follows once it is
 * back.
 */
export const keepStretches = (
  database: Pick<Database, 'query'>,
  queue: QueueIdentity,
  pace: number = usualPace,
): StretchKeeper => {
  let known: readonly Stretch[] = []
  let unsaved: readonly Stretch[] = []
  const ids = new Map<string, string>()
  let saving: Promise<void> | null = null

  const idOf = ({ key, from }: Stretch): string => {
    const name = `${key} ${from}`
    const id = ids.get(name) ?? randomUUID()
    ids.set(name, id)
    return id
  }

  const toNote = (stretch: Stretch, now: number): readonly NotedStretch[] => {
    const { kind, from, to } = stretch
    if (kind === 'run' || (to ?? now) - from < least) return []
    return [{ id: idOf(stretch), kind, beganAgo: now - from, endedAgo: now - (to ?? now) }]
  }

  const open = (): readonly Stretch[] => known.filter(({ kind, to }) => kind !== 'run' && to === null)

  const save = async (): Promise<void> => {
    if (open().some(({ key }) => key === databaseKey)) return
    const ended = unsaved
    const now = Date.now()
    const noted = [...ended, ...open()].flatMap((stretch) => toNote(stretch, now))
    if (noted.length > 0) await recordStretches(database, queue, noted)
    unsaved = unsaved.filter((stretch) => !ended.includes(stretch))
    for (const { key, from } of ended) ids.delete(`${key} ${from}`)
  }

  /** One at a time. A failed one is retried with the next. */
  const saveInTurn = (): Promise<void> => {
    saving ??= save()
      .catch(() => undefined)
      .finally(() => {
        saving = null
      })
    return saving
  }

  const timer = setInterval(() => {
    if (unsaved.length > 0 || open().length > 0) void saveInTurn()
  }, pace)

  return {
    heed: (event) => {
      const next = stretchesAfter(known, event)
      if (next === known) return
      const before = new Set(known)
      const ended = next.filter((each) => !before.has(each) && each.kind !== 'run' && each.to !== null)
      // An ended one is not read again.
      known = next.filter(({ to }) => to === null)
      unsaved = [...unsaved, ...ended]
      if (ended.length > 0) void saveInTurn()
    },
    stop: async () => {
      clearInterval(timer)
      await saving
      await saveInTurn()
    },
  }
}
