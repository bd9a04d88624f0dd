import type { PersonalKind, Suspicion } from '../../contract/event-proposal.ts'
import type { PlaceFacts, SeenValue } from './gather.ts'
import { isPlainName, isVersionName } from './names.ts'
import { mayNamePerson, personalByName } from './personal-name.ts'
import { looksLikeName, personalByValue } from './personal-value.ts'

/** From this many different values on, more than half of them decide. */
const enoughDifferent = 10

/** Values of these types are not personal by name alone. A date of birth is a time too. */
const isAside = (kind: PersonalKind, values: readonly SeenValue[], isMoment: boolean): boolean =>
  (isMoment && kind !== 'birth') || (values.length > 0 && values.every((value) => value.kind === 'boolean'))

/**
 * Whether a place's values are personal: more than half of at least ten different ones look so, or a whole word of
 * its name says so. If there are fewer and all look so, the person is asked.
 *
 * @param isMoment whether all its values are times
 */
export const suspectPlace = (
  path: readonly string[],
  values: readonly SeenValue[],
  isMoment: boolean,
): Suspicion | null => {
  const isVersion = isVersionName(path.at(-1) ?? '')
  const found = countKinds(values, isVersion, mayNamePerson(path))
  const named = personalByName(path)
  if (found !== null && found.like * 2 > found.of && found.of >= enoughDifferent) {
    // A name that agrees, or that means a secret, outweighs the values.
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
  mayName: boolean,
): { readonly kind: PersonalKind; readonly like: number; readonly of: number } | null => {
  const counts = new Map<PersonalKind, number>()
  for (const { kind, text } of values) {
    if (kind === 'boolean') continue
    const found = personalByValue(text, isVersion) ?? (mayName && looksLikeName(text) ? 'person' : null)
    if (found !== null) counts.set(found, (counts.get(found) ?? 0) + 1)
  }
  const [first] = [...counts].sort(([, one], [, other]) => other - one)
  if (first === undefined) return null
  const like = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return { kind: first[0], like, of: values.length }
}

/**
 * The first personal place in a list or object that would be stored as a whole. Names that look like data are checked
 * as values.
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

/** Whether part of a place was not checked. */
export const isCutShort = (place: PlaceFacts): boolean =>
  place.isCut ||
  (place.items !== null && isCutShort(place.items)) ||
  [...place.members.values()].some(isCutShort)
