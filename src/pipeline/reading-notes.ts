import { pointerTo } from '../contract/field-pointer.ts'
import { mostIgnoredNames, type RunNotes } from '../contract/run-notes.ts'
import { isShowableName } from './showable-name.ts'

/**
 * Notes on messages besides their values. A message is read in one of two ways, and the first may give up in the
 * middle: notes count only once the message has been read, and once for each.
 */
export interface ReadingNotes {
  /** Returns a listener for names that no field reads, in the object at a pointer. */
  readonly ignoredAt: (pointer: string) => (name: string) => void
  /** Returns a listener for cut values of this field. */
  readonly cutOf: (field: string) => () => void
  /** The message that is read next was sent then; null if nobody knows. */
  readonly sentAt: (at: Date | null) => void
  /** The message was read. */
  readonly keep: () => void
  /** It was not read, or reading starts over. */
  readonly forget: () => void
}

export interface CountedNotes extends ReadingNotes {
  readonly counts: () => RunNotes
}

interface Tally {
  count: number
  /** When the first message that has it was sent, in milliseconds; null if that is unknown of all. */
  since: number | null
  isPending: boolean
}

/** The names of one object that are remembered, including those that may not be shown. */
const mostKnown = 1_000
const longestKnown = 64

/** Counts over the messages of a run. A name that may not be shown, or is one too many, counts among the others. */
export const createReadingNotes = (): CountedNotes => {
  let messages = 0
  const { note, settle, sentAt } = createPending()
  const names = new Map<string, Tally>()
  const cut = new Map<string, Tally>()
  const others = newTally()
  const levels = new Map<string, (name: string) => void>()

  const tallyOf = (pointer: string, name: string): Tally => {
    if (!isShowableName(name)) return others
    const whole = `${pointer}${pointerTo(name)}`
    const known = names.get(whole)
    if (known !== undefined) return known
    if (names.size >= mostIgnoredNames) return others
    const tally = newTally()
    names.set(whole, tally)
    return tally
  }
  const listenAt = (pointer: string): ((name: string) => void) => {
    const known = new Map<string, Tally>()
    return (name) => {
      const found = known.get(name)
      if (found !== undefined) return note(found)
      const tally = tallyOf(pointer, name)
      if (known.size < mostKnown && name.length <= longestKnown) known.set(name, tally)
      note(tally)
    }
  }

  return {
    ignoredAt: (pointer) => {
      const found = levels.get(pointer) ?? listenAt(pointer)
      levels.set(pointer, found)
      return found
    },
    cutOf: (field) => {
      const tally = cut.get(field) ?? newTally()
      cut.set(field, tally)
      return () => note(tally)
    },
    sentAt,
    keep: () => {
      messages += 1
      settle(1)
    },
    forget: () => settle(0),
    counts: () => ({
      messages,
      ignored: seen(names, (pointer, { count, since }) => ({
        ...{ pointer, messages: count },
        ...(since === null ? {} : { since: new Date(since).toISOString().slice(0, 10) }),
      })),
      others: others.count,
      cut: seen(cut, (field, { count }) => ({ field, messages: count })),
    }),
  }
}

const newTally = (): Tally => ({ count: 0, since: null, isPending: false })

/** What was noted of the message that is being read. */
const createPending = () => {
  const pending: Tally[] = []
  let sent: number | null = null
  return {
    note: (tally: Tally): void => {
      if (tally.isPending) return
      tally.isPending = true
      pending.push(tally)
    },
    sentAt: (at: Date | null): void => {
      const ms = at?.getTime() ?? NaN
      sent = Number.isNaN(ms) ? null : ms
    },
    /** @param by 1 where the message was read */
    settle: (by: 0 | 1): void => {
      if (pending.length === 0) return
      for (const tally of pending) {
        tally.count += by
        if (by === 1 && sent !== null && (tally.since === null || sent < tally.since)) tally.since = sent
        tally.isPending = false
      }
      pending.length = 0
    },
  }
}

/** The most frequent first. */
const seen = <T extends { readonly messages: number }>(
  tallies: ReadonlyMap<string, Tally>,
  toNote: (name: string, tally: Tally) => T,
): readonly T[] =>
  [...tallies]
    .filter(([, { count }]) => count > 0)
    .map(([name, tally]) => toNote(name, tally))
    .toSorted((a, b) => b.messages - a.messages)
