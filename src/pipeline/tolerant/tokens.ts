import type { JsonBreak } from '../../contract/json-breaks.ts'
import { closingQuotes, isSpace, readQuoted, type Quoted } from './quoted.ts'

/** A text in quotes, a bare word, `=` and `=>`, or one of JSON's marks; `;` is among them. */
export type TokenKind = 'text' | 'bare' | 'equals' | '{' | '}' | '[' | ']' | ',' | ':' | ';'

export interface Token {
  readonly kind: TokenKind
  readonly start: number
  readonly end: number
  /** Of a text in quotes. */
  readonly quoted: Quoted | null
}

/** A break in a token, or between it and the previous one. */
export interface TokenBreak {
  readonly token: number
  readonly kind: JsonBreak
  readonly start: number
  readonly end: number
}

export interface Tokens {
  readonly all: readonly Token[]
  readonly breaks: readonly TokenBreak[]
}

interface Scanner {
  readonly text: string
  at: number
  readonly tokens: Token[]
  readonly breaks: TokenBreak[]
}

const marks = '{}[],:;'

/** Splits any text into JSON's tokens, once from left to right. Never throws. */
export const tokensOf = (text: string): Tokens => {
  const on: Scanner = { text, at: 0, tokens: [], breaks: [] }
  while (on.at < text.length) step(on)
  return { all: on.tokens, breaks: on.breaks }
}

const step = (on: Scanner): void => {
  const { text, at, tokens } = on
  const mark = text.charAt(at)
  const isValue = tokens.at(-1)?.kind === ':' || tokens.at(-1)?.kind === 'equals'
  if (isSpace(mark)) on.at += 1
  else if (marks.includes(mark)) push(on, mark as TokenKind, at + 1)
  else if (Object.hasOwn(closingQuotes, mark)) {
    const quoted = readQuoted(text, at, isValue, (kind, start, end) => say(on, kind, start, end))
    push(on, 'text', quoted.end, quoted)
  } else if (mark === '=' && !isValue) push(on, 'equals', text[at + 1] === '>' ? at + 2 : at + 1)
  else if (mark === '#' || (mark === '/' && '/*'.includes(text[at + 1] ?? ' '))) skipComment(on)
  else if (isOdd(mark)) skipOdd(on)
  else push(on, 'bare', endOfBare(text, at, isValue))
}

const push = (on: Scanner, kind: TokenKind, end: number, quoted: Quoted | null = null): void => {
  on.tokens.push({ kind, start: on.at, end, quoted })
  on.at = end
}

const say = (on: Scanner, kind: JsonBreak, start: number, end: number): void => {
  on.breaks.push({ token: on.tokens.length, kind, start, end })
}

const skipComment = (on: Scanner): void => {
  const { text, at } = on
  const isBlock = text.startsWith('/*', at)
  const found = text.indexOf(isBlock ? '*/' : '\n', at + 1)
  const end = found === -1 ? text.length : isBlock ? found + 2 : found
  say(on, 'comment', at, end)
  on.at = end
}

/** Control characters, and spaces of Unicode that are not white space in JSON. */
const isOdd = (mark: string): boolean => mark < ' ' || /[\s\ufeff\u200b\u007f]/.test(mark)

const skipOdd = (on: Scanner): void => {
  const { text, at } = on
  let end = at + 1
  if (at === 0 && text[at] === '\uFEFF') say(on, 'byte-order-mark', at, end)
  else {
    while (end < text.length && !isSpace(text.charAt(end)) && isOdd(text.charAt(end))) end += 1
    say(on, 'odd-space', at, end)
  }
  on.at = end
}

/** Where a word ends. As a value it can contain colons, as times and addresses do. */
const endOfBare = (text: string, from: number, isValue: boolean): number => {
  let at = from + 1
  for (; at < text.length; at += 1) {
    const mark = text.charAt(at)
    if (mark === ':') {
      if (!isValue || !/[0-9a-zA-Z:/]/.test(text[at + 1] ?? '')) return at
    } else if (mark === '/') {
      if (text[at + 1] === '*' || (text[at + 1] === '/' && text[at - 1] !== ':')) return at
    } else if (
      (mark === '=' && !isValue) ||
      mark === '"' ||
      marks.includes(mark) ||
      isOdd(mark) ||
      isSpace(mark)
    )
      return at
  }
  return at
}
