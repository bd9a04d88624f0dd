import type { Delivery, QueuePort } from '../../src/pipeline/ports.ts'

/** A queue in memory, for faults that cannot be provoked in a real one at the right moment. */
export interface ScriptedQueue extends QueuePort {
  readonly waiting: Delivery[]
  /** By message id: a new delivery replaces the previous one. */
  readonly inFlight: Map<string, Delivery>
  readonly removed: Delivery[]
  readonly released: Delivery[]
  readonly extended: Delivery[]
  /** How many seconds each release hides what it gives back. */
  readonly delays: number[]
  /** How many messages each receive call returned. */
  readonly answers: number[]
  /** What happens before a call does its work; it can throw or wait. Each call uses up the first of its kind. */
  readonly before: {
    readonly receive: Step[]
    readonly remove: Step[]
    readonly release: Step[]
    readonly depth: Step[]
  }
}

type Step = () => void | Promise<void>

/** How long an empty receive stays open, in milliseconds, whatever was requested. */
const emptyWait = 2

export const createScriptedQueue = (
  deliveries: readonly Delivery[],
  journal: string[] = [],
  visibilitySeconds = 30,
): ScriptedQueue => {
  const waiting = [...deliveries]
  const inFlight = new Map<string, Delivery>()
  const removed: Delivery[] = []
  const released: Delivery[] = []
  const extended: Delivery[] = []
  const delays: number[] = []
  const answers: number[] = []
  const before: ScriptedQueue['before'] = { receive: [], remove: [], release: [], depth: [] }
  return {
    ...{ visibilitySeconds, waiting, inFlight, removed, released, extended, delays, answers, before },
    receive: async ({ max }) => {
      await before.receive.shift()?.()
      if (waiting.length === 0) await sleep(emptyWait)
      const given = waiting.splice(0, max)
      for (const delivery of given) inFlight.set(delivery.messageId, delivery)
      answers.push(given.length)
      return given
    },
    remove: async (asked) => {
      await before.remove.shift()?.()
      for (const delivery of asked) {
        journal.push(`remove ${delivery.messageId}`)
        inFlight.delete(delivery.messageId)
        removed.push(delivery)
      }
      return []
    },
    release: async (asked, delaySeconds) => {
      await before.release.shift()?.()
      delays.push(delaySeconds)
      for (const delivery of asked) {
        journal.push(`release ${delivery.messageId}`)
        // The queue's own deliveries, whatever the caller has kept of them.
        released.push(inFlight.get(delivery.messageId) ?? delivery)
        inFlight.delete(delivery.messageId)
      }
    },
    extend: async (asked) => {
      extended.push(...asked)
    },
    depth: async () => {
      await before.depth.shift()?.()
      return { visible: waiting.length, inFlight: inFlight.size, delayed: 0, at: Date.now() }
    },
  }
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
