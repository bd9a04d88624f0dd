import type { QueueIdentity } from '../adapters/postgres/queue-identity.ts'
import { openDeadLetters, type DeadLetters } from '../adapters/sqs/dead-letters.ts'
import { openQueue } from '../adapters/sqs/queue.ts'
import { openQueueService, type QueueService, type QueueTarget } from '../adapters/sqs/service.ts'
import type { Source } from '../contract/events.ts'
import type { Cover } from '../pipeline/cover.ts'
import { compileJudge, type OnUnwrapped } from '../pipeline/judge.ts'
import { createMask, keyCheckValue } from '../pipeline/mask.ts'
import type { QueuePort } from '../pipeline/ports.ts'
import { createPrepare, type Prepare, type WouldPass } from '../pipeline/prepare.ts'
import type { ReadingNotes } from '../pipeline/reading-notes.ts'
import { createReject, type Reject } from '../pipeline/reject.ts'
import type { Settings } from './config.ts'
import { deadLetterNotices } from './dead-letter-notices.ts'
import { lastingEndpoint, nameOfEvent } from './run-circumstances.ts'
import { ruledBy, type ReadingRules } from './run-rules.ts'
import { coversOf } from './show-rejected.ts'
import { openStorage, type Storage } from './storage.ts'
import { openTargets } from './open-targets.ts'
import type { Revivals, Targets } from './targets.ts'

/** Everything a run needs, open and checked. */
export interface Connection {
  readonly source: Source
  /** The queue's name in the history. */
  readonly identity: QueueIdentity
  readonly queue: QueuePort
  /** For requests to the queue beyond those of a run. */
  readonly service: QueueService
  /** Null if the queue has no dead-letter queue. */
  readonly deadLetters: DeadLetters | null
  readonly storage: Storage
  /** Judges messages by the current definition and these rules. */
  readonly prepareBy: (
    rules: ReadingRules,
    onUnwrapped?: OnUnwrapped,
    notes?: ReadingNotes,
    wouldPass?: WouldPass,
  ) => Prepare
  /** Shows a message of the event without its personal data. */
  readonly cover: Cover
  /** Shows a message of another event: names only. */
  readonly coverOther: Cover
  readonly reject: Reject
  readonly revivals: Revivals
  /** Where queue and database are, with their secrets. */
  readonly targets: Pick<Targets, 'queue' | 'database'>
  readonly close: () => Promise<void>
}

/**
 * Starts what is built in, then opens the database and the queue.
 *
 * @param queueThread the built `queue-thread.js`
 * @param onNotice is told in a sentence what was mended later
 * Throws `FailureError` or `PortError`, after closing what it had opened.
 */
export const connect = async (
  settings: Settings,
  queueThread: URL,
  onNotice: (sentence: string) => void = () => undefined,
): Promise<Connection> => {
  await using opened = new AsyncDisposableStack()
  const targets = await openTargets(settings, 'both', queueThread)
  opened.defer(targets.close)
  const storage = await openStorage(targets.database, settings, onNotice)
  opened.defer(storage.close)
  const service = await openQueueService(targets.queue)
  opened.defer(service.close)
  const [queue, deadLetters] = await Promise.all([openQueue(service), openDeadLetters(service)])
  const reject = createReject(storage.seal)
  const mask = createMask(storage.keys.mask.bytes)
  const { event } = settings
  const prepareBy: Connection['prepareBy'] = (rules, onUnwrapped, notes, wouldPass) => {
    const judging = { limits: storage.target.limits, notes }
    return createPrepare(compileJudge(ruledBy(event, rules), mask, onUnwrapped, judging), reject, wouldPass)
  }
  const source: Source = {
    queue: {
      name: targets.queue.names.queue,
      endpoint: targets.queue.names.endpoint,
      embedded: targets.queue.embedded,
      deadLetters: deadLetters && { name: deadLetters.name, maxReceiveCount: deadLetters.maxReceiveCount },
    },
    database: {
      address: storage.database.names.address,
      name: storage.database.names.database,
      embedded: targets.database.embedded,
    },
    event,
    definition: nameOfEvent(event),
    samples: targets.samples,
    maskKey: { origin: storage.keys.mask.origin, checkValue: keyCheckValue(storage.keys.mask.bytes) },
    notices: [
      ...targets.notices,
      ...protocolNotices(service, targets.queue),
      ...deadLetterNotices(deadLetters),
      ...storage.notices,
    ],
  }
  const kept = opened.move()
  return {
    source,
    identity: { name: source.queue.name, endpoint: lastingEndpoint(source) },
    queue,
    service,
    deadLetters,
    storage,
    reject,
    prepareBy,
    ...coversOf(event),
    revivals: targets.revivals,
    targets,
    close: () => kept.disposeAsync(),
  }
}

const protocolNotices = (service: QueueService, target: QueueTarget): readonly string[] =>
  target.protocol === 'auto' && service.protocol === 'query'
    ? [
        'The queue service does not understand the JSON protocol of current SQS; Sluice speaks the older Query protocol to it.',
      ]
    : []
