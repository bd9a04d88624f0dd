import { compileSearch, type Wanted } from './search.ts'

/**
 * Whether a pattern matches a whole text: `*` is any characters or none, `?` is one character, all others are
 * literal. Between two stars the first match is as good as any, so one pass is enough.
 */
export const compileGlob = (pattern: string): ((text: string) => boolean) => {
  const parts = pattern.split('*').map(wantedOf)
  const [first = [], ...others] = parts
  const last = others.pop()
  const between = others.filter((part) => part.length > 0).map(compileSearch)
  return (text) => {
    const points = pointsOf(text)
    if (!fitsAt(points, 0, first)) return false
    if (last === undefined) return points.length === first.length
    let at = first.length
    for (const search of between) {
      const end = search(points, at)
      if (end === null) return false
      at = end
    }
    const tail = points.length - last.length
    return tail >= at && fitsAt(points, tail, last)
  }
}

const wantedOf = (part: string): readonly Wanted[] =>
  Array.from(part, (character) => (character === '?' ? null : (character.codePointAt(0) ?? null)))

/** Characters as people count them, an unpaired surrogate as one. */
const pointsOf = (text: string): Uint32Array => {
  const points = new Uint32Array(text.length)
  let count = 0
  for (let at = 0; at < text.length; count += 1) {
    const point = text.codePointAt(at) ?? 0
    points[count] = point
    at += point > 0xffff ? 2 : 1
  }
  return points.subarray(0, count)
}

const fitsAt = (points: Uint32Array, at: number, part: readonly Wanted[]): boolean =>
  at + part.length <= points.length &&
  part.every((wanted, place) => wanted === null || points[at + place] === wanted)
