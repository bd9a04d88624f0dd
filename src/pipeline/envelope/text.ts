import { readJson } from '../json.ts'
import { closed, opened, type OpenEnvelope } from './layer.ts'
import { editsInString, placesInString } from './string-places.ts'

/** A body that was made JSON twice: a JSON string whose text is the event. */
export const openText: OpenEnvelope = (text) => {
  const reading = readJson(text)
  if (!reading.ok || reading.root.kind !== 'string') return closed('not-wrapped', null, 'a JSON string')
  const { root } = reading
  return opened({
    ...{ text: root.value, toOuter: placesInString(text, root), putOuter: editsInString(text, root) },
  })
}
