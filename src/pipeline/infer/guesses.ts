import type { Guess, Guesses, Standing, Suspicion } from '../../contract/event-proposal.ts'
import { fieldTypes, type FieldTypeName } from '../../contract/field-types.ts'
import { pointerTo } from '../../contract/field-pointer.ts'
import type { PlaceFacts } from './gather.ts'
import { guessType } from './guess-type.ts'
import { isFieldName, isPlainName } from './names.ts'
import { isCutShort, suspectPlace, suspectWithin } from './suspect.ts'

/**
 * From this many messages on, a name in all of them is required, and values that are seldom new can be counted one by
 * one.
 */
const enoughMessages = 50

/** Objects nested deeper than this are stored as JSON. */
const deepest = 12

/** Values that occur this often on average are few enough to be counted. */
const fewValues = { most: 50, times: 4 }

/** A proposal for each place of the messages that could be a field, in order of appearance. */
export const guessPlaces = (root: PlaceFacts, of: number): Guesses => {
  const guesses: Guess[] = []
  const unnamed: { pointer: string; count: number }[] = []
  const walk = (place: PlaceFacts, pointer: string, path: readonly string[]): void => {
    const names = [...place.members.keys()]
    const fields = names.filter((name) => isFieldName(name, path.length === 0))
    const left = names.length - fields.length
    if (left > 0 || place.isCut) unnamed.push({ pointer, count: left })
    for (const name of fields) {
      const inner = place.members.get(name)
      if (inner === undefined) continue
      const at = pointer + pointerTo(name)
      const inside = [...path, name]
      if (isOpened(inner, inside)) walk(inner, at, inside)
      else guesses.push(guessPlace(inner, at, inside, of))
    }
  }
  walk(root, '', [])
  return { of, guesses, unnamed }
}

/** Whether an object's members become fields: it gives them names, and is an object in every message. */
const isOpened = (place: PlaceFacts, path: readonly string[]): boolean => {
  const { object, ...others } = place.kinds
  if (object === 0 || Object.values(others).some((count) => count > 0) || place.isWide) return false
  return place.members.size > 0 && !hasNamesOfData(place) && path.length < deepest
}

/** This many names, most of them in at most a tenth of the messages, are names of things or persons. */
const manyNames = 10

const hasNamesOfData = ({ members, messages }: PlaceFacts): boolean => {
  const names = [...members]
  const data = names.filter(([name]) => !isPlainName(name)).length
  const rare = names.filter(([, inner]) => inner.messages.length * 10 <= messages.length).length
  return data * 2 > names.length || (names.length >= manyNames && rare * 2 > names.length)
}

const guessPlace = (place: PlaceFacts, pointer: string, path: readonly string[], of: number): Guess => {
  const values = [...place.values.values()]
  const found = guessType(path.at(-1) ?? '', place)
  const type = found?.type ?? 'text'
  const offered = found?.offered ?? null
  const isMoment = type === 'date' || offered?.startsWith('timestamp') === true
  const suspicion = type === 'json' ? suspectWithin(path, place) : suspectPlace(path, values, isMoment)
  const isCut = type === 'json' && isCutShort(place)
  const { standing, question } = standingOf({ type, suspicion, isNothing: found === null, isCut })
  const seen = place.messages.length
  const empty = place.values.get('string ')?.count ?? 0
  return {
    ...{ pointer, path, type, offered, suspicion, standing, question },
    asksType: standing === 'asked' && found === null,
    ...{ form: found?.form ?? null, precision: null, scale: null, maxLength: null, enum: null },
    accept: found?.accept ?? fieldTypes.text.natural(),
    required: of >= enoughMessages && seen === of,
    nullable: place.nulls > 0,
    allowEmpty: type === 'text' && empty > 0 && standing !== 'masked',
    summary: standing === 'clear' && of >= enoughMessages && isFew(type, place),
    notes: [...(found?.notes ?? []), ...emptyNotes(standing, empty)],
    counts: { seen, nulls: place.nulls, different: place.values.size },
  }
}

const isFew = (type: FieldTypeName, { values, messages }: PlaceFacts): boolean =>
  ['text', 'version', 'boolean'].includes(type) &&
  values.size > 0 &&
  values.size <= fewValues.most &&
  values.size * fewValues.times <= messages.length

const emptyNotes = (standing: Standing, empty: number): readonly string[] =>
  standing === 'masked' && empty > 0
    ? [`empty in ${empty}, which a mask does not take: they would be rejected`]
    : []

/** Secrets are left out, what looks personal is masked, and what cannot be masked or is uncertain is asked. */
const standingOf = ({
  type,
  suspicion,
  isNothing,
  isCut,
}: {
  readonly type: FieldTypeName
  readonly suspicion: Suspicion | null
  readonly isNothing: boolean
  readonly isCut: boolean
}): Pick<Guess, 'standing' | 'question'> => {
  const asked = (question: string) => ({ standing: 'asked', question }) as const
  if (type === 'json' && suspicion !== null)
    return asked('it may hold personal data, and JSON cannot be masked')
  if (isCut) return asked('it holds more than was looked at')
  if (suspicion?.kind === 'secret' && !suspicion.isUnsure) return { standing: 'left-out', question: null }
  if (isNothing) return asked('nothing but null came, so its type is not known')
  if (suspicion === null) return { standing: 'clear', question: null }
  if (fieldTypes[type].canonical === null)
    return asked('it may be personal data, and its type cannot be masked')
  return suspicion.isUnsure
    ? asked('it looks like personal data, and too few different values came to be sure')
    : { standing: 'masked', question: null }
}
