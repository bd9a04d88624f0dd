import type { Delivery, QueuePort } from '../../src/pipeline/ports.ts'

/** A queue in memory that delivers again what is given back, and gives up what was received too often. */
export interface ReturningQueue extends QueuePort {
  readonly send: (deliveries: readonly Delivery[]) => void
  /** Ids of the messages that are still there, hidden ones too. */
  readonly left: () => readonly string[]
  readonly deadLetters: () => readonly string[]
  readonly received: () => number
  /** The most that were in flight at once. */
  readonly mostInFlight: () => number
  /** How many messages each receive call returned, without empty calls. */
  readonly answers: () => readonly number[]
}

interface Message {
  readonly delivery: Delivery
  receives: number
  visibleAt: number
  inFlight: boolean
}

export interface ReturningOptions {
  readonly maxReceiveCount?: number
  /** How long a second of the queue takes, in milliseconds. */
  readonly secondMs?: number
}

export const createReturningQueue = (
  deliveries: readonly Delivery[],
  { maxReceiveCount = Infinity, secondMs = 1 }: ReturningOptions = {},
): ReturningQueue => {
  const messages = new Map<string, Message>()
  const deadLetters: string[] = []
  const answers: number[] = []
  let received = 0
  let most = 0

  const send = (more: readonly Delivery[]): void => {
    for (const delivery of more)
      messages.set(delivery.messageId, { delivery, receives: 0, visibleAt: 0, inFlight: false })
  }
  send(deliveries)

  const isVisible = (message: Message): boolean => performance.now() >= message.visibleAt

  const take = (max: number): readonly Delivery[] => {
    const given: Delivery[] = []
    for (const [id, message] of messages) {
      if (given.length === max) break
      if (!isVisible(message)) continue
      if (message.receives >= maxReceiveCount) {
        messages.delete(id)
        deadLetters.push(id)
        continue
      }
      message.receives += 1
      message.inFlight = true
      message.visibleAt = Infinity
      given.push({ ...message.delivery, receiveCount: message.receives })
    }
    return given
  }

  return {
    visibilitySeconds: 30,
    send,
    left: () => [...messages.keys()],
    deadLetters: () => deadLetters,
    received: () => received,
    mostInFlight: () => most,
    answers: () => answers,
    receive: async ({ max }) => {
      const given = take(max)
      if (given.length === 0) await new Promise((resolve) => setTimeout(resolve, 2))
      else answers.push(given.length)
      received += given.length
      most = Math.max(most, [...messages.values()].filter(({ inFlight }) => inFlight).length)
      return given
    },
    remove: async (asked) => {
      for (const { messageId } of asked) messages.delete(messageId)
      return []
    },
    release: async (asked, delaySeconds) => {
      for (const { messageId } of asked) {
        const message = messages.get(messageId)
        if (message === undefined) continue
        message.inFlight = false
        message.visibleAt = performance.now() + delaySeconds * secondMs
        // It goes to the end of the queue, as no order is promised.
        messages.delete(messageId)
        messages.set(messageId, message)
      }
    },
    extend: async () => undefined,
    depth: async () => {
      const all = [...messages.values()]
      const visible = all.filter(isVisible).length
      return { visible, inFlight: all.length - visible, delayed: 0, at: Date.now() }
    },
  }
}
