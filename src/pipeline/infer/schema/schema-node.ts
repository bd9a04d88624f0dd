/** A JSON Schema that is an object, not `true` or `false`. */
export type SchemaObject = Readonly<Record<string, unknown>>

export const isSchemaObject = (value: unknown): value is SchemaObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A schema's own property, never an inherited one. */
export const ownOf = (node: SchemaObject, name: string): unknown =>
  Object.hasOwn(node, name) ? node[name] : undefined

export const objectOf = (node: SchemaObject, name: string): SchemaObject | null => {
  const found = ownOf(node, name)
  return isSchemaObject(found) ? found : null
}

export const textOf = (node: SchemaObject, name: string): string | null => {
  const found = ownOf(node, name)
  return typeof found === 'string' ? found : null
}

export const listOf = (node: SchemaObject, name: string): readonly unknown[] => {
  const found: unknown = ownOf(node, name)
  return Array.isArray(found) ? (found as readonly unknown[]) : []
}

/** Something in a schema that a definition cannot express, and its place: a JSON pointer after `#`. */
export interface NotTaken {
  readonly place: string
  /** Follows the place and a colon, without a full stop. */
  readonly what: string
}

/** The most references that can follow each other. */
const deepest = 16

/** A schema with the references that led to it. */
export interface Resolved {
  readonly node: SchemaObject
  /** The references that led here; a repeated one is a circle. */
  readonly through: readonly string[]
}

/**
 * Follows references inside of the document to a depth; nothing is fetched. Keywords beside a reference override what
 * it refers to. Returns why if it cannot.
 */
export const resolve = (
  root: SchemaObject,
  given: SchemaObject,
  through: readonly string[],
): Resolved | string => {
  const node = withoutNull(given)
  if (node !== given) return resolve(root, node, through)
  const reference = textOf(node, '$ref')
  if (reference === null) return { node, through }
  if (!reference.startsWith('#')) return 'refers to another document, and nothing is fetched'
  if (through.includes(reference)) return 'refers to itself'
  if (through.length >= deepest) return `has more than ${deepest} references in each other`
  const found = at(root, reference.slice(1))
  if (found === null) return 'refers to what is not there'
  const { $ref: _, ...beside } = node
  return resolve(root, { ...found, ...beside }, [...through, reference])
}

/** `oneOf` or `anyOf` of one schema and null is that schema, made nullable; `allOf` of one schema is that schema. */
const withoutNull = (node: SchemaObject): SchemaObject => {
  for (const name of ['oneOf', 'anyOf', 'allOf']) {
    const all = listOf(node, name)
    const rest = all.filter((one) => !(isSchemaObject(one) && one.type === 'null'))
    const [only] = rest
    if (rest.length !== 1 || !isSchemaObject(only)) continue
    const beside = Object.fromEntries(Object.entries(node).filter(([key]) => key !== name))
    return { ...only, ...beside, ...(rest.length < all.length ? { nullable: true } : {}) }
  }
  return node
}

/** RFC 6901, as a fragment of a URI. */
const at = (root: SchemaObject, pointer: string): SchemaObject | null => {
  if (pointer !== '' && !pointer.startsWith('/')) return null
  let found: unknown = root
  for (const step of pointer.split('/').slice(1)) {
    const name = decoded(step).replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return null
    found = (found as SchemaObject)[name]
  }
  return isSchemaObject(found) ? found : null
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
