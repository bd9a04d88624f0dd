import type { EventDefinition, Field } from './event-definition.ts'
import { quoted, type Mistake, type MistakePath } from './event-mistake.ts'
import { holdsPlace, pointerTo, readPointer, type FieldPlace } from './field-pointer.ts'
import { nearestName } from './nearest.ts'
import type { RepairRule, RepairStep } from './repair-rule.ts'

/**
 * Everything that is wrong with a rule for a definition beyond its shape. A rule may not carry a masked value to where it is
 * not masked, and may not write a constant where a masked value belongs: a mask of what somebody made up would be taken for
 * that of a person.
 *
 * @param hash of the definition
 */
export const repairMistakes = (
  rule: RepairRule,
  definition: EventDefinition,
  hash: string,
): readonly Mistake[] => [
  ...(rule.definition === hash ? [] : [otherDefinition(rule, definition, hash)]),
  ...textMistakes(rule.steps, ['steps']),
  ...rule.steps.flatMap((step, index) =>
    [...placeMistakes(step), ...optionMistakes(step), ...leadMistakes(rule.steps, index, definition)].map(
      (mistake) => ({ ...mistake, path: ['steps', index, ...mistake.path] }),
    ),
  ),
  ...maskMistakes(rule, definition),
]

const otherDefinition = (rule: RepairRule, { label }: EventDefinition, hash: string): Mistake => ({
  path: ['definition'],
  sentence: `made for the definition ${quoted(rule.definition)}; the one of ${label} in force is ${quoted(hash)}`,
})

/** A text with half of a surrogate pair cannot be written to a file. */
const textMistakes = (value: unknown, path: MistakePath): readonly Mistake[] => {
  if (typeof value === 'string')
    return value.isWellFormed() ? [] : [{ path, sentence: `${quoted(value)} holds an unpaired surrogate` }]
  if (Array.isArray(value)) return value.flatMap((item, index) => textMistakes(item, [...path, index]))
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => textMistakes(inner, [...path, key]))
    : []
}

/** The place of a step; of the whole message it is a path without names. Null where it is none. */
export const placeOfStep = ({ at, do: kind }: RepairStep): readonly string[] | null => {
  if (at === '' && kind === 'unwrap') return []
  const place = readPointer(at)
  return place?.from === 'body' ? place.path : null
}

const placeMistakes = (step: RepairStep): readonly Mistake[] => {
  if (placeOfStep(step) !== null) return []
  const place = readPointer(step.at)
  const why =
    place === null
      ? 'is not a pointer: write "/" and the name of the field'
      : 'leads out of the body, and only the body can be mended'
  return [{ path: ['at'], sentence: `${quoted(step.at)} ${why}` }]
}

const optionMistakes = (step: RepairStep): readonly Mistake[] => {
  if (step.do === 'convert') {
    if (step.to === 'timestamp' && step.from === undefined)
      return [{ path: ['from'], sentence: 'say what the number counts: "s", "ms", "us" or "ns"' }]
    return step.to !== 'timestamp' && step.from !== undefined
      ? [{ path: ['from'], sentence: 'is only for "timestamp"' }]
      : []
  }
  if (step.do === 'set' || step.do === 'default') {
    const { value } = step
    return typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER
      ? [{ path: ['value'], sentence: 'has more digits than can be kept' }]
      : []
  }
  return step.do === 'rename' && pointerTo(step.to) === lastOf(step.at)
    ? [{ path: ['to'], sentence: 'is the name that it has' }]
    : []
}

const lastOf = (pointer: string): string => pointer.slice(pointer.lastIndexOf('/'))

/** Where a step writes to; null where it writes nothing of its own. */
const targetOf = (step: RepairStep): readonly string[] | null => {
  const place = placeOfStep(step)
  if (place === null) return null
  if (step.do === 'rename') return [...place.slice(0, -1), step.to]
  return step.do === 'set' || step.do === 'default' ? place : null
}

