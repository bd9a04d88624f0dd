import type { JsonMember } from '../json.ts'
import { openBase64 } from './base64.ts'
import { hasNames, memberOf, openMember, readEnvelope, textOf } from './json-envelope.ts'
import { closed, opened, type OpenEnvelope } from './layer.ts'

const called = 'a CloudEvent'

/** CloudEvents 1.0.2, 3.1 and JSON event format 1.0.2, 3.1. */
const needed = ['specversion', 'id', 'source', 'type']

const known: ReadonlySet<string> = new Set([
  'datacontenttype',
  'dataschema',
  'subject',
  'time',
  'data',
  'data_base64',
])

/**
 * Other attributes have names of small letters and digits and are not objects (1.0.2, 3.1 and "Extension Context
 * Attributes").
 */
const isExtension = (members: readonly JsonMember[], name: string): boolean => {
  const kind = memberOf(members, name)?.kind
  return /^[a-z0-9]{1,20}$/.test(name) && kind !== 'object' && kind !== 'array'
}

/** A CloudEvent in its structured form. */
export const openCloudEvent: OpenEnvelope = (text, onBroken) => {
  const members = readEnvelope(text, onBroken)
  if (
    members === null ||
    !hasNames(members, { needed, others: (name) => known.has(name) || isExtension(members, name) }) ||
    textOf(members, 'specversion')?.startsWith('1.') !== true
  )
    return closed('not-wrapped', null, called)
  const [source, id] = [textOf(members, 'source'), textOf(members, 'id')]
  // Source and id together name an event (1.0.2, 3.1.1); neither contains a raw line feed.
  const eventId = source === null || id === null ? null : `${source}\n${id}`
  const packed = memberOf(members, 'data_base64')
  if (packed?.kind !== 'string')
    return openMember(text, members, memberOf(members, 'data'), { eventId }, called)
  const inner = openBase64(packed.value)
  if (!inner.ok) return closed('not-base64', [packed.start, packed.end])
  return opened({
    ...{ eventId, around: { text, members } },
    text: inner.layer.text,
    toOuter: () => [packed.start, packed.end],
    putOuter: (edits) =>
      inner.layer.putOuter(edits).map(({ text: by }) => ({
        range: [packed.start, packed.end],
        text: JSON.stringify(by),
      })),
  })
}
