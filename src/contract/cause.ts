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

/** The name of the group that a message with these reasons belongs to, as the database makes it (`sluice.cause_of`). */
export const causeOf = (reasons: readonly CausePart[]): string => {
  const lines = new Set(reasons.map(({ code, pointer }) => `${code} ${code === 'not-json' ? '' : pointer}`))
  return Array.from([...lines].toSorted().join('\n'))
    .slice(0, longest)
    .join('')
}

/** One part of a cause in words, without details, as they differ within a group. */
export const describeCausePart = (part: CausePart, shown: Shown = visible): string =>
  describeReason({ ...part, detail: null }, shown)

/** A group in words, on one line. */
export const describeCause = (cause: string, shown: Shown = visible): string =>
  readCause(cause)
    .map((part) => describeCausePart(part, shown))
    .join('; ') || 'Other reasons'
