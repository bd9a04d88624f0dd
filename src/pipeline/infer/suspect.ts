import type { PersonalKind, Suspicion } from '../../contract/event-proposal.ts'
import type { PlaceFacts, SeenValue } from './gather.ts'
import { isPlainName, isVersionName } from './names.ts'
import { personalByName } from './personal-name.ts'
import { personalByValue } from './personal-value.ts'

/** From so many different values on, more than half of them decide. */
const enoughDifferent = 10

/** By their names alone these are nobody's. What somebody was born on is a time too. */
const isAside = (kind: PersonalKind, values: readonly SeenValue[], isMoment: boolean): boolean =>
  (isMoment && kind !== 'birth') || (values.length > 0 && values.every((value) => value.kind === 'boolean'))

/**
 * What a place's values may say of a person: more than half of at least ten different ones, or a whole word of its name. Where
 * fewer came and all of them look so, it is asked.
 *
 * @param isMoment whether all its values are times
 */
export const suspectPlace = (
  path: readonly string[],
  values: readonly SeenValue[],
  isMoment: boolean,
): Suspicion | null => {
  const isVersion = isVersionName(path.at(-1) ?? '')
  const found = countKinds(values, isVersion)
  const named = personalByName(path)
  if (found !== null && found.like * 2 > found.of && found.of >= enoughDifferent) {
    // A name that says the same, or that it is a secret, knows more than the values.
    const kind = named === 'secret' || named === 'device' ? named : found.kind
    return { kind, seen: { like: found.like, of: found.of }, isUnsure: false }
  }
  if (named !== null && !isAside(named, values, isMoment)) return { kind: named, seen: null, isUnsure: false }
  return found !== null && found.like === found.of
    ? { kind: found.kind, seen: { like: found.like, of: found.of }, isUnsure: true }
    : null
}

const countKinds = (
  values: readonly SeenValue[],
  isVersion: boolean,
): { readonly kind: PersonalKind; readonly like: number; readonly of: number } | null => {
  const counts = new Map<PersonalKind, number>()
  for (const { kind, text } of values) {
    const found = kind === 'boolean' ? null : personalByValue(text, isVersion)
    if (found !== null) counts.set(found, (counts.get(found) ?? 0) + 1)
  }
  const [first] = [...counts].sort(([, one], [, other]) => other - one)
  if (first === undefined) return null
  const like = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return { kind: first[0], like, of: values.length }
}

/**
 * The first that is suspected of what lies in a list or object that would be stored as a whole. Names that look like data are
 * looked at as values.
 */
export const suspectWithin = (path: readonly string[], place: PlaceFacts): Suspicion | null => {
  const names = [...place.members.keys()].filter((name) => !isPlainName(name))
  const asValues = names.map((text): SeenValue => ({ kind: 'string', text, count: 1, messages: [] }))
  const own =
    suspectPlace(path, [...place.values.values()], false) ??
    (names.length === 0 ? null : suspectPlace([], asValues, false))
  if (own !== null) return own
  for (const [name, inner] of place.members) {
    const found = suspectWithin([...path, isPlainName(name) ? name : ''], inner)
    if (found !== null) return found
  }
  return place.items === null ? null : suspectWithin([...path, ''], place.items)
}

/** Whether something of a place was not looked at. */
export const isCutShort = (place: PlaceFacts): boolean =>
  place.isCut ||
  (place.items !== null && isCutShort(place.items)) ||
  [...place.members.values()].some(isCutShort)
