import type { Guess } from '../../contract/event-proposal.ts'
import type { PlaceFacts } from './gather.ts'

/** The fewest places that only one shape has, or it is a field that is sometimes missing. */
const fewestPlaces = 2

/** The fewest messages of a shape. */
const fewestMessages = 2

/** What was seen at a path; null if nothing was. */
export const placeAt = (root: PlaceFacts, path: readonly string[]): PlaceFacts | null =>
  path.reduce<PlaceFacts | null>((place, name) => place?.members.get(name) ?? null, root)

/**
 * How many messages each shape has, the most frequent first: each message has exactly one shape, and each shape has
 * places of its own in all its messages. None if there is one shape only.
 */
export const findShapes = (root: PlaceFacts, guesses: readonly Guess[], of: number): readonly number[] => {
  const sets = new Map<string, { readonly messages: readonly number[]; places: number }>()
  for (const { path } of guesses) {
    const messages = placeAt(root, path)?.messages ?? []
    if (messages.length === of || messages.length < fewestMessages) continue
    const key = messages.join()
    const set = sets.get(key) ?? { messages, places: 0 }
    set.places += 1
    sets.set(key, set)
  }
  const taken = new Set<number>()
  const shapes: number[] = []
  const own = [...sets.values()].filter(({ places }) => places >= fewestPlaces)
  for (const { messages } of own.toSorted((one, other) => other.messages.length - one.messages.length)) {
    if (messages.some((message) => taken.has(message))) continue
    for (const message of messages) taken.add(message)
    shapes.push(messages.length)
  }
  return shapes.length > 1 && taken.size === of ? shapes : []
}
