import type { MonitorEvent } from '../contract/events.ts'
import type { Tending } from './connection-life.ts'
import type { Connection } from './connection.ts'
import { keepStretches } from './keep-stretches.ts'
import { keepMoving } from './ledger-move.ts'
import { watchNeighbours } from './neighbours.ts'
import type { Retention } from './preferences.ts'
import { keepPruned } from './pruning.ts'

/** What looking after a connection needs from around it. */
interface TendingNeeds {
  readonly retention: () => Retention
  /** Whether messages are being settled just now. */
  readonly isMoving: () => boolean
  readonly emit: (event: MonitorEvent) => void
}

/**
 * Looks after a connection while it is open: watches queue and database, notes pauses and outages, forgets what is too old,
 * and moves what is left in a former ledger.
 */
export const tendConnection = (
  connection: Connection,
  { retention, isMoving, emit }: TendingNeeds,
): Tending => {
  const { database } = connection.storage
  const keeper = keepStretches(database, connection.identity)
  const watch = watchNeighbours(connection, isMoving, emit)
  const stopPruning = keepPruned(database, retention)
  const stopMoving = keepMoving(database, (notice) => emit({ type: 'noticed', notice }))
  return {
    heed: (event) => {
      keeper.heed(event)
      // How much is left is worth knowing at once, not at the next look.
      if (isEnd(event)) watch.lookNow()
    },
    lookNow: watch.lookNow,
    stop: () => {
      stopPruning()
      return Promise.all([stopMoving(), watch.stop(), keeper.stop()])
    },
  }
}

/** Whether a run has ended, or work on dead letters. */
const isEnd = (event: MonitorEvent): boolean =>
  event.type === 'run-ended' || (event.type === 'dead-letter-work' && event.work.end !== null)
