import type { Reason } from '../../contract/reason.ts'
import type { Item } from '../ports.ts'
import type { Reject } from '../reject.ts'

/** Why a well-formed message is kept as a rejected one. */
const fromDeadLetters = (queue: string): Reason => ({
  ...{ code: 'dead-letter', pointer: '', range: null },
  detail: queue,
})

/**
 * A dead letter as it is kept: with its own faults, or if it has none, because it was given up. It is not loaded: a
 * person must look at it first.
 */
export const ontoBench = (item: Item, queue: string, reject: Reject): Item =>
  item.entry.kind === 'rejected'
    ? item
    : { ...item, entry: reject(item.deliveries[0], [fromDeadLetters(queue)]) }
