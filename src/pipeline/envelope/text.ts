import { readRoot } from './json-envelope.ts'
import { closed, opened, type OpenEnvelope } from './layer.ts'
import { editsInString, placesInString } from './string-places.ts'

/** A body that was encoded as JSON twice: a JSON string whose text is the event. */
export const openText: OpenEnvelope = (text, onBroken) => {
  const root = readRoot(text, onBroken)
  if (root?.kind === 'broken') return closed('not-json', [root.start, root.end])
  if (root?.kind !== 'string') return closed('not-wrapped', null, 'a JSON string')
  return opened({
    ...{ text: root.value, toOuter: placesInString(text, root), putOuter: editsInString(text, root) },
  })
}
