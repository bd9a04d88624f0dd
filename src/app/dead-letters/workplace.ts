import { createDeadLetters } from '../../adapters/postgres/dead-letters.ts'
import { whoWorks } from '../../adapters/postgres/audit.ts'
import { createReturns } from '../../adapters/postgres/returns.ts'
import { findDeadLetterQueue, lookAtDeadLetters } from '../../adapters/sqs/dead-letter-queue.ts'
import { openQueueService, type QueueService } from '../../adapters/sqs/service.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import { usualReplay } from '../../contract/repair-outcome.ts'
import type { DeadLetterView } from '../../contract/dead-letters.ts'
import type { DeadLettersPort } from '../../pipeline/dead-letters/dead-letters-port.ts'
import type { ReturnsPort } from '../../pipeline/dead-letters/returns-port.ts'
import type { Prepare } from '../../pipeline/prepare.ts'
import { createReject, type Reject } from '../../pipeline/reject.ts'
import type { RunRecord } from '../../pipeline/ports.ts'
import type { RejectedSelection } from '../../contract/rejected.ts'
import type { Settings } from '../config.ts'
import { effectiveSettings } from '../effective-settings.ts'
import type { BenchRequest } from '../repair/bench.ts'
import { prepareRejected } from '../retry-rejected.ts'
import { nameOfDatabase, retryCircumstancesOf } from '../run-circumstances.ts'
import type { ReadingRules } from '../run-rules.ts'
import { openStorage, type Storage } from '../storage.ts'
import { openTargets } from '../open-targets.ts'

/** Queue and database, open for work on dead letters and on messages that are sent back. */
export interface Workplace {
  readonly service: QueueService
  readonly storage: Storage
  readonly prepare: Prepare
  readonly reject: Reject
  readonly deadLetters: DeadLettersPort
  /** What the rules for rejected messages are made and judged by. */
  readonly benchOf: (which: RejectedSelection, upTo: string | null) => BenchRequest
  /** How many seconds a queue is polled before it counts as empty. */
  readonly patience: number
  /** @param again whether what was sent and never received by a run is sent again */
  readonly returns: (again: boolean) => ReturnsPort
  /** What is recorded for a run over the queue of this name. */
  readonly runOf: (runId: string, queue: string, kind: 'run' | 'retry') => RunRecord
}

/**
 * Opens queue and database for the duration of the action. Throws `FailureError` or `PortError`.
 *
 * @param onNotice is told in sentences what else is worth knowing
 */
export const withWorkplace = async <T>(
  settings: Settings,
  queueThread: URL,
  action: (workplace: Workplace) => Promise<T>,
  onNotice: (sentence: string) => void,
): Promise<T> => {
  await using opened = new AsyncDisposableStack()
  const effective = effectiveSettings(settings, 'both')
  const { event } = effective
  const targets = await openTargets(effective, 'both', queueThread)
  opened.defer(targets.close)
  targets.notices.forEach(onNotice)
  const storage = await openStorage(targets.database, effective, onNotice)
  opened.defer(storage.close)
  storage.notices.forEach(onNotice)
  const service = await openQueueService(targets.queue)
  opened.defer(service.close)
  const { names } = storage.database
  return await action(
    makeWorkplace({
      ...{ service, storage, event },
      rules: { allowUnknownFields: effective.allowUnknownFields },
      endpoint: targets.queue.embedded ? 'built in' : service.names.endpoint,
      database: nameOfDatabase({
        ...{ address: names.address, name: names.database, embedded: targets.database.embedded },
      }),
    }),
  )
}

/** The parts of a workplace. */
export interface WorkplaceParts {
  readonly service: QueueService
  readonly storage: Storage
  readonly event: EventDefinition
  readonly rules: ReadingRules
  /** The queue service's endpoint in the history. */
  readonly endpoint: string
  /** For the history. */
  readonly database: string
}

export const makeWorkplace = (parts: WorkplaceParts): Workplace => {
  const { service, storage, event, rules, endpoint, database } = parts
  return {
    ...{ service, storage },
    prepare: prepareRejected({ storage, event, rules }),
    reject: createReject(storage.seal),
    deadLetters: createDeadLetters(storage.database),
    benchOf: (which, upTo) => ({ storage, which, upTo, event, rules, database, by: whoWorks() }),
    patience: 1,
    returns: (again) =>
      createReturns(storage.database, {
        ...{ queue: service.names.queue, by: whoWorks(), mostSends: usualReplay.mostSends, again },
      }),
    runOf: (runId, queue, kind) => ({
      ...{ runId, queue, kind },
      circumstances: retryCircumstancesOf({
        ...{ queueEndpoint: endpoint, database, event, rules, more: {} },
        maskKey: storage.keys.mask.bytes,
      }),
    }),
  }
}

/** The dead-letter queue to work on, and what is known about others who use it. */
export const demandDeadLetters = async (service: QueueService) => {
  const view: DeadLetterView = await lookAtDeadLetters(service)
  const found = await findDeadLetterQueue(service)
  if (found === null) throw new FailureError(failure('dead-letters-none', { queue: service.names.queue }))
  return { ...found, view, isShared: view.deadLetters?.others?.length !== 0 }
}
