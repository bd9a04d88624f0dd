import type { PullOutcome } from '../../contract/dead-letters.ts'
import type { Delivery, QueuePort, StorePort } from '../ports.ts'
import type { Prepare } from '../prepare.ts'
import { steadily } from '../try-again.ts'
import { keepItems, type Keeping } from './keep.ts'
import { ontoBench } from './onto-bench.ts'
import { takeAll, type Handled, type TakeEnd } from './take.ts'
import { inWaves } from './waves.ts'
import { isMeant, type Whose } from './whose.ts'

export interface Pull extends Keeping {
  /** The dead-letter queue. */
  readonly from: QueuePort
  readonly isFifo: boolean
  readonly store: Pick<StorePort, 'commit' | 'known'>
  readonly prepare: Prepare
  readonly whose: Whose
  /** See `Taking`. */
  readonly most: number
  readonly patience: number
  /** Hears the tally so far after every few messages. */
  readonly onTally?: ((tally: PullTally) => void) | undefined
}

export type PullTally = Pick<PullOutcome, 'pulled' | 'known' | 'others'>

/** Receives open at once, if there is no order to keep. */
const takers = 4

/**
 * Takes messages off a dead-letter queue and keeps them as rejected messages, each under its own id and origin, with
 * everything beside its body. Kept first, deleted second: a message that comes again is recognised by its id. Does
 * not reject.
 */
export const pullAll = async (
  pull: Pull,
  signal: AbortSignal,
): Promise<{ readonly tally: PullTally; readonly taken: TakeEnd }> => {
  const tally = { pulled: 0, known: 0, others: 0 }
  const handle = async (deliveries: readonly Delivery[]): Promise<Handled> => {
    const meant = deliveries.filter((delivery) => isMeant(delivery, pull.whose))
    for (const wave of inWaves(meant)) {
      const items = pull.prepare(wave)
      const known = await steadily(() => pull.store.known(items), signal)
      const kept = items.map((item) =>
        // A message that is already loaded is a duplicate and needs no look.
        known.has(item.deliveries[0].messageId) ? item : ontoBench(item, pull.queue, pull.reject),
      )
      const counts = await keepItems(kept, pull, signal)
      tally.pulled += counts.rejected
      tally.known += counts.duplicates + counts.loaded
    }
    const others = deliveries.filter((delivery) => !meant.includes(delivery))
    tally.others += others.length
    pull.onTally?.({ ...tally })
    return { settled: meant, left: others }
  }
  const taken = await takeAll(
    {
      ...{ queue: pull.from, most: pull.most, patience: pull.patience },
      ...{ takers: pull.isFifo ? 1 : takers, handle },
    },
    signal,
  )
  return { tally, taken }
}
