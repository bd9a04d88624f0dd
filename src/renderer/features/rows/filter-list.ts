/** Where an unquoted value ends: at the next comma or line break. */
const endOfPlain = (text: string, from: number): number => {
  let at = from
  while (at < text.length && text[at] !== ',' && text[at] !== '\n') at += 1
  return at
}

/** Where a quoted value ends, after its closing quotation mark (a doubled one does not close); null if it is not closed. */
const endOfQuoted = (text: string, from: number): number | null => {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue
    if (text[at + 1] !== '"') return at + 1
    at += 1
  }
  return null
}

/**
 * The values of a list as people type it: `ios, android, "a, b"`. A quotation mark within quotation marks is doubled.
 * Spaces around a value and empty values are ignored.
 */
export const readList = (text: string): readonly string[] => {
  const values = new Set<string>()
  let at = 0
  while (at < text.length) {
    const plainEnd = endOfPlain(text, at)
    const start = at + (text.length - at - text.slice(at).trimStart().length)
    const quotedEnd = text[start] === '"' && start < plainEnd ? endOfQuoted(text, start) : null
    const end = quotedEnd === null ? plainEnd : endOfPlain(text, quotedEnd)
    // If text follows the closing quotation mark, the marks are part of the value.
    if (quotedEnd !== null && text.slice(quotedEnd, end).trim() === '')
      values.add(text.slice(start + 1, quotedEnd - 1).replaceAll('""', '"'))
    else if (text.slice(at, plainEnd).trim() !== '') values.add(text.slice(at, plainEnd).trim())
    at = (quotedEnd !== null && text.slice(quotedEnd, end).trim() === '' ? end : plainEnd) + 1
  }
  return [...values]
}
