import type { PersonalKind } from '../../contract/event-proposal.ts'
import { wordsOf } from './names.ts'
import { isAboutIt, kindOfWords, listed } from './personal-words.ts'

/** Inside objects of these names, a plain `name` is a person's. */
const people = listed(`
  user customer person contact recipient sender buyer seller patient employee member owner traits
  shipping billing passenger guest driver holder author committer assignee reviewer creator
`)

/** Everything inside these is as personal as they are, whatever its name. */
const holders: readonly PersonalKind[] = ['address', 'card', 'passport', 'secret', 'birth']

/** Words that identify nobody, even inside one of them. */
const wide = [
  'country',
  'type',
  'kind',
  'region',
  'brand',
  'currency',
  'label',
  'default',
  'network',
  'verified',
]

/** A plain name for a value whose object is named after its kind. */
const bare = listed(`
  value primary raw number address id text national international e164 formatted local full long
`)

/** A person's name, without another word. */
const plainNames = ['name', 'nom', 'nombre', 'login', 'handle']

/** Inside of these, a town or a line is part of where somebody lives. */
const places = ['shipping', 'billing', 'delivery', 'residence', 'home', 'lieferung', 'rechnung']
const partsOfPlace = listed(`
  city town village suburb district county state province building unit line apartment floor ort stadt
  ville
`)

/**
 * What the names of a path suggest about its values, by whole words, the last name first; null for nothing. An
 * `order_id` or a `zipper` is not personal.
 */
export const personalByName = (path: readonly string[]): PersonalKind | null => {
  const names = path.flatMap((name) => name.split(/[.:]/))
  const words = wordsOf(names.at(-1) ?? '')
  if (isAboutIt(words)) return null
  const own = kindOfWords(words)
  if (own !== null) return own
  const outer = names.slice(0, -1).map(wordsOf)
  if (words.some((word) => wide.includes(word))) return null
  const held = outer.map(kindOfWords).find((kind) => kind !== null && holders.includes(kind))
  if (held != null) return held
  const around = outer.findLast((names) => names.length > 0) ?? []
  const [last = ''] = words
  if (words.length > 1) return null
  if (plainNames.includes(last) && around.some((word) => people.includes(word))) return 'person'
  if (partsOfPlace.includes(last.replace(/\d$/, '')) && around.some((word) => places.includes(word)))
    return 'address'
  // `client` and `id` do not mean a device, but `device` and `id` do.
  const both = kindOfWords([...around, last])
  return both !== null && (bare.includes(last) || both === 'person') && both !== kindOfWords([last])
    ? both
    : null
}

/** Whether a place can be a person by these names alone, if its values look like names: `name`, `order.customer`. */
export const mayNamePerson = (path: readonly string[]): boolean => {
  const [word = '', ...others] = wordsOf(path.at(-1) ?? '')
  return others.length === 0 && (people.includes(word) || (word === 'name' && path.length === 1))
}
