import { describeReason, isReasonCode, type Reason } from './reason.ts'
import { visible, type Shown } from './visible.ts'

/** One of the things that the messages of a group have in common. */
export type CausePart = Pick<Reason, 'code' | 'pointer'>

/**
 * Splits a group's name, one `code pointer` a line, as the database makes it. The last line of a name that was cut
 * for its length is dropped.
 */
export const readCause = (cause: string): readonly CausePart[] =>
  cause.split('\n').flatMap((line) => {
    const space = line.indexOf(' ')
    const code = line.slice(0, space)
    return isReasonCode(code) ? [{ code, pointer: line.slice(space + 1) }] : []
  })

/** The longest name of a group, in characters. */
const longest = 600

/**
 * What a reason has in common with those of other messages. A text that is not JSON breaks somewhere else in each, so
 * its place is left out.
 */
export const causePartOf = ({ code, pointer }: CausePart): CausePart => ({
  code,
  pointer: code === 'not-json' ? '' : pointer,
})

/** What a message's reasons have in common with those of others, each once, by its line in a group's name. */
export const causePartsOf = (reasons: readonly CausePart[]): ReadonlyMap<string, CausePart> =>
  new Map(reasons.map(causePartOf).map((part) => [`${part.code} ${part.pointer}`, part]))

/** The name of the group that a message with these reasons belongs to, as the database makes it (`sluice.cause_of`). */
export const causeOf = (reasons: readonly CausePart[]): string =>
  Array.from([...causePartsOf(reasons).keys()].toSorted().join('\n'))
    .slice(0, longest)
    .join('')

/** One part of a cause in words, without details, as they differ within a group. */
export const describeCausePart = (part: CausePart, shown: Shown = visible): string =>
  describeReason({ ...part, detail: null }, shown)

/** A group in words, on one line. */
export const describeCause = (cause: string, shown: Shown = visible): string =>
  readCause(cause)
    .map((part) => describeCausePart(part, shown))
    .join('; ') || 'Other reasons'