/** A value that is put where nobody reads it would have the message rejected for it. */
const leadMistakes = (
  steps: readonly RepairStep[],
  index: number,
  definition: EventDefinition,
): readonly Mistake[] => {
  const step = steps[index]
  const target = step === undefined ? null : targetOf(step)
  if (step === undefined || target === null) return []
  const places = [
    ...definition.fields.map(({ pointer }) => readPointer(pointer)),
    ...(definition.match === null ? [] : [readPointer(definition.match.pointer)]),
  ].flatMap((place) => (place?.from === 'body' ? [place.path] : []))
  // It may be on its way to where a later step puts it.
  const later = steps.slice(index + 1).flatMap((other) => {
    const place = placeOfStep(other)
    return place === null || place.length === 0 ? [] : [place]
  })
  if ([...places, ...later].some((place) => touch(place, target))) return []
  const near = nearestName(
    target.at(-1) ?? '',
    places.map((place) => place.at(-1) ?? ''),
  )
  const hint = near === null ? '' : `; did you mean ${quoted(near)}?`
  return [
    {
      path: [step.do === 'rename' ? 'to' : 'at'],
      sentence: `no field of ${quoted(definition.name)} is read from ${quoted(pathPointer(target))}${hint}`,
    },
  ]
}

const pathPointer = (path: readonly string[]): string => path.map(pointerTo).join('')

type Path = readonly string[]

const bodyPlace = (path: Path): FieldPlace => ({ from: 'body', path })

const holds = (outer: Path, inner: Path): boolean => holdsPlace(bodyPlace(outer), bodyPlace(inner))

/** Whether one is the other, or lies in it. */
const touch = (one: Path, other: Path): boolean => holds(one, other) || holds(other, one)

const bodyPathOf = ({ pointer }: Field): Path | null => {
  const place = readPointer(pointer)
  return place?.from === 'body' ? place.path : null
}

const maskMistakes = ({ steps }: RepairRule, { fields }: EventDefinition): readonly Mistake[] => {
  const masked = fields.flatMap((field) => {
    const path = field.mask === null ? null : bodyPathOf(field)
    return path === null ? [] : [{ name: field.name, path }]
  })
  const maskedAt = (path: Path): string | null =>
    masked.find((field) => touch(field.path, path))?.name ?? null
  return steps.flatMap((step, index) => {
    const place = placeOfStep(step)
    if (place === null) return []
    const at = (sentence: string): readonly Mistake[] => [{ path: ['steps', index], sentence }]
    if (step.do === 'rename') {
      const name = maskedAt(place)
      return name === null
        ? []
        : at(`would carry the value of ${quoted(name)}, which is masked, to where it is not`)
    }
    if (!writesConstant(step)) return []
    const name = reachedBy(place, steps.slice(index + 1))
      .map(maskedAt)
      .find((found) => found !== null)
    return name === undefined ? [] : at(`would write a made-up value into ${quoted(name)}, which is masked`)
  })
}

/** Whether something goes into the message that the rule says and the message does not. */
const writesConstant = (step: RepairStep): boolean => {
  switch (step.do) {
    case 'set':
    case 'default':
      return true
    case 'replace':
      return step.with !== '' || step.how === 'glob'
    default:
      return false
  }
}

/** Where something written at a place may end up, since later steps may rename it or what it lies in. */
const reachedBy = (place: Path, later: readonly RepairStep[]): readonly Path[] =>
  later.reduce<readonly Path[]>(
    (reached, step) => {
      const from = step.do === 'rename' ? placeOfStep(step) : null
      const to = step.do === 'rename' ? targetOf(step) : null
      if (from === null || to === null) return reached
      const moved = reached.flatMap((path) => {
        if (holds(from, path)) return [[...to, ...path.slice(from.length)]]
        return holds(path, from) ? [to] : []
      })
      return eachOnce([...reached, ...moved])
    },
    [place],
  )

const eachOnce = (paths: readonly Path[]): readonly Path[] => [
  ...new Map(paths.map((path) => [JSON.stringify(path), path])).values(),
]
