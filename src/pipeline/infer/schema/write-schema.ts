import type { EventDefinition, Field } from '../../../contract/event-definition.ts'
import { fileOf } from '../../../contract/event-file.ts'
import { holdsPlace, readPointer } from '../../../contract/field-pointer.ts'
import type { FieldTypeName } from '../../../contract/field-types.ts'

/** A schema while it is being built. */
interface Node {
  readonly own: Map<string, unknown>
  readonly members: Map<string, Node>
  readonly required: Set<string>
}

const emptyNode = (): Node => ({ own: new Map(), members: new Map(), required: new Set() })

const formats: Partial<Record<FieldTypeName, string>> = {
  ...{ date: 'date', email: 'email', uuid: 'uuid', timestamp: 'date-time' },
}

/**
 * A definition as JSON Schema (2020-12): standard keywords as far as they go, and the rest under `x-sluice`, so that
 * the same definition can be read from it again.
 */
export const schemaOf = (definition: EventDefinition): object => {
  const root = emptyNode()
  const { match, fields } = definition
  for (const field of fields) putField(root, field, holdsOthers(field, definition))
  if (match !== null && !fields.some(({ pointer }) => pointer === match.pointer)) {
    const node = placeIn(root, match.pointer, true)
    node?.own.set('type', 'string')
    if (match.enum.length === 1) node?.own.set('const', match.enum[0])
    else node?.own.set('enum', match.enum)
  }
  const { fields: files, label, unknownFields: _, ...rest } = fileOf(definition)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: label,
    ...objectFrom(root, definition.unknownFields === 'reject'),
    'x-sluice': {
      ...rest,
      order: fields.map(({ name }) => name),
      fields: files.filter((_field, index) => !isInBody(fields[index])),
    },
  }
}

const isInBody = (field: Field | undefined): boolean => readPointer(field?.pointer ?? '')?.from === 'body'

/** Whether another field is read from inside it, so that `required` may be there for that one. */
const holdsOthers = (field: Field, { fields, match }: EventDefinition): boolean => {
  const outer = readPointer(field.pointer)
  const others = [...fields.map(({ pointer }) => pointer), ...(match === null ? [] : [match.pointer])]
  return others.some((pointer) => {
    const inner = readPointer(pointer)
    return pointer !== field.pointer && outer !== null && inner !== null && holdsPlace(outer, inner)
  })
}

/** The schema at a place of the body, created if missing; null for any other place. */
const placeIn = (root: Node, pointer: string, required: boolean): Node | null => {
  const place = readPointer(pointer)
  if (place?.from !== 'body') return null
  return place.path.reduce((node, name) => {
    const inner = node.members.get(name) ?? emptyNode()
    node.members.set(name, inner)
    if (required) node.required.add(name)
    return inner
  }, root)
}

const putField = (root: Node, field: Field, isHolding: boolean): void => {
  const node = placeIn(root, field.pointer, field.required)
  if (node === null) return
  const kinds = field.accept.map((kind) => (kind === 'number' && field.type === 'integer' ? 'integer' : kind))
  const types = [...kinds, ...(field.nullable ? ['null'] : [])]
  node.own.set('type', types.length === 1 ? types[0] : types)
  const isTextOnly = field.accept.join() === 'string'
  const format = field.form !== null && field.form !== 'rfc3339' ? undefined : formats[field.type]
  if (format !== undefined) node.own.set('format', format)
  if (field.maxLength !== null) node.own.set('maxLength', field.maxLength)
  if (field.type === 'text' && !field.allowEmpty) node.own.set('minLength', 1)
  if (field.enum !== null && isTextOnly)
    node.own.set('enum', [...field.enum, ...(field.nullable ? [null] : [])])
  node.own.set('x-sluice', {
    ...{ name: field.name, type: field.type, accept: field.accept, column: field.column },
    ...(field.form === null ? {} : { form: field.form }),
    ...(field.precision === null ? {} : { precision: field.precision }),
    ...(field.scale === null ? {} : { scale: field.scale }),
    ...(field.mask === null ? {} : { mask: field.mask }),
    ...(field.summary ? { summary: true } : {}),
    ...(field.enum === null || isTextOnly ? {} : { enum: field.enum }),
    ...(isHolding ? { required: field.required } : {}),
  })
}

const objectFrom = ({ own, members, required }: Node, isClosed: boolean): object => ({
  ...(own.has('type') ? {} : { type: 'object' }),
  ...Object.fromEntries(own),
  ...(members.size === 0
    ? {}
    : {
        properties: Object.fromEntries(
          [...members].map(([name, inner]) => [name, memberFrom(inner, isClosed)]),
        ),
        ...(required.size === 0 ? {} : { required: [...required] }),
      }),
  // A field that takes an object as a whole allows anything inside.
  ...(isClosed && !own.has('type') ? { additionalProperties: false } : {}),
})

const memberFrom = (node: Node, isClosed: boolean): object =>
  node.members.size === 0 ? Object.fromEntries(node.own) : objectFrom(node, isClosed)
