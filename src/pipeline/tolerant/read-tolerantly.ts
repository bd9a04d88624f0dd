import type { JsonNode } from '../json.ts'
import { readBare } from './bare.ts'
import { bracketsBehind, isWord } from './closing.ts'
import { openFrame } from './frame.ts'
import { close, finish } from './levels.ts'
import { atColon, atComma, atName, atValue } from './members.ts'
import { kindAt, say, sayGap, sayLexical, sayMark, type Break, type Reader } from './reader.ts'
import { tokensOf, type Token } from './tokens.ts'
import { takeValue } from './values.ts'

export interface TolerantReading {
  /** The value recovered from the text; null if there is none. */
  readonly root: JsonNode | null
  /** In the order of the text. Empty if it is JSON. */
  readonly breaks: readonly Break[]
  /** How many breaks there are beyond these. */
  readonly left: number
  /** Whether a break may hide names, so that nothing counts as missing. */
  readonly hides: boolean
}

/**
 * Reads a text that is not JSON as far as it is clear what was meant. Each break is reported once, at its place, and
 * none that only follows from another. Time and memory are linear in the text. Never throws.
 */
export const readTolerantly = (text: string): TolerantReading => {
  const { all: tokens, breaks: lexical } = tokensOf(text)
  const on: Reader = {
    ...{
      text,
      tokens,
      lexical,
      saidLexical: 0,
      behind: bracketsBehind(tokens),
      frames: [],
      breaks: [],
      left: 0,
      at: 0,
    },
    ...{ root: null, hides: false, settled: true, muted: null, isOver: false },
  }
  while (on.at < tokens.length && !on.isOver) step(on)
  end(on)
  const breaks = on.breaks.toSorted((one, other) => one.start - other.start)
  return { root: on.root, breaks, left: on.left, hides: on.hides }
}

const step = (on: Reader): void => {
  const token = on.tokens[on.at]
  if (token === undefined) return
  const frame = on.frames.at(-1)
  if (frame === undefined && on.root !== null) return atEndOfRoot(on, token)
  sayLexical(on)
  if (token.kind === '}' || token.kind === ']') return close(on, token)
  if (frame === undefined) return atRoot(on, token)
  switch (frame.expects) {
    case 'name':
      return atName(on, frame, token)
    case 'colon':
      return atColon(on, frame, token)
    case 'value':
      return atValue(on, frame, token)
    case 'comma':
      return atComma(on, frame, token)
  }
}

const atRoot = (on: Reader, token: Token): void => {
  if (token.kind === ',' || token.kind === ';') {
    sayMark(on, 'extra-comma', token.start, token.end)
    on.at += 1
  } else if (isWord(token) && kindAt(on, 1) === ':') {
    sayGap(on, 'missing-opening', token)
    on.frames.push(openFrame('object', token.start))
  } else if (token.kind === 'bare' && 'breaks' in readBare(on.text, token.start, token.end)) {
    const word = readBare(on.text, token.start, token.end)
    const isAlone = on.tokens.length === 1 && 'breaks' in word && word.breaks !== 'unquoted-text'
    sayRest(on, isAlone ? word.breaks : 'other-format', token)
  } else if (token.kind === ':' || token.kind === 'equals') {
    sayRest(on, 'other-format', token)
  } else takeValue(on, token)
}

/** Everything that is left is one break. */
const sayRest = (on: Reader, kind: Break['kind'], token: Token): void => {
  say(on, kind, token.start, on.tokens.at(-1)?.end ?? token.end)
  on.hides = on.isOver = true
}

const atEndOfRoot = (on: Reader, token: Token): void => {
  const isBracket = (one: Token): boolean => one.kind === '}' || one.kind === ']'
  let at = on.at
  for (let one = on.tokens[at]; one !== undefined && isBracket(one); one = on.tokens[at]) at += 1
  if (at < on.tokens.length) sayRest(on, 'text-after-end', token)
  else {
    sayRest(on, 'extra-bracket', token)
    on.hides = false
  }
}

/** The text has ended, or what is left of it is part of a break. */
const end = (on: Reader): void => {
  if (!on.isOver) {
    sayLexical(on)
    if (on.frames.length > 0) sayCutOff(on)
  }
  while (on.frames.length > 0) finish(on, on.text.length, true)
}

const sayCutOff = (on: Reader): void => {
  on.hides = true
  const { text, tokens, breaks } = on
  const last = tokens.at(-1)
  // It was cut in the middle of a text, which was reported. Breaks at the cut only follow from it.
  if (last?.quoted?.ending === 'at-end-of-text') {
    const isOfCut = ({ kind, end: to }: Break): boolean => kind === 'bad-escape' && to >= text.length
    const kept = breaks.filter((one) => !isOfCut(one))
    breaks.splice(0, breaks.length, ...kept)
    return
  }
  if (on.frames.every(({ strays }) => strays > 0)) return
  const from =
    last?.kind === 'bare' && last.end === text.length
      ? last.start
      : Math.max(0, Math.min(last?.end ?? 0, text.length - 1))
  say(on, 'cut-off', from, text.length)
}
