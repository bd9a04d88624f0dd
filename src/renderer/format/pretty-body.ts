/** A body laid out over several lines. */
export interface PrettyBody {
  readonly text: string
  /** Maps a place of the body into it, in UTF-16 code units; a character that was left out maps to where it would be. */
  readonly placeOf: (at: number) => number
}

/** Deeper levels are not indented further, or a body of brackets would grow to the square of its size. */
const deepest = 16

/** Longer bodies are left as they are, in UTF-16 code units. */
const longest = 4_000_000

const isSpace = (character: string): boolean => /[ \t\r\n]/.test(character)
const isStructural = (character: string): boolean => '{}[],:'.includes(character)

/** Where a quoted text ends, after its closing quotation mark; at the end of the body if there is none. */
const endOfText = (body: string, from: number): number => {
  for (let at = from + 1; at < body.length; at += 1) {
    if (body[at] === '\\') at += 1
    else if (body[at] === '"') return at + 1
  }
  return body.length
}

/** Where a number, a name or anything else outside quotation marks ends. */
const endOfWord = (body: string, from: number): number => {
  let at = from + 1
  while (at < body.length && !isSpace(body.charAt(at)) && !isStructural(body.charAt(at)) && body[at] !== '"')
    at += 1
  return at
}

const endOfSpace = (body: string, from: number): number => {
  let at = from
  while (at < body.length && isSpace(body.charAt(at))) at += 1
  return at
}

/**
 * Lays a body out as people write JSON, with one value per line. Only white space between tokens is added or left
 * out, so it also does its best for bodies that are not JSON. Null for what does not look like JSON, or would become
 * too long.
 */
export const prettyBody = (body: string): PrettyBody | null => {
  if (!/^\s*[[{]/.test(body)) return null
  /** What was copied: from where, to where, and its length. */
  const runs: { readonly from: number; readonly to: number; readonly length: number }[] = []
  const parts: string[] = []
  let length = 0
  let depth = 0
  const add = (text: string): void => {
    parts.push(text)
    length += text.length
  }
  /** The last token that was copied. */
  let last = ''
  const copy = (from: number, end: number): void => {
    last = body.charAt(end - 1)
    runs.push({ from, to: length, length: end - from })
    add(body.slice(from, end))
  }
  const newLine = (): void => add(`\n${'  '.repeat(Math.min(Math.max(0, depth), deepest))}`)

  let at = endOfSpace(body, 0)
  while (at < body.length && length <= longest) {
    const character = body.charAt(at)
    if (isSpace(character)) {
      const end = endOfSpace(body, at)
      const isBetweenSigns = isStructural(last) || isStructural(body.charAt(end)) || end === body.length
      if (!isBetweenSigns) copy(at, end)
      at = end
    } else if (character === '"') {
      const end = endOfText(body, at)
      copy(at, end)
      at = end
    } else if (character === '{' || character === '[') {
      copy(at, at + 1)
      const next = endOfSpace(body, at + 1)
      depth += 1
      if (!'}]'.includes(body.charAt(next)) || next === body.length) newLine()
      at = next
    } else if (character === '}' || character === ']') {
      depth -= 1
      if (last !== '{' && last !== '[') newLine()
      copy(at, at + 1)
      at += 1
    } else {
      const end = isStructural(character) ? at + 1 : endOfWord(body, at)
      copy(at, end)
      if (character === ',') newLine()
      else if (character === ':') add(' ')
      at = end
    }
  }
  if (at < body.length) return null
  return { text: parts.join(''), placeOf: placeAmong(runs, length) }
}

const placeAmong =
  (runs: readonly { readonly from: number; readonly to: number; readonly length: number }[], end: number) =>
  (at: number): number => {
    let [low, high] = [0, runs.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((runs[middle]?.from ?? 0) <= at) low = middle + 1
      else high = middle
    }
    const run = runs[low - 1]
    if (run === undefined) return runs[0]?.to ?? end
    return run.to + Math.min(at - run.from, run.length)
  }
