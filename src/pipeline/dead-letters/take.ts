import { createHeldMessages } from '../held-messages.ts'
import { backOff, pause } from '../back-off.ts'
import { PortError, type Delivery, type QueuePort } from '../ports.ts'
import { callSize } from '../receiving.ts'
import { steadily } from '../try-again.ts'

export interface Taking {
  readonly queue: QueuePort
  /** How many messages are taken at most; `Infinity` for all. */
  readonly most: number
  /**
   * How many seconds to wait for a message before the queue counts as empty: SQS asks all its servers only in a long
   * poll.
   */
  readonly patience: number
  /** How many receive at once. One on a FIFO queue, or a group's messages would lose their order. */
  readonly takers: number
  /** Handles messages; see `Handled`. If it throws, they go back to the queue and the taking ends. */
  readonly handle: (deliveries: readonly Delivery[]) => Promise<Handled>
}

/** The result for messages: those that are settled elsewhere are deleted, the rest go back at the end. */
export interface Handled {
  readonly settled: readonly Delivery[]
  readonly left: readonly Delivery[]
}

export interface TakeEnd {
  readonly end: 'done' | 'stopped' | 'failed'
  /** Why it failed; null if it did not. */
  readonly error: unknown
}

/** Messages that are left stay hidden until the end, or they would come again and again; SQS allows this many. */
export const mostLeft = 10_000

/** Tries at deleting what is settled elsewhere. What remains comes again and is recognised then. */
const removeTries = 4

/**
 * Takes messages off a queue until it gives none: settled elsewhere first, deleted second. The first is taken alone,
 * so that a missing right shows with one message held. Does not reject.
 */
export const takeAll = async (
  { queue, most, patience, takers, handle }: Taking,
  signal: AbortSignal,
): Promise<TakeEnd> => {
  const held = createHeldMessages(queue, { rows: Infinity, bytes: Infinity })
  const left: Delivery[] = []
  let budget = most
  let isProven = false
  let isAtEnd = false
  let fault: { readonly error: unknown } | null = null

  const takeSome = async (): Promise<void> => {
    const max = Math.min(isProven ? callSize : 1, budget)
    budget -= max
    const deliveries = await steadily(() => queue.receive({ max, waitSeconds: patience }), signal)
    budget += Math.max(0, max - deliveries.length)
    if (deliveries.length === 0) {
      isAtEnd = true
      return
    }
    held.add(deliveries.map(withoutBody))
    try {
      const handled = await handle(deliveries)
      left.push(...handled.left.map(withoutBody))
      await remove(await held.letGo(handled.settled.map(withoutBody)), queue, signal)
    } catch (error) {
      // What was settled but not deleted comes again, too, and is recognised then.
      left.push(...deliveries.map(withoutBody))
      throw error
    }
  }

  const isOver = (): boolean =>
    budget <= 0 || isAtEnd || fault !== null || signal.aborted || left.length >= mostLeft
  const attempt = async (): Promise<void> => {
    try {
      await takeSome()
    } catch (error) {
      fault ??= { error }
    }
  }
  if (!isOver()) await attempt()
  isProven = true
  const taker = async (): Promise<void> => {
    while (!isOver()) await attempt()
  }
  await Promise.all(Array.from({ length: takers }, taker))
  const newest = await held.letGo(left)
  await held.close()
  // The queue takes back by itself what is not released.
  await queue.release(newest, 0).catch(() => undefined)
  const failed = fault as { readonly error: unknown } | null
  if (failed !== null) return { end: 'failed', error: failed.error }
  return { end: signal.aborted ? 'stopped' : 'done', error: null }
}

/** Deletes what is settled elsewhere. Throws what no other try mends. */
const remove = async (
  deliveries: readonly Delivery[],
  queue: QueuePort,
  signal: AbortSignal,
): Promise<void> => {
  let remaining = deliveries
  for (let tries = 0; remaining.length > 0 && tries < removeTries; tries += 1) {
    if (tries > 0) await pause(backOff(tries, 100, 2_000), signal)
    try {
      remaining = await queue.remove(remaining)
    } catch (error) {
      if (!(error instanceof PortError) || error.kind !== 'transient' || tries + 1 === removeTries)
        throw error
    }
  }
}

/** Thousands of large bodies would not fit in memory until the end. */
const withoutBody = (delivery: Delivery): Delivery => ({ ...delivery, body: '' })
