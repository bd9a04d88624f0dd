import type { EventDefinition, Field } from './event-definition.ts'
import { quoted, type MistakePath } from './event-mistake.ts'
import { holdsPlace, readPointer } from './field-pointer.ts'

/**
 * What it takes to save a change:
 *
 * - `free`: nothing that used to load is rejected now, and no column gets other values;
 * - `asked`: a person must agree;
 * - `refused`: never while the column holds rows, unless a person types the field's name. Masks before and after
 *   would not match, or what was masked would be in the clear.
 */
export type ChangeKind = 'free' | 'asked' | 'refused'

export interface EventChange {
  readonly kind: ChangeKind
  /** In the new definition; for a removed field, in the old one. */
  readonly path: MistakePath
  /** What has changed, as people look for it: `ip.mask`, `table`. */
  readonly subject: string
  /** Follows the subject and a colon. */
  readonly sentence: string
  /** For a refused change, the name to type and the column whose values no longer match. */
  readonly field: string | null
  readonly column: string | null
}

type Sorted = readonly [kind: ChangeKind, sentence: string]

/** The verdict on a change of one property; called only if the two differ. */
type Sort<T> = (before: T, after: T) => Sorted

const wider: Sorted = ['free', 'takes more than before']
const narrower: Sorted = [
  'asked',
  'takes less than before: messages like those that were loaded may be rejected',
]
const elsewhere: Sorted = ['asked', 'reads another value than before']
const unseen: Sorted = ['free', 'changes no row']

const byFlag =
  (wide: boolean) =>
  (_: unknown, after: boolean): Sorted =>
    after === wide ? wider : narrower

/** Whether a limit accepts everything that another one does; null means no limit. */
const isWithin = (before: number | null, after: number | null): boolean =>
  after === null || (before !== null && before <= after)

const byList = (before: readonly string[] | null, after: readonly string[] | null): Sorted =>
  after === null || before?.every((value) => after.includes(value)) === true ? wider : narrower

/** The digits before and after the point must both still fit. */
const byDigits: Sort<Field> = (before, after) =>
  isWithin(before.scale, after.scale) && isWithin(wholeDigits(before), wholeDigits(after)) ? wider : narrower

const wholeDigits = ({ precision, scale }: Field): number | null =>
  precision === null ? null : precision - (scale ?? 0)

const newMasks = 'new masks match none of the existing ones'

const byMask = (before: string | null, after: string | null): Sorted => {
  if (before === null) return ['refused', 'is masked from now on, and existing rows have it in the clear']
  return after === null
    ? ['refused', 'is stored in the clear from now on, and was masked before']
    : ['refused', `is masked under another name: ${newMasks}`]
}

/** Every property of a field is listed here. */
const fieldSorts: { readonly [P in keyof Field]: Sort<Field> } = {
  name: () => unseen,
  pointer: () => elsewhere,
  type: (before, after) =>
    before.mask === null && after.mask === null
      ? elsewhere
      : ['refused', `masks are made of another form: ${newMasks}`],
  form: () => elsewhere,
  required: (before, after) => byFlag(false)(before.required, after.required),
  nullable: (before, after) => byFlag(true)(before.nullable, after.nullable),
  allowEmpty: (before, after) => byFlag(true)(before.allowEmpty, after.allowEmpty),
  maxLength: (before, after) => (isWithin(before.maxLength, after.maxLength) ? wider : narrower),
  precision: byDigits,
  scale: byDigits,
  enum: (before, after) => byList(before.enum, after.enum),
  accept: (before, after) => byList(before.accept, after.accept),
  column: (before) => ['asked', `fills another column than before; ${quoted(before.column)} stays as it is`],
  mask: (before, after) => byMask(before.mask, after.mask),
  summary: () => unseen,
}

/** Every property of a definition but its fields. */
const definitionSorts: {
  readonly [P in Exclude<keyof EventDefinition, 'fields'>]: Sort<EventDefinition[P]>
} = {
  name: () => ['asked', 'another name: how columns were arranged is kept under the old one'],
  label: () => unseen,
  table: (before, after) => {
    const isOrderOnly =
      JSON.stringify({ ...before, columns: null }) === JSON.stringify({ ...after, columns: null })
    return isOrderOnly ? unseen : ['asked', 'rows go to another table or column than before']
  },
  envelope: () => ['asked', 'messages are unwrapped differently than before'],
  origin: () => ['asked', 'copies of one message are recognised by another id than before'],
  match: (before, after) =>
    after === null || (before?.pointer === after.pointer && byList(before.enum, after.enum) === wider)
      ? wider
      : narrower,
  unknownFields: (_, after) => (after === 'ignore' ? wider : narrower),
}

