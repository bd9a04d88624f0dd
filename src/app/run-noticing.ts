import { describeCut, type IgnoredName, type RunNotes, type SourceNotice } from '../contract/run-notes.ts'
import { createReadingNotes, type ReadingNotes } from '../pipeline/reading-notes.ts'

/** What a run notices about the messages that it reads, told as it goes on. */
export interface Noticing {
  /** For whoever reads the messages. */
  readonly notes: ReadingNotes
  /** Tells what has not been told yet, and answers the whole. Does not reject. */
  readonly end: () => Promise<RunNotes>
}

/** How many messages are read from one telling to the next. */
const usualPause = 1_000

/**
 * @param seenBefore pointers of names that runs before have ignored, with the day since which they come; rejects where that cannot be known, and then none is new
 * @param onNotice hears, once for each, of names that are new and of fields whose values are cut
 */
export const createNoticing = (
  seenBefore: Promise<ReadonlyMap<string, string | null>>,
  onNotice: (notice: SourceNotice) => void,
  pause = usualPause,
): Noticing => {
  const counted = createReadingNotes()
  let told: Set<string> | null = null
  let before: ReadonlyMap<string, string | null> = new Map()
  const asked = seenBefore.then(
    (names) => {
      told = new Set(names.keys())
      before = names
    },
    () => undefined,
  )
  const toldCut = new Set<string>()
  let left = pause

  const tell = (): RunNotes => {
    const counts = counted.counts()
    const ignored = counts.ignored.map((name) => sinceFirst(name, before.get(name.pointer) ?? null))
    const notes = { ...counts, ignored }
    for (const { field } of notes.cut) {
      if (!toldCut.has(field)) onNotice(describeCut(field))
      toldCut.add(field)
    }
    const fresh = notes.ignored.filter(({ pointer }) => told?.has(pointer) === false)
    if (fresh.length > 0) onNotice({ newNames: fresh, messages: notes.messages })
    for (const { pointer } of fresh) told?.add(pointer)
    return notes
  }

  return {
    notes: {
      ...counted,
      keep: () => {
        counted.keep()
        left -= 1
        if (left > 0) return
        left = pause
        tell()
      },
    },
    end: async () => {
      await asked
      return tell()
    },
  }
}

/** The name with the earlier of two days. */
const sinceFirst = (name: IgnoredName, before: string | null): IgnoredName =>
  before === null || (name.since !== undefined && name.since <= before) ? name : { ...name, since: before }
