import type { Field } from '../../../../contract/event-definition.ts'
import type { ChangePlace, FieldChange, MendingPlace } from '../../../../contract/mending.ts'
import { jsonOfTyped } from '../../../../contract/typed-value.ts'

/** What a person wants for one value. */
export type Typed =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'removed' }
  | { readonly kind: 'renamed'; readonly name: string }

/** What was typed, by its place. */
export type TypedValues = ReadonlyMap<string, Typed>

export const nothingTyped: TypedValues = new Map()

/** The key of a place in `TypedValues`. */
export const keyOf = (at: ChangePlace): string => (typeof at === 'string' ? at : at.join(' '))

/** What was typed, with one place changed; null for no change, which is also how an emptied field counts. */
export const withTyped = (values: TypedValues, at: ChangePlace, typed: Typed | null): TypedValues => {
  const next = new Map(values)
  if (typed === null || (typed.kind === 'value' && typed.text === '')) next.delete(keyOf(at))
  else next.set(keyOf(at), typed)
  return next
}

/** The changes to ask the engine for. What was typed for a place that no longer exists is left out. */
export const changesOf = (
  values: TypedValues,
  places: readonly MendingPlace[],
  fields: readonly Field[],
): FieldChange[] =>
  places.flatMap((place): FieldChange[] => {
    const typed = values.get(keyOf(place.at))
    return typed === undefined ? [] : [changeOf(place, typed, fieldOf(place, fields))]
  })

/** The field of the definition at a place; null if there is none. */
export const fieldOf = ({ pointer }: Pick<MendingPlace, 'pointer'>, fields: readonly Field[]): Field | null =>
  fields.find((field) => field.pointer === pointer) ?? null

const changeOf = ({ at }: MendingPlace, typed: Typed, field: Field | null): FieldChange => {
  switch (typed.kind) {
    case 'value':
      return { at, value: jsonOfTyped(typed.text, field) }
    case 'null':
      return { at, value: 'null' }
    case 'removed':
      return { at, value: null }
    case 'renamed':
      return typeof at === 'string' ? { at, value: null } : { at, name: typed.name }
  }
}
