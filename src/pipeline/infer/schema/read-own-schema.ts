import { pointerTo } from '../../../contract/field-pointer.ts'
import {
  isSchemaObject,
  listOf,
  objectOf,
  ownOf,
  textOf,
  type NotTaken,
  type SchemaObject,
} from './schema-node.ts'

/** The definition in a schema that was written from one: a file's value, not checked yet. */
export interface OwnSchema {
  readonly file: unknown
  readonly notTaken: readonly NotTaken[]
}

/** Reads a schema with `x-sluice`; null if it has none. `readEvent` checks the values. */
export const readOwnSchema = (root: unknown): OwnSchema | null => {
  const own = isSchemaObject(root) ? objectOf(root, 'x-sluice') : null
  if (own === null || !isSchemaObject(root)) return null
  const { order: _, fields: outside, match, ...rest } = own
  const found: SchemaObject[] = []
  const notTaken: NotTaken[] = []
  const matched = isSchemaObject(match) ? textOf(match, 'pointer') : null
  walk(root, { pointer: '', place: '#', required: true, depth: 0 }, (node, step) => {
    const field = objectOf(node, 'x-sluice')
    if (field !== null) found.push(fieldFrom(node, field, step))
    else if (step.pointer !== matched && objectOf(node, 'properties') === null)
      notTaken.push({ place: step.place, what: 'it has no x-sluice of its own' })
  })
  const all = [...found, ...(Array.isArray(outside) ? outside.filter(isSchemaObject) : [])]
  const place = new Map(listOf(own, 'order').map((name, index) => [name, index]))
  const rank = (field: SchemaObject): number => place.get(ownOf(field, 'name')) ?? place.size
  return {
    file: {
      ...rest,
      ...(match === undefined ? {} : { match }),
      ...(textOf(root, 'title') === null ? {} : { label: root.title }),
      unknownFields: ownOf(root, 'additionalProperties') === false ? 'reject' : 'ignore',
      fields: all.toSorted((one, other) => rank(one) - rank(other)),
    },
    notTaken,
  }
}

interface Step {
  readonly pointer: string
  readonly place: string
  readonly required: boolean
  readonly depth: number
}

const deepest = 64

const walk = (node: SchemaObject, step: Step, visit: (node: SchemaObject, step: Step) => void): void => {
  if (step.depth > deepest) return
  const required = new Set(listOf(node, 'required'))
  for (const [name, inner] of Object.entries(objectOf(node, 'properties') ?? {})) {
    if (!isSchemaObject(inner)) continue
    const at = {
      pointer: step.pointer + pointerTo(name),
      place: `${step.place}/properties${pointerTo(name)}`,
      required: step.required && required.has(name),
      depth: step.depth + 1,
    }
    visit(inner, at)
    walk(inner, at, visit)
  }
}

const fieldFrom = (node: SchemaObject, own: SchemaObject, { pointer, required }: Step): SchemaObject => {
  const values = listOf(node, 'enum').filter((value) => value !== null)
  const isText = ownOf(own, 'type') === 'text'
  const types: readonly unknown[] = typeof node.type === 'string' ? [node.type] : listOf(node, 'type')
  return {
    ...{ pointer, required, nullable: types.includes('null') },
    ...(isText && ownOf(node, 'minLength') === undefined ? { allowEmpty: true } : {}),
    ...(ownOf(node, 'maxLength') === undefined ? {} : { maxLength: node.maxLength }),
    ...(values.length === 0 ? {} : { enum: values }),
    ...own,
  }
}
