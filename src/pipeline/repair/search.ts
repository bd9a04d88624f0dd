/** The character at each place of a pattern; null for any. */
export type Wanted = number | null

/** The end of the first match at or after `from`; null if there is none. */
export type Search = (text: ArrayLike<number>, from: number) => number | null

/**
 * Searches for a sequence of characters, any of which can be open. Every character of the text is looked at once,
 * whatever text and pattern: one bit for each place of the pattern says whether the text so far ends with the pattern
 * so far (Baeza-Yates and Gonnet, 1992).
 *
 * @param pattern at least one
 */
export const compileSearch = (pattern: readonly Wanted[]): Search => {
  const words = Math.ceil(pattern.length / 32)
  const open = new Int32Array(words)
  const fits = new Map<number, Int32Array>()
  pattern.forEach((wanted, place) => {
    if (wanted === null) setBit(open, place)
  })
  pattern.forEach((wanted, place) => {
    if (wanted === null) return
    const known = fits.get(wanted) ?? Int32Array.from(open)
    setBit(known, place)
    fits.set(wanted, known)
  })
  const [lastWord, lastBit] = [words - 1, 1 << ((pattern.length - 1) & 31)]
  return (text, from) => {
    const state = new Int32Array(words)
    for (let at = from; at < text.length; at += 1) {
      const fitting = fits.get(text[at] ?? 0) ?? open
      let carried = 1
      for (let word = 0; word < words; word += 1) {
        const before = state[word] ?? 0
        state[word] = ((before << 1) | carried) & (fitting[word] ?? 0)
        carried = before >>> 31
      }
      if (((state[lastWord] ?? 0) & lastBit) !== 0) return at + 1
    }
    return null
  }
}

const setBit = (words: Int32Array, place: number): void => {
  const word = place >> 5
  words[word] = (words[word] ?? 0) | (1 << (place & 31))
}
