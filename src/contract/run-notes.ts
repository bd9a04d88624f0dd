import { formatCount } from './amount.ts'
import { visible, type Shown } from './visible.ts'

/** What a run noticed in the messages that it could read, apart from their fates. */
export interface RunNotes {
  /** How many messages it read; the other numbers are parts of it. */
  readonly messages: number
  /** Names that no field reads, by pointer, the most frequent first. */
  readonly ignored: readonly IgnoredName[]
  /** Messages with names that may not be shown, or that came once the most names were counted. */
  readonly others: number
  /** Fields some of whose values were finer than PostgreSQL keeps. */
  readonly cut: readonly CutField[]
}

export interface IgnoredName {
  readonly pointer: string
  readonly messages: number
  /** The UTC day on which the first message with it was sent, `2026-03-17`, by this run and those before; left out if unknown. */
  readonly since?: string
}

export interface CutField {
  readonly field: string
  readonly messages: number
}

export const noNotes: RunNotes = { messages: 0, ignored: [], others: 0, cut: [] }

/** The most names that a run counts. A sender could put a new one into each message. */
export const mostIgnoredNames = 50

/** The pointer without its first slash, as shown. */
export const shownPointer = (pointer: string, shown: Shown = visible): string =>
  shown(pointer.replace(/^\//, ''))

/** A share of the messages in words: `40 %`. Never 0 % if there were some, nor 100 % if not all. */
export const shareOf = (part: number, whole: number): string => {
  if (part >= whole) return 'all'
  const percent = Math.round((100 * part) / whole)
  return percent === 0 ? 'less than 1 %' : `${Math.min(percent, 99)} %`
}

/** How many names one sentence lists. */
const listed = 5

/** Names that no field reads and that no earlier run has met, of a run that read so many messages. */
export interface NewNamesNotice {
  readonly newNames: readonly IgnoredName[]
  readonly messages: number
}

/** Something worth knowing: a plain sentence, or new names, from which a page can also add fields. */
export type SourceNotice = string | NewNamesNotice

/** A notice in a sentence. */
export const describeNotice = (notice: SourceNotice, shown: Shown = visible): string =>
  typeof notice === 'string'
    ? notice
    : `Messages of this run have names that no field reads and no run before has seen: ${listNames(notice.newNames, notice.messages, shown)}. To keep one, add a field for it to the definition of the event.`

/** The pointers of the names that the sentence of a notice lists. */
export const newNamesOf = (notice: SourceNotice): readonly string[] =>
  typeof notice === 'string' ? [] : notice.newNames.slice(0, listed).map(({ pointer }) => pointer)

/** Lists the names that a run would ignore; null if there are none. */
export const describeIgnored = (
  { messages, ignored, others }: RunNotes,
  shown: Shown = visible,
): string | null => {
  const parts = [
    ...(ignored.length > 0 ? [listNames(ignored, messages, shown)] : []),
    ...(others > 0 ? [`names that cannot be shown (in ${shareOf(others, messages)})`] : []),
  ]
  return parts.length === 0 ? null : `Names that no field reads: ${parts.join(', ')}.`
}

const listNames = (names: readonly IgnoredName[], messages: number, shown: Shown): string => {
  const first = names
    .slice(0, listed)
    .map(
      ({ pointer, messages: part, since }) =>
        `${shownPointer(pointer, shown)} (in ${shareOf(part, messages)}${since === undefined ? '' : ` since ${since}`})`,
    )
  const more = names.length - first.length
  return [...first, ...(more > 0 ? [`${formatCount(more)} more`] : [])].join(', ')
}

/** Says that a field's values lose what PostgreSQL does not keep. */
export const describeCut = (field: string, shown: Shown = visible): string =>
  `Values of ${shown(field)} are finer than a microsecond, which is the finest that PostgreSQL keeps; Sluice cuts the rest off.`
