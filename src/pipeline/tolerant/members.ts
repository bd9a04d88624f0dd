import { finish } from './levels.ts'
import { isComma, kindAt, placeBroken, say, sayGap, sayMark, type Reader } from './reader.ts'
import type { Frame } from './frame.ts'
import type { Token } from './tokens.ts'
import { takeValue } from './values.ts'

export const atName = (on: Reader, frame: Frame, token: Token): void => {
  const { kind, start, end } = token
  if (kind === 'text' || kind === 'bare') return takeName(on, frame, token)
  if (isComma(kind)) {
    say(on, 'extra-comma', start, end)
    on.at += 1
    return
  }
  if (kind === '{' && frame.comma !== null && on.frames.at(-2)?.kind === 'array')
    return leaveAtComma(on, frame, on.at - 1)
  if (kind === '{' && frame.comma === null && frame.members.length === 0) {
    sayMark(on, 'extra-bracket', start, end)
    frame.strays += 1
    on.at += 1
    return
  }
  sayGap(on, 'missing-name', token)
  on.hides = true
  frame.pending = { key: '', keyStart: start, keyEnd: start, isUncertain: true }
  frame.expects = kind === ':' ? 'colon' : 'value'
}

const takeName = (on: Reader, frame: Frame, token: Token): void => {
  const { start, end, quoted } = token
  const isUncertain = quoted !== null && !quoted.isSound && quoted.ending !== 'open'
  if (quoted === null && on.muted !== on.at) say(on, 'unquoted-name', start, end)
  else if (quoted?.ending === 'closed') on.settled = true
  on.hides ||= isUncertain
  const key = quoted === null ? on.text.slice(start, end) : quoted.value
  frame.pending = { key, keyStart: start, keyEnd: end, ...(isUncertain ? { isUncertain } : {}) }
  frame.expects = 'colon'
  on.at += 1
}

export const atColon = (on: Reader, frame: Frame, token: Token): void => {
  const { start, end, kind } = token
  frame.expects = 'value'
  if (kind === ':') on.at += 1
  else if (kind === 'equals' || (isComma(kind) && startsValue(on, 1) && kindAt(on, 2) !== ':')) {
    sayMark(on, 'not-a-colon', start, end)
    on.at += 1
  } else if (isComma(kind)) {
    sayGap(on, 'missing-value', token)
    placeBroken(on, frame, start)
  } else sayGap(on, 'missing-colon', token)
}

const startsValue = (on: Reader, ahead: number): boolean => {
  const kind = kindAt(on, ahead)
  return kind === 'text' || kind === 'bare' || kind === '{' || kind === '['
}

export const atValue = (on: Reader, frame: Frame, token: Token): void => {
  const { kind, start, end } = token
  if (isComma(kind)) {
    if (frame.kind === 'array') {
      say(on, 'extra-comma', start, end)
      on.at += 1
      return
    }
    sayGap(on, 'missing-value', token)
    placeBroken(on, frame, start)
  } else if (kind === ':' || kind === 'equals') {
    sayMark(on, 'extra-colon', start, end)
    on.at += 1
  } else takeValue(on, token)
}

export const atComma = (on: Reader, frame: Frame, token: Token): void => {
  const { kind, start, end } = token
  if (kind === ',') {
    frame.comma = [start, end]
    on.at += 1
  } else if (kind === ':' && isNameInList(on, frame)) return leaveListAtName(on, frame)
  else if (kind === ';' || kind === ':' || kind === 'equals') {
    sayMark(on, 'not-a-comma', start, end)
    frame.comma = [start, end]
    on.at += 1
  } else sayGap(on, 'missing-comma', token)
  frame.expects = frame.kind === 'object' ? 'name' : 'value'
}

/** The level was not closed before its last comma, which belongs to the one around it. */
const leaveAtComma = (on: Reader, frame: Frame, at: number): void => {
  const [before, comma] = [on.tokens[at - 1], on.tokens[at]]
  if (before === undefined || comma === undefined) return
  sayMark(on, 'missing-bracket', before.end, comma.end)
  frame.comma = null
  finish(on, comma.start, false)
  const around = on.frames.at(-1)
  if (around === undefined) return
  around.comma = [comma.start, comma.end]
  around.expects = around.kind === 'object' ? 'name' : 'value'
}

/** Whether the last item of a list is the name of a member: so the list was not closed. */
const isNameInList = (on: Reader, { kind }: Frame): boolean =>
  kind === 'array' &&
  kindAt(on, -1) === 'text' &&
  kindAt(on, -2) === ',' &&
  on.frames.at(-2)?.kind === 'object'

const leaveListAtName = (on: Reader, frame: Frame): void => {
  frame.items.pop()
  leaveAtComma(on, frame, on.at - 2)
  // The name is read again.
  on.at -= 1
}
