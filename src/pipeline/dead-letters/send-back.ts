import { randomUUID } from 'node:crypto'
import type { SendBackOutcome } from '../../contract/dead-letters.ts'
import { createGate } from '../gate.ts'
import { PortError, type Item, type RejectionsPort } from '../ports.ts'
import type { Prepare } from '../prepare.ts'
import type { Seal } from '../seal.ts'
import { steadily } from '../try-again.ts'
import { outgoingOf, type SendPort } from './outgoing.ts'
import type { ReturnsPort } from './returns-port.ts'
import { keepPassing, mendedOf, newestOf, type Candidate, type SendByRule } from './send-back-candidates.ts'
import { inWaves } from './waves.ts'

export interface SendBack {
  readonly runId: string
  /** Name of the queue; messages from another are left alone. */
  readonly queue: string
  readonly to: SendPort
  readonly rejections: RejectionsPort
  readonly returns: ReturnsPort
  readonly prepare: Prepare
  readonly seal: Pick<Seal, 'open'>
  /** Mends the messages that it is for, and only those are sent; null for each message in its newest version. */
  readonly byRule: SendByRule | null
  /** Messages a second; null for as fast as possible. */
  readonly rate: number | null
  /** Called before the first message is loaded here, which needs a run. */
  readonly beginRun: () => Promise<void>
  /** Hears the tally so far after every few messages. */
  readonly onTally?: ((tally: SendBackTally) => void) | undefined
}

export type SendBackTally = Omit<SendBackOutcome, 'queue' | 'stage' | 'end' | 'failure'>

/** Messages that are recorded and sent together. */
const portion = 10

/**
 * Sends kept rejected messages back to the queue, each with its origin as an attribute: in its newest version, or as a
 * rule mends it, a few first and then more, until too many would be rejected again. Each is recorded first and sent
 * second, so that it is recognised; the rejected message counts as rejected until a run has met what was sent. What
 * cannot be sent with its origin is loaded, or left as it is. Throws `PortError`.
 *
 * @param tally is updated along the way, so that it is right even if the work ends early
 */
export const sendBackAll = async (
  sendBack: SendBack,
  tally: { -readonly [Name in keyof SendBackTally]: number },
  signal: AbortSignal,
): Promise<void> => {
  const { rejections, returns, to, queue, seal, byRule } = sendBack
  const stages = byRule?.stages ?? null
  const isOver = (): boolean => signal.aborted || (stages !== null && stages.stopped() !== null)
  const gate = createGate(sendBack.rate)
  await steadily(() => returns.settle(), signal)
  for (let afterId = '0'; !isOver();) {
    const page = await steadily(() => rejections.next(afterId), signal)
    const last = page.at(-1)
    if (last === undefined) return
    afterId = last.id
    const known = await steadily(() => returns.known(page.map(({ id }) => id)), signal)
    const { candidates, elsewhere, unfit } =
      byRule === null
        ? newestOf(page, known, queue, seal)
        : await steadily(() => mendedOf(page, known, queue, byRule), signal)
    tally.elsewhere += elsewhere
    tally.unfit += unfit
    const ordered = to.limits.isFifo ? candidates.toSorted(byTime) : candidates
    for (const wave of inWaves(ordered))
      for (let at = 0; at < wave.length && !isOver();) {
        const some = wave.slice(at, at + Math.min(portion, gate.most, stages?.room() ?? portion))
        at += some.length
        await gate.pass(some.length, signal)
        if (signal.aborted) break
        await sendSome(await kept(some, sendBack, tally, signal), sendBack, tally, signal)
        sendBack.onTally?.({ ...tally })
      }
  }
}

/** The versions to send; a rule makes them. */
const kept = async (
  some: readonly Candidate[],
  { byRule }: SendBack,
  tally: { -readonly [Name in keyof SendBackTally]: number },
  signal: AbortSignal,
): Promise<readonly Candidate[]> => {
  if (byRule === null) return some
  const { candidates, stillRejected, taken } = await keepPassing(some, byRule, signal)
  tally.stillRejected += stillRejected
  tally.taken += taken
  return candidates
}

/** The messages of a batch were written in the order of their ids. */
const byTime = (one: Candidate, other: Candidate): number =>
  one.sentAt.getTime() - other.sentAt.getTime() || Number(BigInt(one.rejectedId) - BigInt(other.rejectedId))

const sendSome = async (
  some: readonly Candidate[],
  sendBack: SendBack,
  tally: { -readonly [Name in keyof SendBackTally]: number },
  signal: AbortSignal,
): Promise<void> => {
  const { returns, to } = sendBack
  const items = new Map(sendBack.prepare(some).map((item) => [item.deliveries[0].messageId, item]))
  const meant = some.flatMap((candidate) => {
    const item = items.get(candidate.messageId)
    return item === undefined ? [] : [{ candidate, item }]
  })
  const fits = ({ item }: Meant): boolean => typeof outgoingOf(item.deliveries[0], '', to.limits) !== 'string'
  const fitting = meant.filter(fits)
  for (const one of meant) if (!fits(one)) await loadOne(one, sendBack, tally, signal)

  const answers = await steadily(
    () =>
      returns.begin(
        fitting.map(({ candidate: { rejectedId, version }, item }) => ({
          rejected: { id: rejectedId, version },
          originId: item.deliveries[0].originId,
        })),
      ),
    signal,
  )
  const going = fitting.flatMap((one, index) => {
    const answer = answers[index]
    if (answer?.kind === 'capped') tally.capped += 1
    if (answer?.kind === 'under-way') tally.underWay += 1
    if (answer?.kind === 'taken') tally.taken += 1
    if (answer?.kind !== 'noted') return []
    const outgoing = outgoingOf(one.item.deliveries[0], answer.attempt, to.limits)
    return typeof outgoing === 'string' ? [] : [{ ...one, outgoing, returnId: answer.returnId }]
  })
  if (going.length === 0) return
  const sent = await steadily(() => to.send(going.map(({ outgoing }) => outgoing)), signal)
  const [taken, refused] = [
    going.filter((_, index) => sent[index]?.kind === 'sent'),
    going.filter((_, index) => sent[index]?.kind !== 'sent'),
  ]
  await steadily(() => returns.confirm(taken.map(({ returnId }) => returnId)), signal)
  tally.sent += taken.length
  await steadily(() => returns.withdraw(refused.map(({ returnId }) => returnId)), signal)
  for (const one of refused) await loadOne(one, sendBack, tally, signal)
}

interface Meant {
  readonly candidate: Candidate
  readonly item: Item
}

/** Loads a message that cannot be sent, if it is well formed. */
const loadOne = async (
  { candidate: { rejectedId, version }, item: { entry, deliveries } }: Meant,
  { rejections, runId, beginRun }: SendBack,
  tally: { -readonly [Name in keyof SendBackTally]: number },
  signal: AbortSignal,
): Promise<void> => {
  if (entry.kind === 'rejected') {
    tally.unfit += 1
    return
  }
  await steadily(beginRun, signal)
  const batchId = randomUUID()
  const row = {
    ...{ rejectedId, entry, originId: deliveries[0].originId },
    ...(version === 0 ? {} : { version }),
  }
  try {
    const counts = await steadily(
      () => rejections.load({ batchId, runId, rows: [row], stillRejected: 0 }),
      signal,
    )
    tally.loaded += counts.loaded
    tally.alreadyLoaded += counts.duplicates
  } catch (error) {
    if (!(error instanceof PortError) || error.kind !== 'data') throw error
    tally.unfit += 1
  }
}
