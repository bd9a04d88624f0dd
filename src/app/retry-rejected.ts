import { randomUUID } from 'node:crypto'
import { queueOfRejections } from '../adapters/postgres/rejected-retry.ts'
import { keepNotes } from '../adapters/postgres/run-notes.ts'
import type { RunCircumstances } from '../contract/run-circumstances.ts'
import type { RejectedSelection, RetryOutcome } from '../contract/rejected.ts'
import type { EventDefinition } from '../contract/event-definition.ts'
import { compileJudge } from '../pipeline/judge.ts'
import { createMask } from '../pipeline/mask.ts'
import { createPrepare, type Prepare } from '../pipeline/prepare.ts'
import { createReadingNotes, type ReadingNotes } from '../pipeline/reading-notes.ts'
import { createReject } from '../pipeline/reject.ts'
import type { RejectionsPort } from '../pipeline/ports.ts'
import type { Seal } from '../pipeline/seal.ts'
import { tryAgain, type TryPage } from '../pipeline/try-again.ts'
import type { Storage } from './storage.ts'
import { toFailure } from './faults.ts'
import { retryCircumstancesOf } from './run-circumstances.ts'
import { ruledBy, type ReadingRules } from './run-rules.ts'

/** Tries the chosen messages again, as its own run. */
export interface RetryRequest {
  readonly storage: Storage
  readonly which: RejectedSelection
  /** Leaves out what was rejected after this one; null for what is rejected from now on. */
  readonly upTo?: string | null | undefined
  /** By which definition and rules they are judged now. */
  readonly event: EventDefinition
  readonly rules: ReadingRules
  /** For the history. */
  readonly database: string
  /** The table was found ready, by the current run; left out where that is to be seen to first. */
  readonly isReady?: boolean | undefined
  /** How they are mended before that; left out where they are tried as they came. */
  readonly mending?: RetryMending | undefined
}

export interface RetryMending {
  /** What the history notes of it. */
  readonly noted: RunCircumstances['settings']
  readonly rejections: RejectionsPort
  readonly tryPage: (by: {
    readonly runId: string
    readonly prepare: Prepare
    readonly seal: Seal
  }) => TryPage
}

const nothingTried: RetryOutcome = {
  ...{ runId: null, loaded: 0, alreadyLoaded: 0, stillRejected: 0 },
  ...{ end: 'done', failure: null },
}

/**
 * What was rejected and is kept is judged once more; what is well formed by now is loaded. The history has it under the
 * queue that the first of them came from. Rejects with `FailureError` where the table would
 * take no rows, and with `PortError` where the database cannot be asked.
 */
export const retryRejected = async (
  { storage, which, upTo = null, event, rules, database, isReady = false, mending }: RetryRequest,
  signal: AbortSignal,
  runId: string = randomUUID(),
): Promise<RetryOutcome> => {
  if (!isReady) await storage.makeReady()
  const { store, seal, keys, database: on } = storage
  const notes = createReadingNotes()
  const prepare = prepareRejected({ storage, event, rules }, notes)
  const source = await queueOfRejections(storage.database, which)
  if (source === null) return nothingTried
  const { counts, end, error } = await tryAgain(
    {
      runId,
      queueName: source.queue,
      circumstances: retryCircumstancesOf({
        queueEndpoint: source.endpoint ?? '',
        database,
        maskKey: keys.mask.bytes,
        event,
        rules,
        more: mending?.noted ?? {},
      }),
      rejections: mending?.rejections ?? storage.rejections(which, upTo),
      ...{ store, prepare, seal },
      tryPage: mending?.tryPage({ runId, prepare, seal }),
    },
    signal,
  )
  await keepNotes(on.query, runId, notes.counts()).catch(() => undefined)
  return {
    runId,
    loaded: counts.loaded,
    alreadyLoaded: counts.duplicates,
    stillRejected: counts.released,
    end,
    failure: end === 'failed' ? toFailure(error) : null,
  }
}

/** How rejected messages are judged: as a run judges any. */
export const prepareRejected = (
  { storage, event, rules }: Pick<RetryRequest, 'storage' | 'event' | 'rules'>,
  notes: ReadingNotes | null = null,
): Prepare =>
  createPrepare(
    compileJudge(ruledBy(event, rules), createMask(storage.keys.mask.bytes), undefined, {
      ...{ limits: storage.target.limits, notes },
    }),
    createReject(storage.seal),
  )
