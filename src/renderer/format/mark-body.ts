/** A stretch of a body as it is shown. `faults` are the indexes of the ranges that cover it. */
export type BodyPart =
  | { readonly kind: 'text'; readonly text: string; readonly faults: readonly number[] }
  /** A character that would not show: `text` stands for it, `name` says which it is, `breaks` whether it ends the line. */
  | {
      readonly kind: 'control'
      readonly text: string
      readonly name: string
      readonly breaks: boolean
      readonly faults: readonly number[]
    }
  /** A fault between two characters. */
  | { readonly kind: 'point'; readonly faults: readonly number[] }

type Range = readonly [start: number, end: number] | null

/** Control and format characters, which draw nothing or move what is around them, and halves of surrogate pairs. */
const unseen =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/**
 * Cuts a body where faults begin and end, and where characters stand that cannot be seen. Ranges are in UTF-16 code
 * units, end exclusive, and may overlap, be empty or be null (a fault without a place).
 */
export const markBody = (body: string, ranges: readonly Range[]): readonly BodyPart[] => {
  const faults = ranges.flatMap((range, index) =>
    range === null ? [] : [{ index, start: clamp(range[0], body), end: clamp(Math.max(...range), body) }],
  )
  const controls = new Set(Array.from(body.matchAll(unseen), (match) => match.index))
  const cuts = new Set([0, body.length])
  for (const fault of faults) cuts.add(fault.start).add(fault.end)
  for (const at of controls) cuts.add(at).add(at + 1)
  const places = [...cuts].sort((a, b) => a - b)

  return places.flatMap((from, index): readonly BodyPart[] => {
    const points = faults.filter((fault) => fault.start === from && fault.end === from)
    const point: readonly BodyPart[] =
      points.length > 0 ? [{ kind: 'point', faults: points.map(indexOf) }] : []
    const to = places[index + 1]
    if (to === undefined) return point
    const covering = faults.filter((fault) => fault.start <= from && fault.end >= to).map(indexOf)
    const text = body.slice(from, to)
    const part: BodyPart = controls.has(from)
      ? { kind: 'control', text: symbolOf(text), name: nameOf(text), breaks: text === '\n', faults: covering }
      : { kind: 'text', text, faults: covering }
    return [...point, part]
  })
}

const clamp = (at: number, body: string): number => Math.min(Math.max(at, 0), body.length)

const indexOf = (fault: { readonly index: number }): number => fault.index

const nameOf = (character: string): string =>
  `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`

/** ASCII's own abbreviations, which every font can show; its control pictures are missing from many. */
const abbreviations =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  )

const symbolOf = (character: string): string => {
  const code = character.charCodeAt(0)
  return abbreviations[code] ?? (code === 0x7f ? 'DEL' : nameOf(character))
}
