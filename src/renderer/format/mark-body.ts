import { unseen } from '../../contract/visible.ts'
import { isInsidePair } from './surrogate-pair.ts'

/** A stretch of a body as shown. `faults` are the indexes of the ranges that cover it. */
export type BodyPart =
  | { readonly kind: 'text'; readonly text: string; readonly faults: readonly number[] }
  /** An invisible character: `text` is shown for it, `name` says which it is, `breaks` whether it ends the line. */
  | {
      readonly kind: 'control'
      readonly text: string
      readonly name: string
      readonly breaks: boolean
      readonly faults: readonly number[]
    }
  /** A fault between two characters. */
  | { readonly kind: 'point'; readonly faults: readonly number[] }

export type Range = readonly [start: number, end: number] | null

interface Fault {
  readonly index: number
  readonly start: number
  readonly end: number
}

/**
 * Splits a body where faults begin and end, and at invisible characters. Ranges are in UTF-16 code units, end
 * exclusive, and may overlap, be empty or be null (a fault without a place). It passes over the body once, whatever
 * the content.
 */
export const markBody = (body: string, ranges: readonly Range[]): readonly BodyPart[] => {
  const faults = ranges.flatMap((range, index): readonly Fault[] => {
    if (range === null) return []
    const start = clamp(range[0], body)
    const end = clamp(Math.max(...range), body)
    // A surrogate pair is marked as a whole.
    return [
      {
        index,
        start: start - half(body, start),
        end: end + (end > start ? half(body, end) : -half(body, end)),
      },
    ]
  })
  const edges = new Set([...faults.flatMap(({ start, end }) => [start, end]), body.length])
  const parts: BodyPart[] = []
  // Between two edges the same faults cover everything.
  let from = 0
  for (const edge of [...edges].sort((a, b) => a - b)) {
    if (edge > from) parts.push(...partsOf(body.slice(from, edge), coveringOf(faults, from, edge)))
    const points = faults.filter(({ start, end }) => start === edge && end === edge).map(indexOf)
    if (points.length > 0) parts.push({ kind: 'point', faults: points })
    from = edge
  }
  return parts
}

const coveringOf = (faults: readonly Fault[], from: number, to: number): readonly number[] =>
  faults.filter(({ start, end }) => start <= from && end >= to).map(indexOf)

const partsOf = (text: string, faults: readonly number[]): readonly BodyPart[] => {
  const parts: BodyPart[] = []
  let from = 0
  for (const { 0: character, index } of text.matchAll(unseen)) {
    if (index > from) parts.push({ kind: 'text', text: text.slice(from, index), faults })
    parts.push(controlPart(character, faults))
    from = index + character.length
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from), faults })
  return parts
}

const controlPart = (character: string, faults: readonly number[]): BodyPart => ({
  kind: 'control',
  text: symbolOf(character),
  name: nameOf(character),
  breaks: character === '\n',
  faults,
})

const clamp = (at: number, body: string): number => Math.min(Math.max(at, 0), body.length)

const half = (body: string, at: number): 0 | 1 => (isInsidePair(body, at) ? 1 : 0)

const indexOf = (fault: Fault): number => fault.index

const codeOf = (character: string): number => character.codePointAt(0) ?? 0

const nameOf = (character: string): string =>
  `U+${codeOf(character).toString(16).toUpperCase().padStart(4, '0')}`

/** ASCII's own abbreviations, which every font can show; many lack its control pictures. */
const abbreviations =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  )

const symbolOf = (character: string): string => {
  const code = codeOf(character)
  return abbreviations[code] ?? (code === 0x7f ? 'DEL' : nameOf(character))
}
