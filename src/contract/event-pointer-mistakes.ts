import type { EventDefinition, EnvelopeKind, Field } from './event-definition.ts'
import { quoted, type Mistake, type MistakePath } from './event-mistake.ts'
import { holdsPlace, readPointer } from './field-pointer.ts'

/** Something with a pointer, and where that is said. */
interface Reader {
  readonly path: MistakePath
  readonly pointer: string
  /** Null for `match`. */
  readonly field: Field | null
}

/**
 * What is wrong with the pointers of a definition, each by itself and with the others: no masked value is read a
 * second way.
 */
export const pointerMistakes = (definition: EventDefinition): readonly Mistake[] => {
  const { fields, match } = definition
  const ofMatch: Reader[] =
    match === null ? [] : [{ path: ['match', 'pointer'], pointer: match.pointer, field: null }]
  const readers = [
    ...fields.map((field, index): Reader => ({
      path: ['fields', index, 'pointer'],
      pointer: field.pointer,
      field,
    })),
    ...ofMatch,
  ]
  return [
    ...readers.flatMap((reader) => ownMistakes(reader, definition)),
    ...readers.flatMap((one, index) => readers.slice(index + 1).flatMap((other) => pairMistakes(one, other))),
  ]
}

const ownMistakes = ({ path, pointer }: Reader, definition: EventDefinition): readonly Mistake[] => {
  const say = (sentence: string): readonly Mistake[] => [{ path, sentence }]
  const place = readPointer(pointer)
  if (place === null)
    return say(
      `${quoted(pointer)} is not a pointer; write "/name" or "/outer/name", "^/name" for the envelope, "@name" for an attribute`,
    )
  const names = place.from === 'attribute' ? [place.name] : place.path
  // Every JavaScript object has it; the message did not say it.
  if (names.includes('__proto__')) return say('"__proto__" names no field: Sluice never reads it')
  return place.from === 'envelope' ? envelopeMistakes(place.path, definition).flatMap(say) : []
}

/** Envelopes that have names beside the message. */
const withNames: readonly EnvelopeKind[] = ['sns', 'eventbridge', 'cloudevents']

/** Where envelopes keep the message itself. Read from there, a field that is masked would be in the clear. */
const contents: ReadonlySet<string> = new Set(['Message', 'detail', 'data', 'data_base64'])

const envelopeMistakes = (
  [name = '']: readonly string[],
  { envelope }: EventDefinition,
): readonly string[] => {
  if (envelope !== 'auto' && !envelope.some((kind) => withNames.includes(kind)))
    return [
      'there is no envelope to read from: "envelope" must be "auto" or have "sns", "eventbridge" or "cloudevents" in it',
    ]
  if (contents.has(name)) return [`${quoted(`^/${name}`)} is the message itself; point into it with "/name"`]
  return name === 'MessageAttributes'
    ? ['attributes of an SNS message are read with "@name", as all attributes are']
    : []
}

const pairMistakes = (one: Reader, other: Reader): readonly Mistake[] => {
  const [a, b] = [readPointer(one.pointer), readPointer(other.pointer)]
  if (a === null || b === null) return []
  const [holds, lies] = [holdsPlace(a, b), holdsPlace(b, a)]
  if (holds && lies) return sameMistakes(one, other)
  if (holds) return nestedMistakes(one, other)
  return lies ? nestedMistakes(other, one) : []
}

const isMasked = ({ field }: Reader): boolean => field !== null && field.mask !== null

const nameOf = ({ field }: Reader): string => (field === null ? '"match"' : `the field ${quoted(field.name)}`)

/** The mistake is at the later of the two readers, or at the one in the clear. */
const sameMistakes = (one: Reader, other: Reader): readonly Mistake[] => {
  if (isMasked(one) !== isMasked(other)) {
    const [masked, clear] = isMasked(one) ? [one, other] : [other, one]
    return [{ path: clear.path, sentence: `reads in the clear what ${nameOf(masked)} masks` }]
  }
  // `match` reads a field to tell events apart.
  if (one.field === null || other.field === null) return []
  return [{ path: other.path, sentence: `reads the same value as ${nameOf(one)}` }]
}

const nestedMistakes = (outer: Reader, inner: Reader): readonly Mistake[] => {
  if (outer.field?.type === 'json')
    return isMasked(inner) && !isMasked(outer)
      ? [{ path: outer.path, sentence: `holds what ${nameOf(inner)} masks, and is stored in the clear` }]
      : []
  const what = outer.field === null ? 'is a text' : `is of type ${quoted(outer.field.type)}`
  return [
    { path: inner.path, sentence: `lies inside of ${nameOf(outer)}, which ${what} and holds nothing else` },
  ]
}
