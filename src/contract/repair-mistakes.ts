import type { EventDefinition, Field } from './event-definition.ts'
import { quoted, type Mistake, type MistakePath } from './event-mistake.ts'
import { holdsPlace, pointerTo, readPointer, type FieldPlace } from './field-pointer.ts'
import { nearestName } from './nearest.ts'
import type { RepairRule, RepairStep } from './repair-rule.ts'

/**
 * Everything that is wrong with a rule for a definition, beyond its shape. A rule must not move a masked value to a
 * place that is not masked, nor write a constant where a masked value belongs: the mask of a made-up value would look
 * like a person's.
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

/** A text with an unpaired surrogate cannot be written to a file. */
const textMistakes = (value: unknown, path: MistakePath): readonly Mistake[] => {
  if (typeof value === 'string')
    return value.isWellFormed() ? [] : [{ path, sentence: `${quoted(value)} holds an unpaired surrogate` }]
  if (Array.isArray(value)) return value.flatMap((item, index) => textMistakes(item, [...path, index]))
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => textMistakes(inner, [...path, key]))
    : []
}

/** The place that a step's pointer means; an empty path for the whole message. Null if it is not a pointer. */
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

/** Where a step writes; null if it does not write a new value. */
const targetOf = (step: RepairStep): readonly string[] | null => {
  const place = placeOfStep(step)
  if (place === null) return null
  if (step.do === 'rename') return [...place.slice(0, -1), step.to]
  return step.do === 'set' || step.do === 'default' ? place : null
}

/** A value at a place that no field reads would get the message rejected. */
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
  // A later step may move it on.
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

/** Whether one place is the other, or inside it. */
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

/** Whether the rule adds something that is not from the message. */
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

/** Where something written at a place may end up, since later steps may rename it or what it is in. */
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
