/** Whether a text is a UUID in its usual form (RFC 9562, 4). Many user ids are, and their digits are not a number. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** The width of `user_id`, in UTF-16 code units: no honest value is longer, and patterns run over nothing longer. */
const longest = 128

/** Letters of any script and digits with few marks between: no colon, quote, brace, percent sign or invisible character. */
const plain = /^[\p{L}\p{M}\p{Nd} ._@+-]*$/u

const likeNumbers = [
  // An IPv4 address, with dots or written otherwise.
  /\d{1,3}(?:[ ._+-]\d{1,3}){3}/,
  // A hardware address, in six parts, in three, or in one.
  /[0-9a-f]{2}(?:[ ._+-][0-9a-f]{2}){5}|[0-9a-f]{4}(?:[ ._+-][0-9a-f]{4}){2}/i,
  /[0-9a-f]{12}/i,
  // Seven digits or more: a serial, insurance or telephone number.
  /\d(?:[ ._+-]{0,3}\d){6}/,
]

/** Whether a text of ASCII letters, digits and marks holds something like an address or a personal number. */
export const holdsNumber = (text: string): boolean => likeNumbers.some((like) => like.test(text))

/**
 * Whether a text in an open field might be an address, a device's id or a personal number that ended up there, in any
 * spelling. It guards values that are shown to people, so it says yes if in doubt.
 */
export const mayBePersonal = (text: string): boolean => {
  if (text.length > longest || !plain.test(text)) return true
  // Digits of other widths and scripts count as digits.
  const spelled = text.normalize('NFKC').replace(/\p{Nd}/gu, latinDigit)
  return !plain.test(spelled) || (!isUuid(text) && holdsNumber(spelled))
}

/** A decimal digit of any script as the one of ASCII. Unicode keeps the ten digits of a script together, from 0 to 9. */
const latinDigit = (digit: string): string => {
  let zero = digit.codePointAt(0) ?? 0
  const code = zero
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1
  return String((code - zero) % 10)
}

/** Two texts that share this many characters in a row share too much. */
const inCommon = 5

/** Whether a text shows a part of a secret, ignoring case. Both are short. */
export const sharesWith = (text: string, secret: string): boolean => {
  const [shown, hidden] = [text.normalize('NFKC').toLowerCase(), secret.normalize('NFKC').toLowerCase()]
  if (hidden.length < inCommon) return shown.includes(hidden)
  for (let at = 0; at + inCommon <= hidden.length; at += 1) {
    if (shown.includes(hidden.slice(at, at + inCommon))) return true
  }
  return false
}
