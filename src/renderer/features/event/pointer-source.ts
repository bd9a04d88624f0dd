import { pointerTo, readPointer } from '../../../contract/field-pointer.ts'

/** Where a field's value is read from. */
export type Source = 'body' | 'envelope' | 'attribute'

/** The source that a pointer names by its first character, even while it is being typed. */
export const sourceOf = (pointer: string): Source =>
  pointer.startsWith('@') ? 'attribute' : pointer.startsWith('^') ? 'envelope' : 'body'

/** The pointer to the same name in another source; of a path, an attribute has the last name. */
export const pointerIn = (pointer: string, source: Source): string => {
  if (sourceOf(pointer) === source) return pointer
  const place = readPointer(pointer)
  if (source === 'attribute') {
    const name = place === null || place.from === 'attribute' ? undefined : place.path.at(-1)
    return `@${name ?? pointer.replace(/^[\^/]+/, '')}`
  }
  const path = place?.from === 'attribute' ? pointerTo(place.name) : pointer.replace(/^[@^]+/, '')
  return `${source === 'envelope' ? '^' : ''}${path.startsWith('/') ? path : `/${path}`}`
}
