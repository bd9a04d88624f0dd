import { randomUUID } from 'node:crypto'
import type { SendBackOutcome } from '../../contract/dead-letters.ts'
import { createGate } from '../gate.ts'
import { PortError, type Delivery, type Item, type KeptRejection, type RejectionsPort } from '../ports.ts'
import type { Prepare } from '../prepare.ts'
import { versionName } from '../repair/repairs-port.ts'
import type { Seal } from '../seal.ts'
import { steadily, toDelivery } from '../try-again.ts'
import { outgoingOf, type SendPort } from './outgoing.ts'
import type { Returnable, ReturnsPort } from './returns-port.ts'
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
  /** Messages a second; null for as fast as possible. */
  readonly rate: number | null
  /** Called before the first message is loaded here, which needs a run. */
  readonly beginRun: () => Promise<void>
  /** Hears the tally so far after every few messages. */
  readonly onTally?: ((tally: SendBackTally) => void) | undefined
}

export type SendBackTally = Omit<SendBackOutcome, 'queue' | 'end' | 'failure'>

/** A rejected message as it would be sent. */
interface Candidate extends Delivery {
  readonly rejectedId: string
  readonly version: number
}

/** Messages that are recorded and sent together. */
const portion = 10

/**
 * Sends kept rejected messages back to the queue, each in its newest version and with its origin as an attribute.
 * Each is recorded first and sent second, so that it is recognised; the rejected message counts as rejected until a
 * run has met what was sent. What cannot be sent with its origin is loaded, or left as it is. Throws `PortError`.
 *
 * @param tally is updated along the way, so that it is right even if the work ends early
 */
export const sendBackAll = async (
  sendBack: SendBack,
  tally: { -readonly [Name in keyof SendBackTally]: number },
  signal: AbortSignal,
): Promise<void> => {
  const { rejections, returns, to } = sendBack
  const gate = createGate(sendBack.rate)
  await steadily(() => returns.settle(), signal)
  for (let afterId = '0'; !signal.aborted;) {
    const page = await steadily(() => rejections.next(afterId), signal)
    const last = page.at(-1)
    if (last === undefined) return
    afterId = last.id
    const known = await steadily(() => returns.known(page.map(({ id }) => id)), signal)
    const candidates: Candidate[] = []
    for (const rejection of page) {
      const returnable = known.get(rejection.id)
      if (returnable?.queue !== sendBack.queue) tally.elsewhere += 1
      else {
        const candidate = candidateOf(rejection, returnable, sendBack.seal)
        if (candidate === null) tally.unfit += 1
        else candidates.push(candidate)
      }
    }
    const ordered = to.limits.isFifo ? candidates.toSorted(byTime) : candidates
    for (const wave of inWaves(ordered))
      for (let at = 0; at < wave.length && !signal.aborted;) {
        const some = wave.slice(at, at + Math.min(portion, gate.most))
        at += some.length
        await gate.pass(some.length, signal)
        await sendSome(some, sendBack, tally, signal)
        sendBack.onTally?.({ ...tally })
      }
  }
}

/** The messages of a batch were written in the order of their ids. */
const byTime = (one: Candidate, other: Candidate): number =>
  one.sentAt.getTime() - other.sentAt.getTime() || Number(BigInt(one.rejectedId) - BigInt(other.rejectedId))

/** Null if it cannot be opened. */
const candidateOf = (
  rejection: KeptRejection,
  { newest }: Returnable,
  seal: Pick<Seal, 'open'>,
): Candidate | null => {
  const delivery = toDelivery(rejection, seal)
  if (delivery === null) return null
  const { id: rejectedId } = rejection
  if (newest === null) return { ...delivery, rejectedId, version: 0 }
  const { version, sealedBody } = newest
  try {
    const { body } = seal.open(versionName(rejection.originId, version), sealedBody)
    // Bytes that were not text count as text once a person or a rule has removed all their replacements.
    return { ...delivery, body, isIntact: !body.includes('\uFFFD'), rejectedId, version }
  } catch {
    return null
  }
}

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
