import type { Failure } from '../contract/failure.ts'
import { refusalKind } from './refusal.ts'
import type { Delivery, Item } from './ports.ts'

/**
 * A message that the database refused by itself. Only a witness shows whether the message or the table is at fault: a
 * row that was loaded after the first refusal of this kind.
 */
export interface Suspect {
  readonly item: Item
  readonly refusal: Failure
  /** When it, or a batch with it, was first refused this way; see `Suspects.tick`. */
  readonly refusedAt: number
  /** How often it was given back because there was no witness. */
  readonly returns: number
}

export type Verdict =
  /** Others are still to be tried, or nobody is suspected. */
  | { readonly kind: 'open' }
  /** Nothing that the run had held was loaded since: the table is at fault. */
  | { readonly kind: 'table'; readonly suspect: Suspect }
  /** One message, and no other row to compare it with. */
  | { readonly kind: 'alone'; readonly suspect: Suspect; readonly delayMs: number }

/** What a run knows of refused messages. All writers of the run share it, so a row that one of them loads serves all. */
export interface Suspects {
  /** Numbers commits and refusals in the order in which they happen. */
  readonly tick: () => number
  /** Returns the messages that were given back and now have a witness: they can be received again at once. */
  readonly noteLoaded: (startedAt: number) => readonly Delivery[]
  /** Forgets these messages: they are settled. */
  readonly noteSettled: (items: readonly Item[]) => void
  readonly add: (item: Item, refusal: Failure, refusedAt: number) => void
  /** Takes out those that have a witness by now. */
  readonly takeConvicted: () => readonly Suspect[]
  /** @param heldRows deliveries in memory: if there are others than the suspects', they are tried first */
  readonly judge: (heldRows: number) => Verdict
  /** Takes out all that are held. */
  readonly takeAll: () => readonly Suspect[]
  /** Notes that the one held message was given back. */
  readonly noteReturned: (suspect: Suspect, delivery: Delivery) => void
  /** Whether messages held wait for a witness. */
  readonly areInHand: () => boolean
  /** A message that was given back and has no witness yet. */
  readonly waiting: () => Suspect | null
  /** Ids of the messages that wait for a witness, or did in the run before and were not seen in this one. */
  readonly messageIds: () => readonly string[]
}

/** How long a message without a witness is given back for, the first time and at most, in milliseconds. */
const delays = { first: 60_000, most: 900_000 } as const

/** The most messages recorded for the next run. */
const mostNoted = 500

/**
 * @param before ids of the messages that waited for a witness when the run before ended: any row is a witness for
 * them
 */
export const createSuspects = (before: readonly string[] = []): Suspects => {
  let now = 0
  let lastLoaded = 0
  let inHand: readonly Suspect[] = []
  const returned = new Map<string, { readonly suspect: Suspect; readonly delivery: Delivery }>()
  const remembered = new Set(before)

  const hasWitness = ({ refusedAt }: Suspect): boolean => lastLoaded > refusedAt
  const waiting = (): Suspect | null =>
    [...returned.values()].find(({ suspect }) => !hasWitness(suspect))?.suspect ?? null

  return {
    tick: () => (now += 1),
    noteLoaded: (startedAt) => {
      const former = lastLoaded
      lastLoaded = Math.max(lastLoaded, startedAt)
      return [...returned.values()]
        .filter(({ suspect }) => suspect.refusedAt >= former && hasWitness(suspect))
        .map(({ delivery }) => delivery)
    },
    noteSettled: (items) => {
      if (remembered.size === 0 && returned.size === 0) return
      for (const id of items.flatMap(idsOf)) {
        remembered.delete(id)
        returned.delete(id)
      }
    },
    add: (item, refusal, refusedAt) => {
      const id = idOf(item)
      const former = returned.get(id)?.suspect
      const isSame = former !== undefined && refusalKind(former.refusal) === refusalKind(refusal)
      const since = remembered.has(id) ? 0 : isSame ? Math.min(former.refusedAt, refusedAt) : refusedAt
      returned.delete(id)
      inHand = [...inHand, { item, refusal, refusedAt: since, returns: former?.returns ?? 0 }]
    },
    takeConvicted: () => {
      const convicted = inHand.filter(hasWitness)
      inHand = inHand.filter((suspect) => !hasWitness(suspect))
      return convicted
    },
    judge: (heldRows) => judgeInHand(inHand, heldRows, waiting() !== null),
    takeAll: () => {
      const all = inHand
      inHand = []
      return all
    },
    noteReturned: (suspect, delivery) => {
      inHand = inHand.filter((other) => other !== suspect)
      returned.set(idOf(suspect.item), { suspect: { ...suspect, returns: suspect.returns + 1 }, delivery })
    },
    areInHand: () => inHand.length > 0,
    waiting,
    messageIds: () => {
      const open = [...inHand, ...[...returned.values()].map(({ suspect }) => suspect)]
      const ids = open.filter((suspect) => !hasWitness(suspect)).map(({ item }) => idOf(item))
      return [...new Set([...ids, ...remembered])].slice(0, mostNoted)
    },
  }
}

/** @param isWaiting whether a message that was given back has no witness yet */
const judgeInHand = (inHand: readonly Suspect[], heldRows: number, isWaiting: boolean): Verdict => {
  const [suspect] = inHand
  const rows = inHand.reduce((sum, { item }) => sum + item.deliveries.length, 0)
  if (suspect === undefined || heldRows > rows) return { kind: 'open' }
  const isAlone = new Set(inHand.map(({ item }) => idOf(item))).size === 1 && !isWaiting
  if (!isAlone) return { kind: 'table', suspect }
  const delayMs = Math.min(delays.most, delays.first * 2 ** Math.min(suspect.returns, 10))
  return { kind: 'alone', suspect, delayMs }
}

const idOf = (item: Item): string => item.deliveries[0].messageId

const idsOf = (item: Item): readonly string[] => item.deliveries.map(({ messageId }) => messageId)
