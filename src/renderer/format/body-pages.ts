import { unseen } from '../../contract/visible.ts'
import { rightToLeft } from './right-to-left.ts'
import type { Range } from './mark-body.ts'
import { isInsidePair } from './surrogate-pair.ts'

/** The most of a body shown at once, in UTF-16 code units: more than any ordinary body has. */
const longestPage = 20_000

/** What becomes a separate element: a character that is spelled out, or a right-to-left stretch. */
const apart = new RegExp(`${unseen.source}|${rightToLeft.source}`, 'gu')

/** The most such elements shown at once. */
const mostSpelled = 1_000

/**
 * Where the pages of a body begin, in UTF-16 code units; a short body has one page. A browser lays out any page
 * quickly, whatever is on it. No surrogate pair is split.
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

/** A range of the body, relative to a page; null if none of it is there. An empty range between two pages is on the later one. */
export const onPage = (range: Range, from: number, to: number, isLast: boolean): Range => {
  if (range === null) return null
  const [start, end] = range
  const begins = start < to || (isLast && start <= to)
  const reaches = end > from || start >= from
  return begins && reaches ? [Math.max(start, from) - from, Math.min(end, to) - from] : null
}
