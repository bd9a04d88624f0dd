import type { JsonNode } from '../json.ts'

/** A JSON text that was read, or a value in it. */
export interface JsonSide {
  readonly text: string
  readonly root: JsonNode
}

/**
 * Whether two values say the same, apart from white space, escapes and the order of names; numbers are compared by
 * spelling.
 */
export const isSameJson = (one: JsonSide, other: JsonSide): boolean => {
  const [a, b] = [one.root, other.root]
  if (a.kind === 'object' && b.kind === 'object') {
    const others = new Map(b.members.map(({ key, node }) => [key, node]))
    return (
      a.members.length === b.members.length &&
      a.members.every(({ key, node }) => {
        const partner = others.get(key)
        return partner !== undefined && isSameJson({ ...one, root: node }, { ...other, root: partner })
      })
    )
  }
  if (a.kind === 'array' && b.kind === 'array')
    return (
      a.items.length === b.items.length &&
      a.items.every((node, index) => {
        const item = b.items[index]
        return item !== undefined && isSameJson({ ...one, root: node }, { ...other, root: item })
      })
    )
  if (a.kind === 'string' && b.kind === 'string') return a.value === b.value
  return a.kind === b.kind && one.text.slice(a.start, a.end) === other.text.slice(b.start, b.end)
}

/**
 * A value that a rule can contain; undefined for others, and for numbers that a double does not keep as they are
 * spelled.
 */
export const valueOf = (text: string, node: JsonNode): string | number | boolean | null | undefined => {
  const spelled = text.slice(node.start, node.end)
  switch (node.kind) {
    case 'string':
      return node.value.isWellFormed() ? node.value : undefined
    case 'number':
      return JSON.stringify(Number(spelled)) === spelled ? Number(spelled) : undefined
    case 'boolean':
      return spelled === 'true'
    case 'null':
      return null
    default:
      return undefined
  }
}
