import { unseen } from '../../contract/visible.ts'
import { rightToLeft } from './right-to-left.ts'
import type { Range } from './mark-body.ts'
import { isInsidePair } from './surrogate-pair.ts'

/** How much of a body is on show at once, in UTF-16 code units: enough for any honest one. */
const longestPage = 20_000

/** What becomes an element of its own: a character that is spelled out, or a stretch that is read from right to left. */
const apart = new RegExp(`${unseen.source}|${rightToLeft.source}`, 'gu')

/** How many of these are on show at once. */
const mostSpelled = 1_000

/**
 * Where the pages of a body begin, in UTF-16 code units; a body that is not long has one. A browser lays out a page in a moment,
 * whatever is on it. No surrogate pair is parted.
 */
export const bodyPages = (body: string): readonly number[] => {
  const starts = [0]
  let from = 0
  let spelled = 0
  const startPage = (at: number): void => {
    starts.push(at)
    from = at
    spelled = 0
  }
  const fillUpTo = (at: number): void => {
    while (at - from > longestPage)
      startPage(from + longestPage - (isInsidePair(body, from + longestPage) ? 1 : 0))
  }
  for (const { index } of body.matchAll(apart)) {
    fillUpTo(index)
    if (spelled === mostSpelled) startPage(index)
    spelled += 1
  }
  fillUpTo(body.length)
  return starts
}

/** A range of the body as it is on a page; null where nothing of it is there. A point at an edge is on the page that begins with it. */
export const onPage = (range: Range, from: number, to: number, isLast: boolean): Range => {
  if (range === null) return null
  const [start, end] = range
  const begins = start < to || (isLast && start <= to)
  const reaches = end > from || start >= from
  return begins && reaches ? [Math.max(start, from) - from, Math.min(end, to) - from] : null
}
