import type { Guess, Parting } from '../../contract/event-proposal.ts'
import { pointerTo } from '../../contract/field-pointer.ts'
import type { JsonNode } from '../json.ts'
import { isBinary } from '../message-attribute.ts'
import type { PlaceFacts } from './gather.ts'
import { wordsOf } from './names.ts'
import type { PlacedMessage } from './open-sample.ts'
import { placeAt } from './shapes.ts'

/** More values than this are not kinds of events. */
const mostKinds = 20

/** The fewest messages of a kind, or what they share may be chance. */
const fewest = 2

/** A word that names a kind of event and not a person. */
const kindWord = /^[A-Za-z][A-Za-z_.:/-]{0,39}\d?$/

/** EventBridge names kinds in a few words: `Order placed`. */
const kindWords = /^[A-Za-z][A-Za-z_.:/-]*(?: [A-Za-z0-9_.:/-]+){0,7}$/

/** Only these names can distinguish events: their values are shown, and others might be personal. */
const usual = ['event', 'type', 'kind', 'action', 'topic', 'category', 'operation', 'op']

/** Only these if some messages do not have it: a `discount_type` comes with its discount. */
const plainest = ['event', 'type', 'kind', 'action']

/** Something whose texts may be the kinds of events: which messages have which text. */
interface Candidate {
  readonly pointer: string
  readonly kinds: ReadonlyMap<string, readonly number[]>
}

/**
 * The name that divides the messages into shapes: it has few values, and some place is in all messages with one value
 * and in none with another. It is in the envelope, among the attributes or in the message, and in all messages; or in
 * some, if those without it have places of their own. Null if there is none.
 */
export const findParting = (
  root: PlaceFacts,
  guesses: readonly Guess[],
  messages: readonly PlacedMessage[],
): Parting | null => {
  const of = messages.length
  const places = guesses.flatMap(({ pointer, path }) => {
    const place = placeAt(root, path)
    return place === null ? [] : [{ pointer, has: new Set(place.messages) }]
  })
  for (const { pointer, kinds } of [...outsideCandidates(messages), ...bodyCandidates(root, guesses)]) {
    if (!areKinds(kinds, pointer)) continue
    const groups = [...kinds.values()]
    const rest = restOf(groups, of)
    const others = places.filter((place) => place.pointer !== pointer).map(({ has }) => has)
    const isParted =
      rest.length === 0
        ? groups.length > 1 && others.some((has) => isIn(groups, has) && isOutside(groups, has))
        : rest.length >= fewest &&
          isPlainest(pointer) &&
          others.some((has) => isIn(groups, has) && isOutside([rest], has)) &&
          others.some((has) => isOften(rest, has) && groups.every((group) => isOutside([group], has)))
    if (isParted)
      return {
        pointer,
        values: [...kinds]
          .map(([text, { length }]) => ({ text, count: length }))
          .sort((one, other) => other.count - one.count),
      }
  }
  return null
}

const areKinds = (kinds: Candidate['kinds'], pointer: string): boolean => {
  const isKind = (text: string): boolean =>
    pointer === '^/detail-type' ? text.length <= 80 && kindWords.test(text) : kindWord.test(text)
  return kinds.size <= mostKinds && [...kinds].every(([text, { length }]) => length >= fewest && isKind(text))
}

const isUsual = (name: string): boolean => wordsOf(name).some((word) => usual.includes(word))

const isPlainest = (pointer: string): boolean => plainest.some((name) => pointer === pointerTo(name))

const restOf = (groups: readonly (readonly number[])[], of: number): readonly number[] => {
  const known = new Set(groups.flat())
  return Array.from({ length: of }, (_, index) => index).filter((index) => !known.has(index))
}

/** Whether all messages of one of the groups are among these. */
const isIn = (groups: readonly (readonly number[])[], has: ReadonlySet<number>): boolean =>
  groups.some((group) => group.every((message) => has.has(message)))

/** Whether a quarter of a group is: what is there now and then may keep away from another field by chance. */
const isOften = (group: readonly number[], has: ReadonlySet<number>): boolean =>
  group.filter((message) => has.has(message)).length * 4 >= group.length

/** Whether none of one of the groups is. */
const isOutside = (groups: readonly (readonly number[])[], has: ReadonlySet<number>): boolean =>
  groups.some((group) => group.every((message) => !has.has(message)))

/** Texts in the clear, the outermost first. */
const bodyCandidates = (root: PlaceFacts, guesses: readonly Guess[]): readonly Candidate[] =>
  guesses
    .filter(({ standing, path }) => standing === 'clear' && isUsual(path.at(-1) ?? ''))
    .toSorted((one, other) => one.path.length - other.path.length)
    .flatMap(({ pointer, path }): readonly Candidate[] => {
      const place = placeAt(root, path)
      if (place === null || place.kinds.string !== place.messages.length) return []
      return [{ pointer, kinds: new Map([...place.values.values()].map((one) => [one.text, one.messages])) }]
    })

/** Of every message of SNS; it says nothing about the event. */
const ofSns = 'Type'

/** What envelopes and attributes say about the kind of event. */
const outsideCandidates = (messages: readonly PlacedMessage[]): readonly Candidate[] => {
  const found = new Map<string, Map<string, number[]>>()
  const add = (pointer: string, text: string, index: number): void => {
    const kinds = found.get(pointer) ?? new Map<string, number[]>()
    found.set(pointer, kinds)
    const known = kinds.get(text)
    if (known !== undefined) known.push(index)
    else if (kinds.size <= mostKinds) kinds.set(text, [index])
  }
  messages.forEach(({ around, attributes }, index) => {
    const told = new Set<string>()
    for (const { name, type, value } of attributes) {
      if (!isUsual(name) || isBinary(type)) continue
      told.add(name)
      add(`@${name}`, value, index)
    }
    for (const { key, node } of around?.members ?? []) {
      if (node.kind === 'string' && isUsual(key) && key !== ofSns)
        add(`^${pointerTo(key)}`, node.value, index)
      if (key === 'MessageAttributes')
        for (const [name, value] of attributesIn(node))
          if (isUsual(name) && !told.has(name)) add(`@${name}`, value, index)
    }
  })
  return [...found]
    .map(([pointer, kinds]) => ({ pointer, kinds }))
    .toSorted((one, other) => (one.pointer < other.pointer ? 1 : -1))
}

/** Of SNS: `{"name": {"Type": "String", "Value": "text"}}`. */
const attributesIn = (node: JsonNode): readonly (readonly [string, string])[] =>
  node.kind !== 'object'
    ? []
    : node.members.flatMap(({ key, node: inner }): readonly (readonly [string, string])[] => {
        const value =
          inner.kind === 'object' ? inner.members.find((one) => one.key === 'Value')?.node : undefined
        return value?.kind === 'string' ? [[key, value.value]] : []
      })
