import type { JsonMember, JsonNode } from '../json.ts'

/** A name whose value is still to come. */
export type Pending = Omit<JsonMember, 'node'>

/** What a frame waits for. */
export type Expects = 'name' | 'colon' | 'value' | 'comma'

/** An object or an array that is being read. */
export interface Frame {
  readonly kind: 'object' | 'array'
  readonly start: number
  readonly members: JsonMember[]
  readonly items: JsonNode[]
  expects: Expects
  pending: Pending | null
  /** The comma after the previous value; null if there is none. */
  comma: readonly [start: number, end: number] | null
  /** Extra braces at its beginning, each of which may have a partner at the end. */
  strays: number
}

export const openFrame = (kind: Frame['kind'], start: number): Frame => ({
  ...{ kind, start, members: [], items: [], pending: null, comma: null, strays: 0 },
  expects: kind === 'object' ? 'name' : 'value',
})

export const nodeOf = ({ kind, start, members, items }: Frame, end: number, isOpen: boolean): JsonNode =>
  kind === 'object'
    ? { kind, members, start, end, ...(isOpen ? { isOpen } : {}) }
    : { kind, items, start, end }

/** Adds a value to its frame. */
export const place = (frame: Frame, node: JsonNode): void => {
  if (frame.kind === 'array') frame.items.push(node)
  else if (frame.pending !== null) frame.members.push({ ...frame.pending, node })
  frame.pending = null
  frame.comma = null
  frame.expects = 'comma'
}
