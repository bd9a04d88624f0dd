import { recordDepth } from '../adapters/postgres/history.ts'
import type { Depth, MonitorEvent } from '../contract/events.ts'
import type { Connection } from './connection.ts'
import { watchNeighbour, type NeighbourWatch } from './neighbour-watch.ts'

/** How often the queue's depth is read, in milliseconds: often while messages move, otherwise rarely enough to cost nothing. */
const whileMoving = 1_000
const atRest = 5_000

/** The interval between two samples for the history, in milliseconds. */
const betweenSamples = 5_000

interface Sample {
  readonly depth: Depth
  readonly deadLetters: number | null
}

/**
 * Watches queue and database while they are connected. Watching the queue means reading its depth, which is sent as an
 * event; watching the database means storing a sample of that depth, or a trivial query if there is none.
 *
 * @param isMoving whether messages are being settled now
 */
export const watchNeighbours = (
  connection: Connection,
  isMoving: () => boolean,
  emit: (event: MonitorEvent) => void,
): NeighbourWatch => {
  const { queue, deadLetters, storage, identity, revivals } = connection
  let stopped = false
  let unsaved: Sample | null = null
  let sampledAt = -Infinity
  const tell = (event: MonitorEvent): void => {
    if (!stopped) emit(event)
  }

  const lookAtQueue = async (): Promise<void> => {
    const depth = await queue.depth()
    tell({ type: 'depth', depth })
    if (performance.now() - sampledAt < betweenSamples - 50) return
    sampledAt = performance.now()
    const dead = (await deadLetters?.count()) ?? null
    if (dead !== null) tell({ type: 'dead-letters', count: dead })
    unsaved = { depth, deadLetters: dead }
  }

  const lookAtDatabase = async (): Promise<void> => {
    const sample = unsaved
    unsaved = null
    await (sample === null
      ? storage.database.query({ text: 'select 1' })
      : recordDepth(storage.database, identity, sample.depth, sample.deadLetters))
  }

  const watches = [
    watchNeighbour(
      {
        which: 'queue',
        look: lookAtQueue,
        revival: revivals.queue,
        every: () => (isMoving() ? whileMoving : atRest),
      },
      tell,
    ),
    watchNeighbour(
      { which: 'database', look: lookAtDatabase, revival: revivals.database, every: () => atRest },
      tell,
    ),
  ]
  return {
    lookNow: () => watches.forEach((watch) => watch.lookNow()),
    stop: async () => {
      stopped = true
      await Promise.all(watches.map((watch) => watch.stop()))
    },
  }
}
