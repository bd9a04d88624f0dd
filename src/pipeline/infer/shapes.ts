import type { PlaceFacts } from './gather.ts'
import type { Guess } from './guesses.ts'
import { wordsOf } from './names.ts'

/** What parts the messages of a queue into several events. */
export interface Parting {
  readonly pointer: string
  /** What is there, and in how many messages; the most frequent first. Words that a program chose, and no data. */
  readonly values: readonly { readonly text: string; readonly count: number }[]
}

/** More are no kinds of events. */
const mostKinds = 20

/** In so many messages at least, or what they have in common is chance. */
const fewest = 2

/** A word that names a kind of event, and no person. */
const kindWord = /^[A-Za-z][A-Za-z_.:/ -]{0,39}\d?$/

/** Names of what tells events apart go before others. */
const usual = ['event', 'type', 'kind', 'action', 'topic']

/**
 * The text by which the messages are of several shapes: in all messages, of few words, and something is in all messages with one
 * of them and in none with another. Null where there is none.
 */
export const findParting = (root: PlaceFacts, guesses: readonly Guess[], of: number): Parting | null => {
  const places = guesses.map((guess) => ({ guess, place: placeAt(root, guess.path) }))
  const candidates = places
    .filter(({ guess, place }) => guess.standing === 'clear' && place !== null && isKinds(place, of))
    .toSorted((one, other) => rank(one.guess) - rank(other.guess))
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

export const placeAt = (root: PlaceFacts, path: readonly string[]): PlaceFacts | null =>
  path.reduce<PlaceFacts | null>((place, name) => place?.members.get(name) ?? null, root)

const isKinds = ({ kinds, values, messages }: PlaceFacts, of: number): boolean =>
  kinds.string === of &&
  messages.length === of &&
  values.size > 1 &&
  values.size <= mostKinds &&
  [...values.values()].every(({ text, count }) => kindWord.test(text) && count >= fewest)

const rank = ({ path }: Guess): number =>
  (wordsOf(path.at(-1) ?? '').some((word) => usual.includes(word)) ? 0 : 100) + path.length

/** Which messages have which text, told from what each value came with. */
const groupsOf = ({ values }: PlaceFacts): readonly (readonly [string, readonly number[]])[] =>
  [...values.values()].map(({ text, messages }) => [text, messages])

const parts = (
  groups: readonly (readonly [string, readonly number[]])[],
  has: ReadonlySet<number>,
): boolean =>
  groups.some(([, messages]) => messages.every((message) => has.has(message))) &&
  groups.some(([, messages]) => messages.every((message) => !has.has(message)))
