/**
 * Where a field's value is: a path of names into the body or into the envelope that was taken off it, or the name of an
 * attribute of the message.
 */
export type FieldPlace =
  | { readonly from: 'body' | 'envelope'; readonly path: readonly string[] }
  | { readonly from: 'attribute'; readonly name: string }

/**
 * Reads a pointer: `/name/name` into the body (RFC 6901), `^/name` into the envelope, `@name` for an attribute. Null
 * if it is none of these.
 */
export const readPointer = (text: string): FieldPlace | null => {
  if (text.startsWith('@')) return text.length > 1 ? { from: 'attribute', name: text.slice(1) } : null
  const isOutside = text.startsWith('^')
  const path = readPath(isOutside ? text.slice(1) : text)
  return path === null ? null : { from: isOutside ? 'envelope' : 'body', path }
}

/** The names of a JSON pointer that is not the whole value (RFC 6901, 3 and 4). */
const readPath = (text: string): readonly string[] | null => {
  if (!text.startsWith('/') || /~(?![01])/.test(text)) return null
  return text
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The pointer to a member of the outermost object. */
export const pointerTo = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`

/** Whether one place is the other, or contains it. */
export const holdsPlace = (outer: FieldPlace, inner: FieldPlace): boolean => {
  if (outer.from === 'attribute' || inner.from === 'attribute')
    return outer.from === 'attribute' && inner.from === 'attribute' && outer.name === inner.name
  return outer.from === inner.from && outer.path.every((name, index) => inner.path[index] === name)
}
