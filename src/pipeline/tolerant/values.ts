import { maxDepth } from '../json.ts'
import { readBare } from './bare.ts'
import { openFrame } from './frame.ts'
import { endBefore, kindAt, put, say, type Reader } from './reader.ts'
import type { Token } from './tokens.ts'

export const takeValue = (on: Reader, token: Token): void => {
  const { start, end, kind, quoted } = token
  if (kind === '{' || kind === '[') {
    if (on.frames.length >= maxDepth) return skipTooDeep(on, token)
    on.frames.push(openFrame(kind === '{' ? 'object' : 'array', start))
    on.at += 1
  } else if (quoted !== null) {
    put(
      on,
      quoted.isSound ? { kind: 'string', value: quoted.value, start, end } : { kind: 'broken', start, end },
    )
    on.at += 1
  } else takeBare(on, token)
}

const takeBare = (on: Reader, { start, end }: Token): void => {
  const read = readBare(on.text, start, end)
  // What is cut off may be a part of what it was.
  const isLast = end === on.text.length && on.frames.length > 0
  if ('kind' in read && !isLast) put(on, { kind: read.kind, start, end })
  else {
    const last = 'breaks' in read && on.frames.length > 0 ? endOfWords(on) : end
    if ('breaks' in read && !isLast) say(on, last > end ? 'unquoted-text' : read.breaks, start, last)
    put(on, { kind: 'broken', start, end: last })
  }
  on.at += 1
}

/** Words on one line that are not in quotes are one text. */
const endOfWords = (on: Reader): number => {
  for (;;) {
    const [token, next] = [on.tokens[on.at], on.tokens[on.at + 1]]
    if (next?.kind !== 'bare' || kindAt(on, 2) === ':') return token?.end ?? 0
    if (on.text.slice(token?.end, next.start).includes('\n')) return token?.end ?? 0
    on.at += 1
  }
}

/** Deeper values are skipped. */
const skipTooDeep = (on: Reader, { start }: Token): void => {
  say(on, 'too-deep', start, start + 1)
  let depth = 0
  do {
    const kind = kindAt(on, 0)
    if (kind === '{' || kind === '[') depth += 1
    else if (kind === '}' || kind === ']') depth -= 1
    on.at += 1
  } while (depth > 0 && on.at < on.tokens.length)
  if (depth > 0) on.hides = on.isOver = true
  put(on, { kind: 'broken', start, end: endBefore(on) })
}
