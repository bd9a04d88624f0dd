import { gzipSync } from 'node:zlib'
import type { Envelope, EnvelopeKind } from '../contract/event-definition.ts'
import type { Dice } from '../contract/field-type.ts'

/** Names and their JSON, in order. */
export type JsonObject = Map<string, string | JsonObject>

/** JSON of a tree of names. */
export const jsonOf = (node: string | JsonObject): string =>
  typeof node === 'string'
    ? node
    : `{${[...node].map(([name, inner]) => `${JSON.stringify(name)}:${jsonOf(inner)}`).join(',')}}`

/** Envelopes that have names beside what is in them. */
type NamedKind = Extract<EnvelopeKind, 'sns' | 'eventbridge' | 'cloudevents'>

/** What each needs, with made-up values (account numbers and hosts are those kept for documents), and where the message goes. */
const named: Readonly<
  Record<NamedKind, (id: string, body: string) => readonly (readonly [string, string])[]>
> = {
  sns: (id, body) => [
    ['Type', '"Notification"'],
    ['MessageId', id],
    ['TopicArn', '"arn:aws:sns:eu-central-1:111122223333:samples"'],
    ['Message', JSON.stringify(body)],
    ['Timestamp', '"2026-01-01T00:00:00.000Z"'],
  ],
  eventbridge: (id, body) => [
    ['version', '"0"'],
    ['id', id],
    ['detail-type', '"Sample"'],
    ['source', '"com.example.samples"'],
    ['account', '"111122223333"'],
    ['time', '"2026-01-01T00:00:00Z"'],
    ['region', '"eu-central-1"'],
    ['resources', '[]'],
    ['detail', body],
  ],
  cloudevents: (id, body) => [
    ['specversion', '"1.0"'],
    ['id', id],
    ['source', '"https://example.com/samples"'],
    ['type', '"com.example.sample"'],
    ['datacontenttype', '"application/json"'],
    ['data', body],
  ],
}

const isNamed = (kind: EnvelopeKind): kind is NamedKind => Object.hasOwn(named, kind)

/**
 * The wrappings of a sample, from the outermost to the innermost: those that the definition demands, and where it leaves them
 * open, none; or one that may have the names that its fields read.
 */
export const sampleKinds = (envelope: Envelope, names: readonly string[]): readonly EnvelopeKind[] => {
  if (envelope !== 'auto') return envelope
  if (names.length === 0) return []
  const has = (kind: NamedKind) => {
    const own = named[kind]('', '').map(([name]) => name)
    return names.every((name) => own.includes(name))
  }
  if (has('eventbridge')) return ['eventbridge']
  return has('sns') || names.some((name) => /^[A-Z]/.test(name)) ? ['sns'] : ['cloudevents']
}

/**
 * A body in its wrappings.
 *
 * @param outside what fields read of the innermost envelope that has names
 */
export const wrapSample = (
  body: string,
  kinds: readonly EnvelopeKind[],
  outside: JsonObject,
  dice: Dice,
): string => {
  const innermost = kinds.findLastIndex(isNamed)
  return kinds.reduceRight((inner, kind, index) => {
    if (!isNamed(kind)) return plainly[kind](inner)
    const members = new Map<string, string | JsonObject>(named[kind](JSON.stringify(uuid(dice)), inner))
    if (index === innermost)
      for (const [name, value] of outside) if (!marks.has(name)) members.set(name, value)
    return jsonOf(members)
  }, body)
}

/** By these an envelope is told; another value would make it none. */
const marks: ReadonlySet<string> = new Set(['Type', 'specversion'])

const plainly: Readonly<Record<Exclude<EnvelopeKind, NamedKind>, (body: string) => string>> = {
  text: (body) => JSON.stringify(body),
  base64: (body) => Buffer.from(body, 'utf8').toString('base64'),
  'gzip+base64': (body) => gzipSync(body).toString('base64'),
}

const uuid = ({ hex }: Dice): string => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`