/**
 * All differences between a definition and its replacement, with a verdict each. A field replaces the one that fills
 * the same column, or else the one with the same name.
 *
 * @param earlier fields of still older definitions that this one no longer had, newest first: their columns may still
 * hold masks, so that no mask can be taken off by leaving a field out for a while
 */
export const eventChanges = (
  before: EventDefinition,
  after: EventDefinition,
  earlier: readonly Field[] = [],
): readonly EventChange[] => {
  const pairs = pairFields(before.fields, after.fields)
  const returning = pairFields(earlier, after.fields)
  const kept = new Set(pairs.map(([old]) => old))
  return [
    ...definitionChanges(before, after),
    ...pairs.flatMap(([old, field], index) => fieldChanges(old, field, ['fields', index])),
    ...returning.flatMap(([old, field], index) =>
      old === null || pairs[index]?.[0] != null
        ? []
        : fieldChanges(old, field, ['fields', index]).filter(({ kind }) => kind === 'refused'),
    ),
    ...pairs.flatMap(([old, field], index) =>
      secondMaskChanges([...before.fields, ...earlier], old ?? returning[index]?.[0] ?? null, field, [
        'fields',
        index,
      ]),
    ),
    ...before.fields.flatMap((field, index) => (kept.has(field) ? [] : [fieldOut(field, index)])),
  ]
}

/** The strictest verdict on any of the changes; null if there are none. */
export const worstChange = (changes: readonly EventChange[]): ChangeKind | null =>
  (['refused', 'asked', 'free'] as const).find((kind) => changes.some((change) => change.kind === kind)) ??
  null

/** The new fields, each with the one it replaces. */
const pairFields = (
  before: readonly Field[],
  after: readonly Field[],
): readonly (readonly [Field | null, Field])[] => {
  const sameColumn = after.map(({ column }) => before.find((old) => old.column === column) ?? null)
  return after.map((field, index) => {
    const byName = before.find(({ name }) => name === field.name) ?? null
    const isTaken = byName !== null && sameColumn.includes(byName)
    return [sameColumn[index] ?? (isTaken ? null : byName), field]
  })
}

const fieldChanges = (old: Field | null, field: Field, path: MistakePath): readonly EventChange[] => {
  const { name } = field
  if (old === null)
    return [
      field.required
        ? asked(path, name, 'new and required: messages without it are rejected')
        : { ...asked(path, name, 'new, and may be missing'), kind: 'free' },
    ]
  return (Object.keys(fieldSorts) as (keyof Field)[]).flatMap((property): readonly EventChange[] => {
    if (isSame(old[property], field[property])) return []
    const [kind, sentence] = fieldSorts[property](old, field)
    const change = { path: [...path, property], subject: `${name}.${property}`, sentence }
    return kind === 'refused'
      ? [{ ...change, kind, field: name, column: old.column }]
      : [{ ...change, kind, field: null, column: null }]
  })
}

/** What was masked is not stored in the clear under another name or in another column either. */
const secondMaskChanges = (
  before: readonly Field[],
  old: Field | null,
  field: Field,
  path: MistakePath,
): readonly EventChange[] => {
  if (field.mask !== null || (old !== null && old.mask !== null)) return []
  const masked = before.find(
    (one) => one.mask !== null && (one.name === field.name || readsAlso(field.pointer, one.pointer)),
  )
  if (masked === undefined) return []
  const { name } = field
  const sentence = `reads in the clear what the field ${quoted(masked.name)} masked before`
  const change = { path: [...path, 'mask'], subject: `${name}.mask`, sentence }
  return [{ ...change, kind: 'refused', field: name, column: masked.column }]
}

/** Whether one pointer leads to what another one reads, or to a value that contains it. */
const readsAlso = (outer: string, inner: string): boolean => {
  const [one, other] = [readPointer(outer), readPointer(inner)]
  return one !== null && other !== null && holdsPlace(one, other)
}

const fieldOut = ({ name, column }: Field, index: number): EventChange =>
  asked(['fields', index], name, `no longer read; its column ${quoted(column)} is no longer filled`)

const asked = (path: MistakePath, subject: string, sentence: string): EventChange => ({
  ...{ kind: 'asked', path, subject, sentence, field: null, column: null },
})

const definitionChanges = (before: EventDefinition, after: EventDefinition): readonly EventChange[] => {
  const change = <P extends keyof typeof definitionSorts>(property: P): readonly EventChange[] => {
    if (isSame(before[property], after[property])) return []
    const [kind, sentence] = definitionSorts[property](before[property], after[property])
    return [{ ...asked([property], property, sentence), kind }]
  }
  return (Object.keys(definitionSorts) as (keyof typeof definitionSorts)[]).flatMap(change)
}

/** Both come from `definitionOf`, which writes properties in one order. */
const isSame = (before: unknown, after: unknown): boolean => JSON.stringify(before) === JSON.stringify(after)
