import type { CheckUpItem } from '../contract/settings.ts'
import { checkDatabase, type DatabaseCheck } from './check-database.ts'
import { checkQueue } from './check-queue.ts'
import { lateItem } from './check-up-item.ts'
import type { Settings } from './config.ts'
import { showKeys } from './key-ring.ts'
import type { DatabaseTarget, OpenQueueTarget } from './targets.ts'

/**
 * What a run would meet, as far as that can be known beforehand, and what to do about it. It changes nothing: it receives
 * no message, inserts no row, and makes neither schema nor key.
 *
 * @param limit milliseconds after which a side that has not answered is given up
 */
export const checkUp = async (
  targets: { readonly queue: OpenQueueTarget; readonly database: DatabaseTarget },
  settings: Settings,
  limit: number | null = null,
): Promise<readonly CheckUpItem[]> => {
  const sides = [
    inTime('queue', checkQueue(targets.queue), limit),
    inTime('database', checkDatabase(targets.database, databaseCheckOf(settings)), limit),
  ]
  return (await Promise.all(sides)).flat()
}

const databaseCheckOf = (settings: Settings): DatabaseCheck => {
  const known = new Map(showKeys(settings).map(({ purpose, checkValue }) => [purpose, checkValue]))
  const keys = { mask: known.get('mask') ?? null, seal: known.get('seal') ?? null }
  const { event, mayAlterTable: mayAlter, rejectsMisfits, accepted } = settings
  return { event, mayAlter, rejectsMisfits, accepted, keys }
}

const inTime = async (
  side: 'queue' | 'database',
  items: Promise<readonly CheckUpItem[]>,
  limit: number | null,
): Promise<readonly CheckUpItem[]> => {
  if (limit === null) return items
  const { promise, resolve } = Promise.withResolvers<readonly CheckUpItem[]>()
  const timer = setTimeout(() => resolve([lateItem(side, limit)]), limit)
  return Promise.race([items, promise]).finally(() => clearTimeout(timer))
}
