import { misfitOf } from './closing.ts'
import { nodeOf, type Frame } from './frame.ts'
import { endBefore, isComma, kindAt, placeBroken, put, sayGap, sayMark, type Reader } from './reader.ts'
import type { Token } from './tokens.ts'

export const close = (on: Reader, token: Token): void => {
  const { start, end } = token
  const frame = on.frames.at(-1)
  const behind = on.behind[on.at] ?? 0
  if (frame === undefined) {
    sayMark(on, 'extra-bracket', start, end)
    on.at += 1
    return
  }
  if ((frame.kind === 'object') === (token.kind === '}')) {
    if (frame.strays > 0 && behind < 0) frame.strays -= 1
    else if (on.frames.length === 1 && behind === -1 && isComma(kindAt(on, 1)))
      sayMark(on, 'extra-bracket', start, end)
    else finish(on, end, false)
  } else {
    const misfit = misfitOf(on.frames, on.tokens, on.at, behind)
    if (misfit.kind === 'extra') sayMark(on, 'extra-bracket', start, end)
    else if (misfit.kind === 'wrong') {
      sayMark(on, 'wrong-bracket', start, end)
      finish(on, end, false)
    } else {
      sayGap(on, 'missing-bracket', token)
      for (let level = 1; level <= misfit.levels; level += 1)
        finish(on, level < misfit.levels ? start : end, false)
    }
  }
  on.at += 1
}

/** The innermost level ends here. */
export const finish = (on: Reader, at: number, isOpen: boolean): void => {
  const frame = on.frames.at(-1)
  if (frame === undefined) return
  if (!isOpen) sayLack(on, frame, at)
  on.frames.pop()
  put(on, nodeOf(frame, at, isOpen))
}

/** Reports what a level still waited for when it was closed. */
const sayLack = (on: Reader, frame: Frame, at: number): void => {
  if (frame.pending !== null) {
    sayMark(on, 'missing-value', endBefore(on), at)
    placeBroken(on, frame, at)
  } else if (frame.comma !== null) sayMark(on, 'trailing-comma', ...frame.comma)
}
