const quote = 0x22
const minus = 0x2d
const point = 0x2e
const zero = 0x30
const nine = 0x39

/** The digits that a double always keeps. */
const mostDigits = 15

/**
 * Whether each number of a JSON text without a backslash is written as JavaScript writes it: no exponent, not more
 * digits than a double keeps, no zero behind the others after the point, no negative zero. Only then does the number
 * from `JSON.parse` print as it was sent.
 */
export const hasPlainNumbers = (body: string): boolean => {
  for (let at = 0; at < body.length; at += 1) {
    const unit = body.charCodeAt(at)
    if (unit === quote) {
      at = body.indexOf('"', at + 1)
      if (at === -1) return true
    } else if (unit === minus || isDigit(unit)) {
      const end = endOfPlain(body, at)
      if (end === null) return false
      at = end - 1
    }
  }
  return true
}

/** The end of the number that begins here; null if it is not plain. */
const endOfPlain = (body: string, start: number): number | null => {
  let at = body.charCodeAt(start) === minus ? start + 1 : start
  let digits = 0
  let hasPoint = false
  for (; ; at += 1) {
    const unit = body.charCodeAt(at)
    if (isDigit(unit)) digits += 1
    else if (unit === point) hasPoint = true
    else break
  }
  const next = body[at]
  if (next === 'e' || next === 'E' || digits > mostDigits) return null
  if (hasPoint && body.charCodeAt(at - 1) === zero) return null
  return body.slice(start, at) === '-0' ? null : at
}

const isDigit = (unit: number): boolean => unit >= zero && unit <= nine
