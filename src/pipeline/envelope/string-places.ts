import type { JsonNode } from '../json.ts'
import type { Edit } from '../text-edit.ts'
import type { Range } from './layer.ts'

const backslash = 0x5c

/**
 * Where the characters of a JSON string are in the text that it was read from. An escape is one character inside and
 * two or six outside.
 */
export const placesInString =
  (text: string, node: Pick<JsonNode, 'start'>): ((range: Range) => Range) =>
  ([start, end]) => {
    let at = node.start + 1
    let inside = 0
    const forwardTo = (place: number): number => {
      for (; inside < place; inside += 1) {
        if (text.charCodeAt(at) !== backslash) at += 1
        else at += text[at + 1] === 'u' ? 6 : 2
      }
      return at
    }
    return [forwardTo(start), forwardTo(end)]
  }

/** Edits of what a JSON string says, as edits of the text that it was read from. */
export const editsInString = (
  text: string,
  node: Pick<JsonNode, 'start'>,
): ((edits: readonly Edit[]) => readonly Edit[]) => {
  const toOuter = placesInString(text, node)
  return (edits) =>
    edits.map(({ range, text: by }) => ({ range: toOuter(range), text: JSON.stringify(by).slice(1, -1) }))
}
