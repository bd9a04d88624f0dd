import type { DiffPart } from '../../contract/rules.ts'

/** A stretch of two texts: in both, only in the first, or only in the second. */
export interface DiffStretch {
  readonly kind: 'same' | 'gone' | 'come'
  /** In UTF-16 code units: of the first text, or of the second for what was added. */
  readonly start: number
  readonly end: number
}

/** Tokens: JSON texts, names, numbers, white space, and every other character by itself. */
const tokens = /"(?:[^"\\]|\\.){0,2000}"|[\p{L}\p{N}_.+-]{1,2000}|\s{1,2000}|[^]/gu

/** Longer texts, in UTF-16 code units, are compared from both ends only. */
const mostCompared = 200_000

/** The most pairs of tokens that are compared. */
const mostPairs = 1_000_000

/**
 * The differences between two texts, word by word: few if they are nearly the same. Never slow, however long they
 * are.
 */
export const diffTexts = (before: string, after: string): readonly DiffStretch[] => {
  const isShort = before.length + after.length <= mostCompared
  const [from, to] = isShort ? [wordsOf(before), wordsOf(after)] : [[...before], [...after]]
  let head = 0
  while (head < from.length && head < to.length && from[head] === to[head]) head += 1
  let tail = 0
  const most = Math.min(from.length, to.length) - head
  while (tail < most && from.at(-1 - tail) === to.at(-1 - tail)) tail += 1
  const [inFrom, inTo] = [from.slice(head, from.length - tail), to.slice(head, to.length - tail)]
  const kinds = [
    ...Array<Kind>(head).fill('same'),
    ...(inFrom.length * inTo.length <= mostPairs ? align(inFrom, inTo) : replaced(inFrom, inTo)),
    ...Array<Kind>(tail).fill('same'),
  ]
  return stretchesOf(kinds, from, to)
}

type Kind = DiffStretch['kind']

const wordsOf = (text: string): readonly string[] => text.match(tokens) ?? []

const replaced = (from: readonly string[], to: readonly string[]): readonly Kind[] => [
  ...from.map((): Kind => 'gone'),
  ...to.map((): Kind => 'come'),
]

/** The longest common subsequence of words, and everything else. */
const align = (from: readonly string[], to: readonly string[]): readonly Kind[] => {
  const width = to.length + 1
  const longest = new Uint32Array((from.length + 1) * width)
  const at = (one: number, other: number): number => longest[one * width + other] ?? 0
  for (let one = from.length - 1; one >= 0; one -= 1)
    for (let other = to.length - 1; other >= 0; other -= 1)
      longest[one * width + other] =
        from[one] === to[other]
          ? at(one + 1, other + 1) + 1
          : Math.max(at(one + 1, other), at(one, other + 1))
  const kinds: Kind[] = []
  for (let one = 0, other = 0; one < from.length || other < to.length;) {
    if (one < from.length && other < to.length && from[one] === to[other]) {
      kinds.push('same')
      one += 1
      other += 1
    } else if (other >= to.length || (one < from.length && at(one + 1, other) >= at(one, other + 1))) {
      kinds.push('gone')
      one += 1
    } else {
      kinds.push('come')
      other += 1
    }
  }
  return kinds
}

const stretchesOf = (
  kinds: readonly Kind[],
  from: readonly string[],
  to: readonly string[],
): readonly DiffStretch[] => {
  const found: DiffStretch[] = []
  let [one, other, inBefore, inAfter] = [0, 0, 0, 0]
  for (const kind of kinds) {
    const start = kind === 'come' ? inAfter : inBefore
    const length = (kind === 'come' ? to[other] : from[one])?.length ?? 0
    if (kind !== 'come') [one, inBefore] = [one + 1, inBefore + length]
    if (kind !== 'gone') [other, inAfter] = [other + 1, inAfter + length]
    const last = found.at(-1)
    if (last?.kind === kind) found[found.length - 1] = { ...last, end: start + length }
    else found.push({ kind, start, end: start + length })
  }
  return found
}

/** How much equal text is shown around a difference, and how much of a difference itself, in UTF-16 code units. */
const [around, mostShown] = [120, 2_000]

/**
 * The differences, in texts that replace the compared ones character for character. Equal text is shown as in the
 * first one, so a value that was covered is not revealed by its new name.
 */
export const showDiff = (
  stretches: readonly DiffStretch[],
  before: string,
  after: string,
): readonly DiffPart[] =>
  stretches.flatMap(({ kind, start, end }, index): readonly DiffPart[] => {
    const text = (kind === 'come' ? after : before).slice(start, end)
    if (kind !== 'same') return cut(kind, text, mostShown, 0)
    const isFirst = index === 0
    const isLast = index === stretches.length - 1
    return isFirst && isLast
      ? cut(kind, text, mostShown, 0)
      : cut(kind, text, isFirst ? 0 : around, isLast ? 0 : around)
  })

/** The two ends of a text, and how much is left out between them. */
const cut = (kind: Kind, text: string, head: number, tail: number): readonly DiffPart[] => {
  const characters = text.length - head - tail
  if (characters <= 0) return [{ kind, text }]
  const [first, last] = [text.slice(0, head), tail === 0 ? '' : text.slice(-tail)]
  return [
    ...(first === '' ? [] : [{ kind, text: first.toWellFormed() }]),
    { kind: 'skipped', characters },
    ...(last === '' ? [] : [{ kind, text: last.toWellFormed() }]),
  ]
}
