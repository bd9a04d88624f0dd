import type { RedriveOutcome } from '../../contract/dead-letters.ts'
import { createGate, type Gate } from '../gate.ts'
import type { Delivery, Item } from '../ports.ts'
import { steadily } from '../try-again.ts'
import { keepItems } from './keep.ts'
import { ontoBench } from './onto-bench.ts'
import { outgoingOf, type Outgoing, type SendPort } from './outgoing.ts'
import type { Pull } from './pull.ts'
import type { ReturnsPort } from './returns-port.ts'
import { takeAll, type Handled, type TakeEnd } from './take.ts'
import { inWaves } from './waves.ts'
import { isMeant } from './whose.ts'

export interface Redrive extends Omit<Pull, 'onTally'> {
  readonly to: SendPort
  readonly returns: ReturnsPort
  /** Messages a second; null for as fast as possible. */
  readonly rate: number | null
  /** Called before the first message is kept here, which needs a run. */
  readonly beginRun: () => Promise<void>
  /** Hears the tally so far after every few messages. */
  readonly onTally?: ((tally: RedriveTally) => void) | undefined
}

export type RedriveTally = Pick<
  RedriveOutcome,
  'sent' | 'loaded' | 'pulled' | 'known' | 'others' | 'cameBack'
>

/** Calls open at once, if there is no order to keep. */
const takers = 4

interface Ready {
  readonly item: Item
  readonly outgoing: Outgoing
}

/** A redrive under way. */
interface Course {
  readonly redrive: Redrive
  readonly tally: { -readonly [Name in keyof RedriveTally]: number }
  readonly signal: AbortSignal
}

/**
 * Sends messages of a dead-letter queue back to the queue that gave them up: each with its origin as an attribute,
 * sent first and deleted second. What cannot be sent this way is loaded or kept here. A kill between the two sends a
 * message twice, and the ledger makes one row of both. Does not reject.
 */
export const redriveAll = async (
  redrive: Redrive,
  signal: AbortSignal,
): Promise<{ readonly tally: RedriveTally; readonly taken: TakeEnd }> => {
  const tally = { sent: 0, loaded: 0, pulled: 0, known: 0, others: 0, cameBack: 0 }
  const course = { redrive, tally, signal }
  const gate = createGate(redrive.rate)
  /** Origins of this redrive: a message that comes back during it would go round forever. */
  const origins = new Set<string>()

  const handle = async (deliveries: readonly Delivery[]): Promise<Handled> => {
    const meant = deliveries.filter((delivery) => isMeant(delivery, redrive.whose))
    const fresh = meant.filter(({ originId }) => !origins.has(originId))
    for (const { originId } of fresh) origins.add(originId)
    const settled: Delivery[] = []
    for (const part of inWaves(fresh))
      for (let at = 0; at < part.length && !signal.aborted; at += gate.most) {
        const some = part.slice(at, at + gate.most)
        await sendWave(some, gate, course)
        redrive.onTally?.({ ...tally })
        settled.push(...some)
      }
    tally.others += deliveries.length - meant.length
    tally.cameBack += meant.length - fresh.length
    redrive.onTally?.({ ...tally })
    return { settled, left: deliveries.filter((delivery) => !settled.includes(delivery)) }
  }

  const taken = await takeAll(
    {
      ...{ queue: redrive.from, most: redrive.most, patience: redrive.patience },
      ...{ takers: redrive.isFifo ? 1 : takers, handle },
    },
    signal,
  )
  return { tally, taken }
}

/** Sends the deliveries of one wave, and keeps here those that cannot be sent with their origin. */
const sendWave = async (deliveries: readonly Delivery[], gate: Gate, course: Course): Promise<void> => {
  const { redrive, signal } = course
  const ready: Ready[] = []
  const unfit: Item[] = []
  for (const item of redrive.prepare(deliveries)) {
    const [first] = item.deliveries
    // A receive is an attempt. The id is new whenever the message was sent again.
    const outgoing = outgoingOf(first, `${first.messageId}\0${first.receiveCount}`, redrive.to.limits)
    if (typeof outgoing === 'string') unfit.push(item)
    else ready.push({ item, outgoing })
  }
  await gate.pass(ready.length, signal)
  await sendReady(ready, course)
  await keepHere(unfit, course)
}

/** Notes each return before it is sent. What was sent before and is back goes onto the bench; what is refused is kept here. */
const sendReady = async (ready: readonly Ready[], course: Course): Promise<void> => {
  if (ready.length === 0) return
  const { redrive, tally, signal } = course
  const { queue, reject, returns, to } = redrive
  const asked = ready.map(({ item }) => ({ rejected: null, originId: item.deliveries[0].originId }))
  const answers = await steadily(() => returns.begin(asked), signal)
  const going = ready.flatMap((one, index) => {
    const answer = answers[index]
    return answer?.kind === 'noted' ? [{ ...one, returnId: answer.returnId }] : []
  })
  await keepHere(
    ready.flatMap(({ item }, index) =>
      answers[index]?.kind === 'noted' ? [] : [ontoBench(item, queue, reject)],
    ),
    course,
  )
  if (going.length === 0) return
  const sent = await steadily(() => to.send(going.map(({ outgoing }) => outgoing)), signal)
  const isTaken = (index: number): boolean => sent[index]?.kind === 'sent'
  const ids = (taken: boolean) =>
    going.filter((_, index) => isTaken(index) === taken).map(({ returnId }) => returnId)
  await steadily(() => returns.confirm(ids(true)), signal)
  await steadily(() => returns.withdraw(ids(false)), signal)
  tally.sent += ids(true).length
  await keepHere(
    going.filter((_, index) => !isTaken(index)).map(({ item }) => item),
    course,
  )
}

/** Loads items, or keeps them as rejected. */
const keepHere = async (items: readonly Item[], { redrive, tally, signal }: Course): Promise<void> => {
  if (items.length === 0) return
  await steadily(redrive.beginRun, signal)
  const counts = await keepItems(items, redrive, signal)
  tally.loaded += counts.loaded
  tally.pulled += counts.rejected
  tally.known += counts.duplicates
}
