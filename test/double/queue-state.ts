import { createHash, randomUUID } from 'node:crypto'
import { between, type Random } from './random.ts'

/** The attributes of a new queue, in SQS's form. */
export interface QueueRules {
  readonly visibilitySeconds: number
  /** After so many receives the next one moves a message to the dead-letter queue; null for never. */
  readonly maxReceiveCount: number | null
  /** Whether messages of a group keep their order: a group with messages in flight delivers none. */
  readonly isFifo?: boolean
}

export interface Delivered {
  readonly id: string
  readonly receipt: string
  readonly body: Buffer
  readonly md5: string
  readonly originId: string | null
  readonly groupId: string | null
  readonly sentAt: number
  readonly receiveCount: number
}

export interface QueueDepth {
  readonly visible: number
  readonly inFlight: number
  readonly delayed: number
}

/** What SQS may do by its own rules, but rarely does. */
export interface Mischief {
  /** How many of the next receives return their first message twice, with two receipts. */
  doubleNext: number
  /** The chance that a receive also returns a message that was delivered before, deleted or not. */
  redeliverShare: number
  /** How often that may happen in all. */
  redeliverLeft: number
}

/** One queue in memory, with the semantics of a standard or a FIFO queue of SQS. Its clock is monotonic. */
export interface QueueState {
  readonly rules: QueueRules
  readonly mischief: Mischief
  readonly send: (body: string | Buffer, options?: SendOptions) => string
  readonly receive: (max: number, visibilitySeconds?: number) => readonly Delivered[]
  /** `stale`: the receipt is not the newest, so that nothing is deleted, as SQS warns. */
  readonly remove: (receipt: string) => 'removed' | 'stale' | 'gone'
  readonly changeVisibility: (receipt: string, seconds: number) => 'done' | 'stale' | 'gone'
  readonly depth: () => QueueDepth
  /** Ids of everything that the queue holds, in whatever state. */
  readonly ids: () => readonly string[]
  /** How often each message was delivered, by its id, including deleted ones. */
  readonly receiveCounts: () => ReadonlyMap<string, number>
  /** Sends all messages again to another queue, under new ids, as a redrive does. Returns new ids by old ones. */
  readonly redriveTo: (target: QueueState) => ReadonlyMap<string, string>
}

export interface SendOptions {
  readonly originId?: string | null
  readonly delaySeconds?: number
  readonly receiveCount?: number
  readonly id?: string
  readonly groupId?: string | null
  /** On a FIFO queue: sent again within five minutes, it is accepted but not delivered. */
  readonly deduplicationId?: string | null
}

interface Stored {
  readonly id: string
  readonly body: Buffer
  readonly md5: string
  readonly originId: string | null
  readonly groupId: string | null
  readonly sentAt: number
  delayedUntil: number
  hiddenUntil: number
  receiveCount: number
  receipt: string | null
}

/** How long a FIFO queue remembers what was sent. */
const deduplicationMs = 5 * 60_000

