import { formatCount } from '../contract/amount.ts'
import { describeFailure } from '../contract/failure.ts'
import type { Notice } from '../contract/notice.ts'
import type { NotificationPreferences } from '../contract/preferences.ts'
import type { Snapshot } from '../contract/snapshot.ts'

type Seen = Pick<Snapshot, 'connection' | 'neighbours' | 'deadLetters'>

/** Events outside of runs that a person wants to be notified of, each time one begins. */
export interface NeighbourNotices {
  /**
   * The notices to show now. A lost database is reported once, and dead letters once until someone has looked.
   *
   * @param isInSight whether a person sees the window, and with it what has happened
   */
  readonly take: (snapshot: Seen, wanted: NotificationPreferences, isInSight: boolean) => readonly Notice[]
}

export const createNeighbourNotices = (): NeighbourNotices => {
  /** The start of the outage that was last reported or seen. */
  let lostSince: number | null = null
  /** How many dead letters a person knows of; null before the first count of this connection. */
  let known: number | null = null

  const lost = ({ neighbours: { database } }: Seen): Notice | null => {
    if (database?.state !== 'away') {
      // One that is being restarted may still come back by itself.
      if (database?.state !== 'restarting') lostSince = null
      return null
    }
    if (lostSince === database.since) return null
    lostSince = database.since
    const body = describeFailure(database.failure).sentence
    return { kind: 'database-lost', title: 'The database does not answer', body }
  }

  const moreDeadLetters = ({ deadLetters }: Seen, isInSight: boolean): Notice | null => {
    if (deadLetters === null) return null
    const before = known
    // Fewer, as someone took them out: what comes after that is new again.
    if (before === null || isInSight || deadLetters < before) known = deadLetters
    if (before === null || isInSight || deadLetters <= before) return null
    known = Infinity
    const more = deadLetters - before
    const body = `${formatCount(more)} more ${more === 1 ? 'message is' : 'messages are'} in the dead-letter queue, ${formatCount(deadLetters)} in all.`
    return { kind: 'dead-letters', title: 'New dead letters', body }
  }

  return {
    take: (snapshot, wanted, isInSight) => {
      if (snapshot.connection.state !== 'connected') {
        known = null
        return []
      }
      const found = [
        wanted.failed ? lost(snapshot) : null,
        wanted.rejectedOver === null ? null : moreDeadLetters(snapshot, isInSight),
      ]
      return isInSight ? [] : found.filter((notice) => notice !== null)
    },
  }
}
