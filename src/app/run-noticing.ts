import { describeCut, type RunNotes, type SourceNotice } from '../contract/run-notes.ts'
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
 * @param seenBefore pointers of names that runs before have ignored; rejects where that cannot be known, and then none is new
 * @param onNotice hears, once for each, of names that are new and of fields whose values are cut
 */
export const createNoticing = (
  seenBefore: Promise<ReadonlySet<string>>,
  onNotice: (notice: SourceNotice) => void,
  pause = usualPause,
): Noticing => {
  const counted = createReadingNotes()
  let told: Set<string> | null = null
  const asked = seenBefore.then(
    (names) => {
      told = new Set(names)
    },
    () => undefined,
  )
  const toldCut = new Set<string>()
  let left = pause

  const tell = (): RunNotes => {
    const notes = counted.counts()
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
