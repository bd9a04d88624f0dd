import { jsonKinds, type JsonKind } from '../../contract/field-type.ts'
import { mostSampled } from '../../contract/event-proposal.ts'
import { mostFields } from '../../contract/event-file.ts'
import type { JsonNode } from '../json.ts'

/** A message as it was read, without its envelopes. */
export interface SampleMessage {
  readonly text: string
  readonly root: Extract<JsonNode, { readonly kind: 'object' }>
}

/** A value that came, and how often. */
export interface SeenValue {
  readonly kind: 'string' | 'number' | 'boolean'
  /** A number as it is spelled. */
  readonly text: string
  count: number
  /** The places of the messages that have it. */
  readonly messages: number[]
}

/** What was seen at one place of the messages. */
export interface PlaceFacts {
  readonly members: Map<string, PlaceFacts>
  /** The items of lists, and members beyond the most names that are counted. */
  items: PlaceFacts | null
  /** Whether there were more names than a definition has fields. */
  isWide: boolean
  /** Whether something below was not looked at, because there was too much. */
  isCut: boolean
  /** The places of the messages that have it, each once, from the first on. */
  readonly messages: number[]
  nulls: number
  readonly kinds: Record<JsonKind, number>
  /** By kind and text. */
  readonly values: Map<string, SeenValue>
  /** In characters, of texts. */
  longest: number
}

/** Places in all; hostile messages could have one for each of their bytes. */
const mostPlaces = 5_000

/** Longer values are distinguished and judged by their start. */
const longestKept = 1_024

const emptyPlace = (): PlaceFacts => ({
  ...{ members: new Map<string, PlaceFacts>(), items: null, isWide: false, isCut: false },
  ...{ messages: [], nulls: 0, values: new Map<string, SeenValue>(), longest: 0 },
  kinds: Object.fromEntries(jsonKinds.map((kind) => [kind, 0])) as Record<JsonKind, number>,
})

/**
 * Counts what is at each place of the first `mostSampled` messages. Memory is bounded whatever they contain; names
 * and values are keys of maps and never of objects.
 */
export const gatherPlaces = (messages: readonly SampleMessage[]): PlaceFacts => {
  const root = emptyPlace()
  let left = mostPlaces
  const made = (outer: PlaceFacts): PlaceFacts | null => {
    if (left === 0) {
      outer.isCut = true
      return null
    }
    left -= 1
    return emptyPlace()
  }
  const itemsOf = (outer: PlaceFacts): PlaceFacts | null => (outer.items ??= made(outer))
  const memberOf = (outer: PlaceFacts, name: string): PlaceFacts | null => {
    const there = outer.members.get(name)
    if (there !== undefined) return there
    if (outer !== root && outer.members.size >= mostFields) {
      outer.isWide = true
      return itemsOf(outer)
    }
    const place = made(outer)
    if (place !== null) outer.members.set(name, place)
    return place
  }
  const visit = (place: PlaceFacts | null, node: JsonNode, text: string, index: number): void => {
    if (place === null) return
    count(place, node, text, index)
    if (node.kind === 'object')
      for (const { key, node: inner } of node.members) visit(memberOf(place, key), inner, text, index)
    if (node.kind === 'array') for (const inner of node.items) visit(itemsOf(place), inner, text, index)
  }
  messages.slice(0, mostSampled).forEach(({ text, root: node }, index) => visit(root, node, text, index))
  return root
}

const count = (place: PlaceFacts, node: JsonNode, text: string, index: number): void => {
  if (place.messages.at(-1) !== index) place.messages.push(index)
  if (node.kind === 'null') place.nulls += 1
  if (node.kind === 'null' || node.kind === 'broken') return
  place.kinds[node.kind] += 1
  if (node.kind === 'object' || node.kind === 'array') return
  const value = node.kind === 'string' ? node.value : text.slice(node.start, node.end)
  if (node.kind === 'string') place.longest = Math.max(place.longest, value.length)
  const kept = value.slice(0, longestKept)
  const key = `${node.kind} ${kept}`
  const there = place.values.get(key)
  if (there === undefined) {
    if (place.values.size < mostSampled)
      place.values.set(key, { kind: node.kind, text: kept, count: 1, messages: [index] })
    return
  }
  there.count += 1
  if (there.messages.at(-1) !== index) there.messages.push(index)
}
