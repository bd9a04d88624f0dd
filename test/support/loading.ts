import { randomUUID } from 'node:crypto'
import type { Storage } from '../../src/app/storage.ts'
import { noCounts, type Counts } from '../../src/contract/events.ts'
import { addCounts } from '../../src/contract/rates.ts'
import type { Delivery } from '../../src/pipeline/ports.ts'
import type { Prepare } from '../../src/pipeline/prepare.ts'
import { createReject, type Reject } from '../../src/pipeline/reject.ts'
import { drain } from '../../src/pipeline/run.ts'
import { createDelivery } from './deliveries.ts'
import { loginBody } from './logins.ts'
import { prepareLogins } from './read-login.ts'
import { createTestRun } from './runs.ts'
import { createScriptedQueue, type ScriptedQueue } from './scripted-queue.ts'

/** The result of a run. */
export interface Loading {
  readonly runId: string
  readonly counts: Counts
  readonly queue: ScriptedQueue
  /** What the run threw; null if it finished. */
  readonly error: unknown
}

/** Today's logins, each of a different user, followed by malformed messages. */
export const todaysDeliveries = (good: number, malformed: number): readonly Delivery[] => [
  ...Array.from({ length: good }, (_, index) =>
    createDelivery({ sentAt: new Date(), body: loginBody({ user_id: `user-${index}` }) }),
  ),
  ...Array.from({ length: malformed }, () =>
    createDelivery({ sentAt: new Date(), body: loginBody({ ip: 'nowhere' }) }),
  ),
]

/**
 * Runs the pipeline as it is built over a queue in memory, into a real database.
 *
 * @param prepareBy judges messages of another event than logins
 */
export const loadInto = async (
  storage: Storage,
  deliveries: readonly Delivery[],
  prepareBy?: (reject: Reject) => Prepare,
): Promise<Loading> => {
  const queue = createScriptedQueue(deliveries)
  const runId = randomUUID()
  const reject = createReject(storage.seal)
  const prepare = prepareBy?.(reject) ?? prepareLogins(storage.keys.mask.bytes, reject)
  let counts: Counts = noCounts
  const onCounts = (settled: Counts): void => {
    counts = addCounts(counts, settled)
  }
  // Its end is known, so it need not poll for more.
  const maxMessages = deliveries.length
  const { run } = createTestRun(queue, storage.store, { runId, reject, prepare, onCounts, maxMessages })
  try {
    await drain(run, new AbortController().signal)
    return { runId, counts, queue, error: null }
  } catch (error) {
    return { runId, counts, queue, error }
  }
}
