import type { JsonBreak } from '../../contract/json-breaks.ts'
import type { JsonNode } from '../json.ts'
import { place, type Frame } from './frame.ts'
import type { Token, Tokens } from './tokens.ts'

/** One place where a text is not JSON, or is nested too deeply. */
export interface Break {
  readonly kind: JsonBreak | 'too-deep'
  readonly start: number
  readonly end: number
  /** The names that lead to the value that contains it. */
  readonly path: readonly string[]
}

/** The state of reading a text. */
export interface Reader {
  readonly text: string
  readonly tokens: Tokens['all']
  /** How many more brackets open than close after each token. */
  readonly behind: readonly number[]
  readonly lexical: Tokens['breaks']
  /** How many of these have been reported or left out. */
  saidLexical: number
  readonly frames: Frame[]
  readonly breaks: Break[]
  /** How many breaks were found beyond those. */
  left: number
  /** The token that is read next. */
  at: number
  root: JsonNode | null
  hides: boolean
  /**
   * Whether something complete was read since the last missing or extra mark; until then further ones follow from it.
   */
  settled: boolean
  /** The token at which such a mark was left out. */
  muted: number | null
  /** Whether the rest is already part of a break. */
  isOver: boolean
}

const pathOf = ({ frames }: Reader): readonly string[] =>
  frames.flatMap(({ pending }) => (pending === null || pending.isUncertain === true ? [] : [pending.key]))

export const say = (on: Reader, kind: Break['kind'], start: number, end: number): void => {
  if (on.breaks.length < mostBreaks) on.breaks.push({ kind, start, end, path: pathOf(on) })
  else on.left += 1
}

/** The most that are kept with their places; a text could have a million. */
const mostBreaks = 1_000

/** For missing or extra marks: those that follow before anything is complete again are not reported. */
export const sayMark = (on: Reader, kind: Break['kind'], start: number, end: number): boolean => {
  const says = on.settled
  on.muted = says ? null : on.at
  if (says) say(on, kind, start, end)
  on.settled = false
  return says
}

/** From the end of the token before to the first character of this one, between which something is missing. */
export const sayGap = (on: Reader, kind: JsonBreak, { start }: Token): boolean => {
  const first = on.text.codePointAt(start) ?? 0
  return sayMark(on, kind, endBefore(on), start + (first > 0xffff ? 2 : 1))
}

export const endBefore = ({ tokens, at }: Reader): number => tokens[at - 1]?.end ?? 0

export const kindAt = ({ tokens, at }: Reader, ahead: number): Token['kind'] | undefined =>
  tokens[at + ahead]?.kind

/** Reports the breaks in the next token and before it. */
export const sayLexical = (on: Reader): void => {
  for (; on.saidLexical < on.lexical.length; on.saidLexical += 1) {
    const found = on.lexical[on.saidLexical]
    if (found === undefined || found.token > on.at) return
    say(on, found.kind, found.start, found.end)
  }
}

/** A value is complete. */
export const put = (on: Reader, node: JsonNode): void => {
  const frame = on.frames.at(-1)
  if (frame === undefined) on.root = node
  else place(frame, node)
  on.settled = true
}

export const isComma = (kind: Token['kind'] | undefined): boolean => kind === ',' || kind === ';'

export const placeBroken = (on: Reader, frame: Frame, at: number): void =>
  place(frame, { kind: 'broken', start: endBefore(on), end: at })
