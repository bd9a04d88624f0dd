import { randomUUID } from 'node:crypto'
import { noCounts, type Counts } from '../contract/events.ts'
import type { RunCircumstances } from '../contract/run-circumstances.ts'
import { addCounts } from '../contract/rates.ts'
import type { Prepare } from './prepare.ts'
import { backOff, pause } from './back-off.ts'
import {
  PortError,
  type Delivery,
  type KeptRejection,
  type RejectionsPort,
  type RetryBatch,
  type StorePort,
} from './ports.ts'
import type { Seal, SealedMessage } from './seal.ts'

export interface Retry {
  readonly runId: string
  /** The queue's name in the history. */
  readonly queueName: string
  readonly circumstances?: RunCircumstances | undefined
  readonly rejections: RejectionsPort
  readonly store: Pick<StorePort, 'openRun' | 'closeRun' | 'drawNumbers'>
  readonly prepare: Prepare
  readonly seal: Pick<Seal, 'open'>
  /** Handles a page in place of trying the originals; returns null to end early. */
  readonly tryPage?: TryPage | undefined
}

export type TryPage = (
  page: readonly KeptRejection[],
  load: LoadRows,
  signal: AbortSignal,
) => Promise<{ readonly counts: Counts; readonly isEnough: boolean }>

/**
 * Loads rows in one transaction, or by halving those that the database accepts.
 *
 * @param stillRejected how many were tried beside them
 * @param onRefused hears each that the database refuses, which stays rejected
 */
export type LoadRows = (
  rows: RetryBatch['rows'],
  stillRejected: number,
  onRefused?: (rejectedId: string, error: PortError) => void,
) => Promise<Counts>

export interface RetryEnd {
  /** Loaded, duplicates (loaded already) and released (still rejected). */
  readonly counts: Counts
  readonly end: 'done' | 'stopped' | 'failed'
  /** Why it failed; null if it did not. */
  readonly error: unknown
}

/** Tries of a call that may work a moment later; after these, about a minute, it has failed. */
const tries = 10

/**
 * Retries rejected messages by today's rules, page by page: what is well formed now is loaded and marked; otherwise a
 * message stays rejected as it was. So nothing can be lost here, and a refusal of the database needs no verdict. Ends
 * early at the signal, and at a fault of the table as a run does. Does not reject.
 */
export const tryAgain = async (retry: Retry, signal: AbortSignal): Promise<RetryEnd> => {
  let counts = noCounts
  let error: unknown = null
  const { runId, queueName: queue, circumstances, store } = retry
  const tryThese = retry.tryPage ?? tryAsTheyCame(retry)
  const loadRows: LoadRows = (rows, stillRejected, onRefused) =>
    load(rows, stillRejected, { ...retry, onRefused }, signal)
  let isEnough = false
  try {
    await steadily(() => store.openRun({ runId, queue, circumstances, kind: 'retry' }), signal)
    for (let afterId = '0'; !signal.aborted && !isEnough;) {
      const page = await steadily(() => retry.rejections.next(afterId), signal)
      const last = page.at(-1)
      if (last === undefined) break
      afterId = last.id
      const tried = await tryThese(page, loadRows, signal)
      counts = addCounts(counts, tried.counts)
      isEnough = tried.isEnough
    }
  } catch (thrown) {
    error = thrown
  }
  const end = error !== null ? 'failed' : signal.aborted || isEnough ? 'stopped' : 'done'
  const outcome = end === 'done' ? 'drained' : end
  const cause = error instanceof PortError ? error.failure : null
  await store.closeRun(runId, outcome, cause).catch(() => undefined)
  return { counts, end, error }
}

const tryAsTheyCame =
  (retry: Retry): TryPage =>
  async (page, loadRows) => {
    const ids = new Map(page.map(({ id, messageId }) => [messageId, id]))
    const items = retry.prepare(page.flatMap((rejection) => toDelivery(rejection, retry.seal) ?? []))
    const rows = items.flatMap(({ deliveries: [{ messageId, originId }], entry }) => {
      const rejectedId = ids.get(messageId)
      return entry.kind === 'row' && rejectedId !== undefined ? [{ rejectedId, originId, entry }] : []
    })
    return { counts: await loadRows(rows, page.length - rows.length), isEnough: false }
  }

/** The original delivery, without a receipt, as it is on no queue. Null if it cannot be opened. */
export const toDelivery = (rejection: KeptRejection, seal: Pick<Seal, 'open'>): Delivery | null => {
  try {
    return { ...factsOf(rejection), ...seal.open(rejection.originId, rejection.sealedBody) }
  } catch {
    return null
  }
}

const factsOf = (rejection: KeptRejection): Omit<Delivery, keyof SealedMessage> => ({
  messageId: rejection.messageId,
  originId: rejection.originId,
  receipt: '',
  // Replacements for bytes that were not text are not what was sent, whatever the rules.
  isIntact: !rejection.reasons.some(({ code }) => code === 'not-utf8'),
  sentAt: rejection.sentAt,
  sentAtAssumed: rejection.sentAtAssumed,
  receiveCount: rejection.receiveCount,
})

interface Loading extends Retry {
  readonly onRefused?: Parameters<LoadRows>[2]
}

const load = async (
  rows: RetryBatch['rows'],
  stillRejected: number,
  retry: Loading,
  signal: AbortSignal,
): Promise<Counts> => {
  // The same in every try: if the answer was lost, the next try gets it.
  const batchId = randomUUID()
  const { runId, rejections, store } = retry
  try {
    return await steadily(() => rejections.load({ batchId, runId, rows, stillRejected }), signal)
  } catch (error) {
    if (!(error instanceof PortError) || error.kind !== 'data' || rows.length === 0) throw error
    const [only, ...others] = rows
    if (only !== undefined && others.length === 0) {
      retry.onRefused?.(only.rejectedId, error)
      return load([], stillRejected + 1, retry, signal)
    }
    const isNumbered = rows.every(({ rowNumber }) => rowNumber !== undefined)
    const numbers = isNumbered ? [] : await steadily(() => store.drawNumbers(rows.length), signal)
    const numbered = rows.map((row, index) => ({
      ...row,
      rowNumber: row.rowNumber ?? numbers[index],
    }))
    const middle = Math.ceil(numbered.length / 2)
    const first = await load(numbered.slice(0, middle), stillRejected, retry, signal)
    return addCounts(first, await load(numbered.slice(middle), 0, retry, signal))
  }
}

/** Repeats the call if the database is away for a moment. */
export const steadily = async <T>(action: () => Promise<T>, signal: AbortSignal): Promise<T> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await action()
    } catch (error) {
      const isPassing = error instanceof PortError && error.kind === 'transient'
      if (!isPassing || attempt + 1 >= tries || signal.aborted) throw error
      await pause(backOff(attempt, 250, 15_000), signal)
    }
  }
}