export const createQueueState = (
  rules: QueueRules,
  deadLetters: QueueState | null,
  random: Random,
): QueueState => {
  const messages = new Map<string, Stored>()
  const given = new Map<string, Stored>()
  const sentIds = new Map<string, { readonly id: string; readonly at: number }>()
  const mischief: Mischief = { doubleNext: 0, redeliverShare: 0, redeliverLeft: 0 }
  const now = () => performance.now()

  const find = (receipt: string): { stored: Stored | null; newest: boolean } => {
    const stored = messages.get(receipt.split('#')[0] ?? '') ?? null
    return { stored, newest: stored?.receipt === receipt }
  }

  const deliver = (stored: Stored, seconds: number): Delivered => {
    stored.receiveCount += 1
    stored.hiddenUntil = now() + seconds * 1000
    stored.receipt = `${stored.id}#${randomUUID()}`
    messages.set(stored.id, stored)
    given.set(stored.id, stored)
    const { id, receipt, body, md5, originId, groupId, sentAt, receiveCount } = stored
    return { id, receipt, body, md5, originId, groupId, sentAt, receiveCount }
  }

  /** Groups of a FIFO queue that deliver nothing, as some of their messages are in flight. */
  const lockedGroups = (): ReadonlySet<string | null> => {
    if (rules.isFifo !== true) return new Set()
    const inFlight = [...messages.values()].filter((stored) => stored.hiddenUntil > now())
    return new Set(inFlight.map((stored) => stored.groupId))
  }

  /** A message that part of the service does not yet know to be hidden or deleted. */
  const again = (seconds: number): readonly Delivered[] => {
    if (mischief.redeliverLeft <= 0 || given.size === 0 || random() >= mischief.redeliverShare) return []
    mischief.redeliverLeft -= 1
    const stored = [...given.values()][between(random, 0, given.size - 1)]
    return stored === undefined ? [] : [deliver(stored, seconds)]
  }

  return {
    rules,
    mischief,
    send: (body, options = {}) => {
      const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body
      const id = options.id ?? randomUUID()
      const { deduplicationId = null } = options
      const former =
        rules.isFifo === true && deduplicationId !== null ? sentIds.get(deduplicationId) : undefined
      if (former !== undefined && now() - former.at < deduplicationMs) return former.id
      if (deduplicationId !== null) sentIds.set(deduplicationId, { id, at: now() })
      messages.set(id, {
        id,
        body: bytes,
        md5: createHash('md5').update(bytes).digest('hex'),
        originId: options.originId ?? null,
        groupId: options.groupId ?? null,
        sentAt: Date.now(),
        delayedUntil: now() + (options.delaySeconds ?? 0) * 1000,
        hiddenUntil: 0,
        receiveCount: options.receiveCount ?? 0,
        receipt: null,
      })
      return id
    },
    receive: (max, visibilitySeconds = rules.visibilitySeconds) => {
      const at = now()
      const extra = again(visibilitySeconds)
      const result: Delivered[] = []
      const locked = lockedGroups()
      for (const stored of messages.values()) {
        if (result.length + extra.length >= max) break
        if (stored.delayedUntil > at || stored.hiddenUntil > at || locked.has(stored.groupId)) continue
        if (
          deadLetters !== null &&
          rules.maxReceiveCount !== null &&
          stored.receiveCount >= rules.maxReceiveCount
        ) {
          messages.delete(stored.id)
          deadLetters.send(stored.body, { id: stored.id, originId: stored.originId })
          continue
        }
        result.push(deliver(stored, visibilitySeconds))
      }
      const first = result[0]
      if (first !== undefined && mischief.doubleNext > 0 && result.length < max) {
        mischief.doubleNext -= 1
        const stored = messages.get(first.id)
        if (stored !== undefined) result.push(deliver(stored, visibilitySeconds))
      }
      return [...result, ...extra]
    },
    remove: (receipt) => {
      const { stored, newest } = find(receipt)
      if (stored === null) return 'gone'
      if (!newest) return 'stale'
      messages.delete(stored.id)
      return 'removed'
    },
    changeVisibility: (receipt, seconds) => {
      const { stored, newest } = find(receipt)
      if (stored === null || stored.hiddenUntil <= now()) return 'gone'
      if (!newest) return 'stale'
      stored.hiddenUntil = now() + seconds * 1000
      return 'done'
    },
    depth: () => {
      const at = now()
      const depth = { visible: 0, inFlight: 0, delayed: 0 }
      for (const { delayedUntil, hiddenUntil } of messages.values()) {
        if (delayedUntil > at) depth.delayed += 1
        else if (hiddenUntil > at) depth.inFlight += 1
        else depth.visible += 1
      }
      return depth
    },
    ids: () => [...messages.keys()],
    receiveCounts: () =>
      new Map([...given.values(), ...messages.values()].map(({ id, receiveCount }) => [id, receiveCount])),
    redriveTo: (target) => {
      const renamed = new Map<string, string>()
      for (const { id, body, originId } of [...messages.values()]) {
        messages.delete(id)
        renamed.set(id, target.send(body, { originId }))
      }
      return renamed
    },
  }
}
