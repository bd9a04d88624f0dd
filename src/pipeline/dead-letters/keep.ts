import { randomUUID } from 'node:crypto'
import { noCounts, type Counts } from '../../contract/events.ts'
import { addCounts } from '../../contract/rates.ts'
import { PortError, type Item, type StorePort } from '../ports.ts'
import { refusalReason } from '../refusal.ts'
import type { Reject } from '../reject.ts'
import { steadily } from '../try-again.ts'
import type { DeadLettersPort } from './dead-letters-port.ts'

export interface Keeping {
  readonly runId: string
  readonly store: Pick<StorePort, 'commit'>
  readonly deadLetters: DeadLettersPort
  readonly reject: Reject
  /** Name of the dead-letter queue. */
  readonly queue: string
}

/**
 * Commits dead letters and records how they came there; only then can they be deleted. What PostgreSQL refuses as a
 * row is kept as a rejected message, since no queue would deliver it again. Throws `PortError` if the database is not
 * reachable.
 */
export const keepItems = async (
  items: readonly Item[],
  { runId, store, deadLetters, reject, queue }: Keeping,
  signal: AbortSignal,
): Promise<Counts> => {
  if (items.length === 0) return noCounts
  const commit = async (some: readonly Item[]): Promise<Counts> => {
    // The same in every try: committed a second time, it changes nothing and gives the counts of the first time.
    const batchId = randomUUID()
    try {
      return await steadily(() => store.commit({ batchId, runId, items: some }), signal)
    } catch (error) {
      if (!(error instanceof PortError) || error.kind !== 'data') throw error
      const [only, ...others] = some
      if (only === undefined || (others.length === 0 && only.entry.kind === 'rejected')) throw error
      if (others.length === 0)
        return commit([{ ...only, entry: reject(only.deliveries[0], [refusalReason(error.failure, only)]) }])
      const middle = Math.ceil(some.length / 2)
      const first = await commit(some.slice(0, middle))
      return addCounts(first, await commit(some.slice(middle)))
    }
  }
  const counts = await commit(items)
  const notes = items.flatMap(({ deliveries: [{ messageId, deadLetter }] }) =>
    deadLetter === undefined ? [] : [{ messageId, ...deadLetter }],
  )
  await steadily(() => deadLetters.note(queue, notes), signal)
  return counts
}
