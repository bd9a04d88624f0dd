/**
 * The end of the number that begins at `start` (RFC 8259, 6), or null if there is none. It ends after a leading zero;
 * what follows is then not a comma.
 */
export const endOfNumber = (text: string, start: number): number | null => {
  let at = text[start] === '-' ? start + 1 : start
  const whole = pastDigits(text, at)
  if (whole === at) return null
  at = text[at] === '0' ? at + 1 : whole
  if (text[at] === '.') at = pastSome(text, at + 1) ?? at
  if (text[at] === 'e' || text[at] === 'E') {
    const sign = text[at + 1] === '+' || text[at + 1] === '-' ? 1 : 0
    at = pastSome(text, at + 1 + sign) ?? at
  }
  return at
}

const pastDigits = (text: string, from: number): number => {
  let at = from
  while (isDigit(text.charCodeAt(at))) at += 1
  return at
}

/** The end of the digits that begin at `from`, or null if there are none. */
const pastSome = (text: string, from: number): number | null => {
  const end = pastDigits(text, from)
  return end === from ? null : end
}

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39
