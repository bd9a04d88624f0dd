/** Whether a place in a text is between the two halves of a surrogate pair. */
export const isInsidePair = (text: string, at: number): boolean => {
  const [high, low] = [text.charCodeAt(at - 1), text.charCodeAt(at)]
  return high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000
}
