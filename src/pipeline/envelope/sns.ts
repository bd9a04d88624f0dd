import type { JsonMember } from '../json.ts'
import { hasNames, memberOf, openMember, readEnvelope, textOf } from './json-envelope.ts'
import { closed, type OpenEnvelope } from './layer.ts'

const called = 'an SNS notification'

/** Of a notification (Amazon SNS, Developer Guide, "Parsing Amazon SNS message formats"); FIFO topics number them. */
const others: ReadonlySet<string> = new Set([
  'Subject',
  'SignatureVersion',
  'Signature',
  'SigningCertURL',
  'UnsubscribeURL',
  'MessageAttributes',
  'SequenceNumber',
])

const needed = ['Type', 'MessageId', 'TopicArn', 'Message', 'Timestamp']

const isNotification = (members: readonly JsonMember[]): boolean =>
  hasNames(members, { needed, others: (name) => others.has(name) }) &&
  textOf(members, 'Type') === 'Notification'

/** What SNS sends to a queue without raw delivery, which is the default. */
export const openSns: OpenEnvelope = (text, onBroken) => {
  const members = readEnvelope(text, onBroken)
  if (members === null || !isNotification(members)) return closed('not-wrapped', null, called)
  const message = memberOf(members, 'Message')
  const more = { eventId: textOf(members, 'MessageId'), attributes: attributesOf(members) }
  return openMember(
    text,
    members,
    message?.kind === 'string' || message?.kind === 'broken' ? message : null,
    more,
    called,
  )
}

/** Attributes that are texts; SNS writes each as its type and its value. */
const attributesOf = (members: readonly JsonMember[]): ReadonlyMap<string, string> => {
  const node = memberOf(members, 'MessageAttributes')
  if (node?.kind !== 'object') return new Map()
  const pairs = node.members.flatMap(({ key, node: attribute }): [string, string][] => {
    if (attribute.kind !== 'object' || textOf(attribute.members, 'Type') === 'Binary') return []
    const value = textOf(attribute.members, 'Value')
    return value === null ? [] : [[key, value]]
  })
  return new Map(pairs)
}
