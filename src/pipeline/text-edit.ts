/** A part of a text, in UTF-16 code units, and its replacement. */
export interface Edit {
  readonly range: readonly [start: number, end: number]
  readonly text: string
}

/** @param edits in the order of the text, not overlapping */
export const applyEdits = (text: string, edits: readonly Edit[]): string => {
  const pieces: string[] = []
  let at = 0
  for (const { range, text: by } of edits) {
    pieces.push(text.slice(at, range[0]), by)
    at = range[1]
  }
  return [...pieces, text.slice(at)].join('')
}
