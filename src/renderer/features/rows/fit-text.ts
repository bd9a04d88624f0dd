/** The most that one character of an id takes, in pixels: all have the same width. */
const characterWidth = 7.7

/** The space beside a cell's text, in pixels. */
const padding = 24

/** How many characters stay at the end of a shortened id. */
const tail = 6

/** An id that fits into a cell of this width: whole, or shortened in the middle, where ids differ least. */
export const fitText = (text: string, width: number): string => {
  const room = Math.max(tail + 4, Math.floor((width - padding) / characterWidth))
  if (text.length <= room) return text
  return `${text.slice(0, room - tail - 1)}…${text.slice(-tail)}`
}

/** The width of a cell that shows ids of this length whole, in pixels. */
export const widthOfId = (length: number): number => Math.ceil(length * characterWidth) + padding
