import type { Frame } from './frame.ts'
import type { Token } from './tokens.ts'

/** How to read a closing bracket that does not fit. */
export type Misfit =
  /** It should be of the other kind. */
  | { readonly kind: 'wrong' }
  /** Others are missing before it: it closes this many levels. */
  | { readonly kind: 'missing'; readonly levels: number }
  /** It is one too many. */
  | { readonly kind: 'extra' }

/**
 * The likely meaning of a bracket that does not close the innermost level: the one that puts what follows in its
 * right place and lets the remaining brackets close all levels.
 *
 * @param at the place of the bracket among the tokens
 * @param left how many more brackets open than close after it; below 0 if more close
 */
export const misfitOf = (
  frames: readonly Frame[],
  tokens: readonly Token[],
  at: number,
  left: number,
): Misfit => {
  const closes = tokens[at]?.kind === '}' ? 'object' : 'array'
  const found = frames.findLastIndex(({ kind }) => kind === closes)
  const levels = frames.length - found
  const options: readonly (readonly [Misfit, depth: number])[] = [
    [{ kind: 'wrong' }, frames.length - 1],
    ...(found === -1 ? [] : [[{ kind: 'missing', levels }, found] as const]),
    [{ kind: 'extra' }, frames.length],
  ]
  const wanted = wantedAfter(tokens, at)
  const scores = options.map(
    ([, depth]) =>
      (depth + left === 0 ? 1 : 0) +
      (wanted === null || (frames[depth - 1]?.kind ?? 'end') === wanted ? 1 : 0),
  )
  return options[scores.indexOf(Math.max(...scores))]?.[0] ?? { kind: 'extra' }
}

/** The kind of level that the tokens after a bracket need; null if they do not show it. */
const wantedAfter = (tokens: readonly Token[], at: number): 'object' | 'array' | 'end' | null => {
  const [next, second, third] = [tokens[at + 1], tokens[at + 2], tokens[at + 3]]
  switch (next?.kind) {
    case undefined:
      return 'end'
    case '}':
      return 'object'
    case ']':
      return 'array'
    case ',':
      return second !== undefined && isWord(second) && third?.kind === ':' ? 'object' : 'array'
    case 'text':
    case 'bare':
      return second?.kind === ':' ? 'object' : null
    default:
      return null
  }
}

export const isWord = ({ kind }: Token): boolean => kind === 'text' || kind === 'bare'

/** For each token, how many more brackets open than close after it. */
export const bracketsBehind = (tokens: readonly Token[]): readonly number[] => {
  const behind = Array<number>(tokens.length).fill(0)
  let sum = 0
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    behind[at] = sum
    const kind = tokens[at]?.kind
    if (kind === '{' || kind === '[') sum += 1
    else if (kind === '}' || kind === ']') sum -= 1
  }
  return behind
}
