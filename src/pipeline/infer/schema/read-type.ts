import { jsonKinds, type FieldType, type JsonKind } from '../../../contract/field-type.ts'
import { fieldTypes, type FieldTypeName } from '../../../contract/field-types.ts'
import type { Guess } from '../../../contract/event-proposal.ts'
import { isSchemaObject, listOf, ownOf, textOf, type NotTaken, type SchemaObject } from './schema-node.ts'

/** A schema's description of one value. */
export type SchemaType = Pick<
  Guess,
  'type' | 'form' | 'accept' | 'nullable' | 'allowEmpty' | 'maxLength' | 'enum'
> & {
  /** Whether it gives no type at all. */
  readonly isOpen: boolean
  /** Whether it is an object and nothing else. */
  readonly isObject: boolean
}

const formats: Readonly<Record<string, FieldTypeName>> = {
  ...{ 'date-time': 'timestamp', date: 'date', email: 'email', ipv4: 'ip', ipv6: 'ip', uuid: 'uuid' },
}

/** Keywords without effect on what is valid, or read elsewhere. */
const understood = new Set([
  ...['type', 'format', 'enum', 'const', 'maxLength', 'minLength', 'properties', 'required', 'nullable'],
  ...[
    'additionalProperties',
    'items',
    '$ref',
    '$schema',
    '$id',
    'id',
    '$defs',
    'definitions',
    '$comment',
    '$anchor',
  ],
  ...['title', 'description', 'examples', 'example', 'deprecated', 'readOnly', 'writeOnly'],
  ...['pii', 'classification', 'confluent:tags', 'openapi', 'info', 'components', 'paths'],
])

/** Reads the known keywords of one schema; the others go to `notTaken`. No pattern is run. */
export const readType = (node: SchemaObject, place: string, notTaken: NotTaken[]): SchemaType => {
  for (const name of Object.keys(node))
    if (!understood.has(name) && !name.startsWith('x-'))
      notTaken.push({ place: `${place}/${name}`, what: untaken[name] ?? 'is not checked' })
  const kinds = kindsOf(node)
  const nullable = namesOf(node).includes('null') || ownOf(node, 'nullable') === true
  const type = typeFor(node, kinds, place, notTaken)
  const form = type === 'timestamp' ? 'rfc3339' : null
  const { natural, options, possible }: FieldType = fieldTypes[type]
  const accept = kinds.length === 0 || kinds.some((kind) => !possible.includes(kind)) ? natural(form) : kinds
  const isText = type === 'text'
  return {
    ...{ type, form, nullable },
    accept: kinds.length === 0 && type === 'json' ? jsonKinds : accept,
    ...lengthOf(node, options.includes('maxLength'), place, notTaken),
    enum: isText ? enumOf(node, place, notTaken) : null,
    allowEmpty: isText && !(Number(ownOf(node, 'minLength') ?? 0) > 0) && !isListed(node),
    isOpen: kinds.length === 0 && !isListed(node),
    isObject: kinds.join() === 'object',
  }
}

const untaken: Readonly<Record<string, string>> = {
  pattern: 'patterns are not run',
  default: 'nothing is filled in where a value is missing',
  patternProperties: 'names are not told apart by patterns',
  oneOf: 'alternatives are not told apart',
  anyOf: 'alternatives are not told apart',
  allOf: 'several schemas of one value are not put together',
}

const namesOf = (node: SchemaObject): readonly unknown[] => {
  const type = ownOf(node, 'type')
  return typeof type === 'string' ? [type] : listOf(node, 'type')
}

const kindsOf = (node: SchemaObject): readonly JsonKind[] => {
  const names = namesOf(node).map((name) => (name === 'integer' ? 'number' : name))
  if (names.length === 0 && isSchemaObject(ownOf(node, 'properties'))) return ['object']
  if (names.length === 0 && isListed(node)) return ['string']
  return jsonKinds.filter((kind) => names.includes(kind))
}

const valuesOf = (node: SchemaObject): readonly unknown[] =>
  Object.hasOwn(node, 'const') ? [node.const] : listOf(node, 'enum')

/** Whether it lists texts and perhaps null. */
const isListed = (node: SchemaObject): boolean => {
  const values = valuesOf(node).filter((value) => value !== null)
  return values.length > 0 && values.every((value) => typeof value === 'string')
}

const typeFor = (
  node: SchemaObject,
  kinds: readonly JsonKind[],
  place: string,
  notTaken: NotTaken[],
): FieldTypeName => {
  const [only, ...others] = kinds
  if (only === undefined || kinds.includes('object') || kinds.includes('array')) return 'json'
  if (others.length > 0) return 'text'
  if (only === 'boolean') return 'boolean'
  if (only === 'number') return namesOf(node).includes('number') ? 'decimal' : 'integer'
  const format = textOf(node, 'format')
  if (format === null || isListed(node)) return 'text'
  if (!Object.hasOwn(formats, format))
    notTaken.push({ place: `${place}/format`, what: 'there is no type of this format' })
  return Object.hasOwn(formats, format) ? (formats[format] ?? 'text') : 'text'
}

const lengthOf = (
  node: SchemaObject,
  isPossible: boolean,
  place: string,
  notTaken: NotTaken[],
): Pick<SchemaType, 'maxLength'> => {
  const most = ownOf(node, 'maxLength')
  const least = ownOf(node, 'minLength')
  if (typeof least === 'number' && least > 1)
    notTaken.push({ place: `${place}/minLength`, what: 'a text is empty or not, and of no least length' })
  if (most === undefined) return { maxLength: null }
  if (isPossible && typeof most === 'number' && Number.isInteger(most) && most >= 1 && most <= 1_048_576)
    return { maxLength: most }
  notTaken.push({ place: `${place}/maxLength`, what: 'its type has none, or no such one' })
  return { maxLength: null }
}

const enumOf = (node: SchemaObject, place: string, notTaken: NotTaken[]): readonly string[] | null => {
  const all = valuesOf(node)
  if (all.length === 0) return null
  const values = [...new Set(all)].filter((value): value is string => typeof value === 'string')
  const isWhole = all.every((value) => value === null || typeof value === 'string')
  if (
    isWhole &&
    values.length > 0 &&
    values.length <= 1_000 &&
    values.every(({ length }) => length > 0 && length <= 256)
  )
    return values
  notTaken.push({
    place: `${place}/${Object.hasOwn(node, 'const') ? 'const' : 'enum'}`,
    what: 'only up to 1,000 texts can be listed',
  })
  return null
}
