import { noCounts, type Counts } from '../../contract/events.ts'
import type { Reason } from '../../contract/reason.ts'
import { addCounts } from '../../contract/rates.ts'
import { createGate } from '../gate.ts'
import type { StageView } from '../../contract/rules.ts'
import type { Item } from '../ports.ts'
import type { Prepare } from '../prepare.ts'
import { refusalReason } from '../refusal.ts'
import type { Seal } from '../seal.ts'
import { steadily, type LoadRows, type TryPage } from '../try-again.ts'
import { mendPage, type MendBy, type Mended } from './mending.ts'
import { createStages, type StageEnd } from './stages.ts'
import { versionName, type RepairsPort, type SendAnswer } from './repairs-port.ts'

export interface Replay {
  readonly runId: string
  readonly by: MendBy
  readonly repairs: RepairsPort
  readonly seal: Seal
  readonly prepare: Prepare
  /** Messages a second; null for as fast as possible. */
  readonly rate: number | null
  /** See `createStages`. */
  readonly mostFailures: number
  /** Hears the state of each stage after every few messages. */
  readonly onStages?: ((stages: readonly StageView[]) => void) | undefined
}

/** What was done so far. Sent are loaded, already loaded or rejected again. */
export interface ReplayTally {
  /** How many it was meant for. */
  readonly meant: number
  readonly sent: number
  readonly loaded: number
  readonly alreadyLoaded: number
  readonly rejectedAgain: number
  /** Not sent: rules have sent their origin as often as allowed. */
  readonly capped: number
  /** Not sent: someone else has mended, loaded, discarded or erased them meanwhile. */
  readonly taken: number
  readonly stopped: StageEnd | null
}

/**
 * Mends and sends the messages of a retry, straight through the pipeline: judged, masked and loaded like any other.
 * Each version is recorded before it is loaded; its fate, with the row in the same transaction. So a kill anywhere
 * loses nothing and doubles nothing.
 */
export const createReplay = (
  replay: Replay,
): { readonly tryPage: TryPage; readonly tally: () => ReplayTally } => {
  const tally = { meant: 0, sent: 0, loaded: 0, alreadyLoaded: 0, rejectedAgain: 0, capped: 0, taken: 0 }
  const stages = createStages(replay.mostFailures)
  const gate = createGate(replay.rate)
  const tryPage: TryPage = async (page, load, signal) => {
    const { repairs, seal, by } = replay
    const { meant, mended } = await steadily(() => mendPage(page, by, { seal, repairs }), signal)
    tally.meant += meant
    let counts = noCounts
    for (let at = 0; at < mended.length && stages.stopped() === null && !signal.aborted;) {
      const chunk = mended.slice(at, at + Math.min(stages.room(), gate.most))
      at += chunk.length
      await gate.pass(chunk.length, signal)
      if (signal.aborted) break
      const done = await sendChunk(chunk, replay, load, signal)
      counts = addCounts(counts, done.counts)
      tally.sent += done.sent
      tally.loaded += done.counts.loaded
      tally.alreadyLoaded += done.counts.duplicates
      tally.rejectedAgain += done.failed
      tally.capped += done.capped
      tally.taken += done.taken
      stages.note(done.sent, done.failed)
      replay.onStages?.(stages.begun())
    }
    return { counts, isEnough: stages.stopped() !== null }
  }
  return { tryPage, tally: () => ({ ...tally, stopped: stages.stopped() }) }
}

interface ChunkEnd {
  readonly counts: Counts
  readonly sent: number
  readonly failed: number
  readonly capped: number
  readonly taken: number
}

const sendChunk = async (
  chunk: readonly Mended[],
  { runId, repairs, seal, prepare }: Replay,
  load: LoadRows,
  signal: AbortSignal,
): Promise<ChunkEnd> => {
  const items = new Map(
    prepare(chunk.map(({ delivery }) => delivery)).map((item) => [item.deliveries[0].messageId, item]),
  )
  const answers = await steadily(
    () =>
      repairs.send(
        runId,
        chunk.map((mended) => toSending(mended, seal)),
      ),
    signal,
  )
  const judged = chunk.flatMap(({ rejection }): readonly Judged[] => {
    const [answer, item] = [answers.get(rejection.id), items.get(rejection.messageId)]
    return answer?.kind === 'sent' && item !== undefined
      ? [{ rejectedId: rejection.id, version: answer.version, item }]
      : []
  })
  const failing = judged.flatMap(({ rejectedId, version, item: { entry } }) =>
    entry.kind === 'rejected' ? [{ rejectedId, version, reasons: entry.reasons }] : [],
  )
  await steadily(() => repairs.rejectAgain(runId, failing), signal)
  const refused: { rejectedId: string; version: number; reasons: readonly Reason[] }[] = []
  const rows = judged.flatMap(({ rejectedId, version, item: { entry, deliveries } }) =>
    entry.kind === 'row' ? [{ rejectedId, version, originId: deliveries[0].originId, entry }] : [],
  )
  const counts = await load(rows, failing.length, (rejectedId, error) => {
    const one = judged.find((row) => row.rejectedId === rejectedId)
    if (one === undefined) return
    const { version, item } = one
    refused.push({ rejectedId, version, reasons: [refusalReason(error.failure, item)] })
  })
  await steadily(() => repairs.rejectAgain(runId, refused), signal)
  await steadily(() => repairs.settle(runId), signal)
  const failed = failing.length + refused.length
  const loaded = counts.loaded + counts.duplicates
  return {
    ...{ counts, failed, sent: loaded + failed },
    capped: countOf(answers, 'capped'),
    // Another run may have loaded some of the sent ones first.
    taken: countOf(answers, 'taken') + Math.max(0, judged.length - failed - loaded),
  }
}

interface Judged {
  readonly rejectedId: string
  readonly version: number
  readonly item: Item
}

/** A mended message with its text sealed under the name of its version. */
export const toSending = ({ rejection, delivery, version, base }: Mended, seal: Seal) => ({
  ...{ rejectedId: rejection.id, version, base },
  sealedBody: seal.seal(versionName(rejection.originId, version), delivery),
  bodyBytes: Buffer.byteLength(delivery.body, 'utf8'),
})

const countOf = (answers: ReadonlyMap<string, SendAnswer>, kind: SendAnswer['kind']): number =>
  [...answers.values()].filter((answer) => answer.kind === kind).length
