import type { Guess, Parting } from '../../contract/event-proposal.ts'
import type { PlaceFacts } from './gather.ts'
import { wordsOf } from './names.ts'

/** More values than this are not kinds of events. */
const mostKinds = 20

/** The fewest messages of a kind, or what they share may be chance. */
const fewest = 2

/** A word that names a kind of event and not a person. */
const kindWord = /^[A-Za-z][A-Za-z_.:/-]{0,39}\d?$/

/** Only these names can distinguish events: their values are shown, and others might be personal. */
const usual = ['event', 'type', 'kind', 'action', 'topic', 'category', 'operation', 'op']

/**
 * The name that divides the messages into shapes: it is in all messages, has few values, and some place is in all
 * messages with one value and in none with another. Null if there is none.
 */
export const findParting = (root: PlaceFacts, guesses: readonly Guess[], of: number): Parting | null => {
  const places = guesses.map((guess) => ({ guess, place: placeAt(root, guess.path) }))
  const candidates = places
    .filter(
      ({ guess, place }) =>
        guess.standing === 'clear' && isUsual(guess) && place !== null && isKinds(place, of),
    )
    .toSorted((one, other) => one.guess.path.length - other.guess.path.length)
  for (const { guess, place } of candidates) {
    if (place === null) continue
    const groups = groupsOf(place)
    const isParted = places.some(
      ({ place: other }) => other !== null && other !== place && parts(groups, new Set(other.messages)),
    )
    if (isParted)
      return {
        pointer: guess.pointer,
        values: groups
          .map(([text, messages]) => ({ text, count: messages.length }))
          .sort((one, other) => other.count - one.count),
      }
  }
  return null
}

const placeAt = (root: PlaceFacts, path: readonly string[]): PlaceFacts | null =>
  path.reduce<PlaceFacts | null>((place, name) => place?.members.get(name) ?? null, root)

const isKinds = ({ kinds, values, messages }: PlaceFacts, of: number): boolean =>
  kinds.string === of &&
  messages.length === of &&
  values.size > 1 &&
  values.size <= mostKinds &&
  [...values.values()].every(({ text, count }) => kindWord.test(text) && count >= fewest)

const isUsual = ({ path }: Guess): boolean => wordsOf(path.at(-1) ?? '').some((word) => usual.includes(word))

/** Which messages have which text, by the messages of each value. */
const groupsOf = ({ values }: PlaceFacts): readonly (readonly [string, readonly number[]])[] =>
  [...values.values()].map(({ text, messages }) => [text, messages])

const parts = (
  groups: readonly (readonly [string, readonly number[]])[],
  has: ReadonlySet<number>,
): boolean =>
  groups.some(([, messages]) => messages.every((message) => has.has(message))) &&
  groups.some(([, messages]) => messages.every((message) => !has.has(message)))
