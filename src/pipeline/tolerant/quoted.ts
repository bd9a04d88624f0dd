import type { JsonBreak } from '../../contract/json-breaks.ts'
import { isPlain, readEscapeAt } from '../json-string.ts'

/** A text in quotes, as far as it goes. */
export interface Quoted {
  /** The place after its closing quote, or where it seems to end without one. */
  readonly end: number
  readonly value: string
  /** Whether the value is what was meant, so that it can be judged. */
  readonly isSound: boolean
  readonly ending: 'closed' | 'open' | 'at-end-of-text'
}

export type SayBreak = (kind: JsonBreak, start: number, end: number) => void

/** What closes a text, by what opens it. The last ones come from word processors. */
export const closingQuotes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '\u201c': '\u201d',
  '\u201d': '\u201d',
  '\u201e': '\u201c',
  '\u2018': '\u2019',
}

interface Scanning {
  readonly text: string
  readonly start: number
  readonly closing: string
  readonly say: SayBreak
  at: number
  value: string
  isSound: boolean
}

/**
 * Reads a text that begins with a quote of any kind. If its closing quote is missing, it ends before what looks like
 * the next name or value, or at the end of the line or the text. It looks at each character a few times.
 *
 * @param isValue whether it follows a colon
 */
export const readQuoted = (text: string, start: number, isValue: boolean, say: SayBreak): Quoted => {
  const opening = text.charAt(start)
  const held: Parameters<SayBreak>[] = []
  const hold: SayBreak = (...found) => held.push(found)
  const closing = closingQuotes[opening] ?? opening
  const on: Scanning = { text, start, closing, say: hold, at: start + 1, value: '', isSound: true }
  const { end, ending } = findEnd(on, isValue)
  if (opening !== '"') say(opening === "'" ? 'single-quotes' : 'other-quotes', start, end)
  else if (ending !== 'closed') say('no-closing-quote', start, end)
  // What was read beyond its end is read again.
  for (const found of held) if (found[1] < end) say(...found)
  return { end, value: on.value, isSound: on.isSound && ending === 'closed', ending }
}

const findEnd = (on: Scanning, isValue: boolean): Pick<Quoted, 'end' | 'ending'> => {
  const { text, closing } = on
  for (;;) {
    const from = on.at
    while (on.at < text.length && isPlain(text.charCodeAt(on.at)) && text[on.at] !== closing) on.at += 1
    on.value += text.slice(from, on.at)
    const mark = text[on.at]
    if (mark === undefined) return { end: beforeClosers(text, on.start), ending: 'at-end-of-text' }
    if (mark === '\\') takeEscape(on)
    else if (mark === closing) {
      const open = closing === '"' ? openBefore(on) : null
      if (open !== null) return open
      if (!isInside(on, isValue)) return { end: on.at + 1, ending: 'closed' }
      if (closing === '"') on.say('quote-inside', on.at, on.at + 1)
      take(on, 1)
      on.isSound = closing !== '"' && on.isSound
    } else if (mark === '"') take(on, 1)
    else {
      const open = takeControls(on)
      if (open !== null) return open
    }
  }
}

const take = (on: Scanning, length: number): void => {
  on.value += on.text.slice(on.at, on.at + length)
  on.at += length
}

/** A quote after a comma or colon that begins a word opens a text: the previous one has no closing quote. */
const openBefore = ({ text, start, at }: Scanning): Pick<Quoted, 'end' | 'ending'> | null => {
  const before = backOver(text, at, start, spaces)
  if (before === start + 1 && at === start + 1) return null
  if (!',:{['.includes(text.charAt(before - 1)) || before - 1 <= start) return null
  const next = text.charAt(skip(text, at + 1))
  if (next === '' || ',}]:"'.includes(next)) return null
  return { end: backOver(text, before, start, marksAndSpaces), ending: 'open' }
}

/** Whether a quote is an unescaped part of its text: words continue after it, up to another quote. */
const isInside = ({ text, at, closing }: Scanning, isValue: boolean): boolean => {
  const next = skip(text, at + 1)
  const first = text.charAt(next)
  if (first === '' || notWords.includes(first) || first === closing) return false
  let end = next
  while (end < next + longestWord && !isSpace(text.charAt(end)) && !',}]:"'.includes(text.charAt(end)))
    end += 1
  if (next > at + 1 && /^(?:true|false|null|-?\d[\d.eE+-]*)$/.test(text.slice(next, end))) return false
  const behind = text.charAt(skip(text, end))
  // A name without quotes, a number or a word of JSON: there a comma is missing.
  if (behind === '' || ',}]'.includes(behind)) return closing !== '"' && next === at + 1
  return behind !== ':' || (isValue && next === at + 1 && closing !== '"')
}

const longestWord = 64
const notWords = ',}]:"{[=;/#'

/**
 * Control characters and the spaces among them. If the next line begins with a mark, the text at the end of this line
 * has lost a quote.
 */
const takeControls = (on: Scanning): Pick<Quoted, 'end' | 'ending'> | null => {
  const { text, start, at } = on
  const end = skip(text, at)
  const isLine = text.slice(at, end).includes('\n')
  if (isLine && (text[backOver(text, at, start, spaces) - 1] === ',' || beginsAnew(text, end)))
    return { end: backOver(text, at, start, marksAndSpaces), ending: 'open' }
  let last = at + 1
  while (last < text.length && text.charCodeAt(last) < 0x20) last += 1
  on.say('control-character', at, last)
  on.isSound = false
  take(on, last - at)
  return null
}

const beginsAnew = (text: string, at: number): boolean => {
  const mark = text.charAt(at)
  if (mark === '}' || mark === ']') return true
  if (mark !== '"') return false
  const next = text.charAt(skip(text, at + 1))
  return next !== '' && !',}]'.includes(next)
}

const takeEscape = (on: Scanning): void => {
  const { text, at, closing } = on
  const mark = text.charAt(at + 1)
  // A text in other quotes escapes those.
  const escape = mark === closing ? { value: closing, length: 2 } : readEscapeAt(text, at)
  if (escape !== null) {
    on.value += escape.value
    on.at += escape.length
    return
  }
  const digits = text.slice(at + 2, at + 6)
  const length = mark === 'u' ? 2 + (/^[0-9a-zA-Z]*/.exec(digits)?.[0].length ?? 0) : mark === '' ? 1 : 2
  // A control character after it is a separate fault.
  const isAlone = mark !== '' && mark < ' '
  on.say('bad-escape', at, at + (isAlone ? 1 : length))
  on.isSound = false
  on.at += isAlone ? 1 : length
}

export const isSpace = (character: string): boolean => spaces.includes(character) && character !== ''

const spaces = ' \t\r\n'
const marksAndSpaces = `${spaces},:{[}]`

/** The first place from here on that is not a space. */
const skip = (text: string, from: number): number => {
  let at = from
  while (at < text.length && spaces.includes(text.charAt(at))) at += 1
  return at
}

/** Back over these characters, but not over the opening quote. */
const backOver = (text: string, from: number, start: number, over: string): number => {
  let at = from
  while (at - 1 > start && over.includes(text.charAt(at - 1))) at -= 1
  return at
}

/** Closing brackets at the very end belong to what is around the text. */
const beforeClosers = (text: string, start: number): number =>
  backOver(text, text.length, start, `${spaces}}]`)
