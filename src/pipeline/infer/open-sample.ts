import type { Envelope, EnvelopeKind } from '../../contract/event-definition.ts'
import { mostSampled } from '../../contract/event-proposal.ts'
import { compileUnwrap, type Unwrap, type Unwrapped } from '../envelope/unwrap.ts'
import { readJson } from '../json.ts'
import type { MessageAttribute } from '../message-attribute.ts'
import type { SampleMessage } from './gather.ts'

/** A message of a sample: its body, or with the attributes beside it. */
export type Sampled = string | { readonly body: string; readonly attributes: readonly MessageAttribute[] }

/** A message of a sample with its attributes and what was around it. */
export interface PlacedMessage extends SampleMessage, Pick<OpenedBody, 'around' | 'attribute'> {
  readonly attributes: readonly MessageAttribute[]
}

/** Bodies without their envelopes. */
export interface OpenedSample {
  readonly messages: readonly PlacedMessage[]
  /** The envelope for their definition. */
  readonly envelope: Envelope
  /** The envelopes found, from the outermost to the innermost, and in how many messages; the most frequent first. */
  readonly wrappings: readonly { readonly kinds: readonly EnvelopeKind[]; readonly count: number }[]
  /** How many are not JSON objects, or nested too deep. */
  readonly unreadable: number
}

/** Envelopes without marks, tried if nothing else turns a body into an object. */
const tries: readonly Envelope[] = ['auto', ['gzip+base64'], ['base64']]

/** Opens the first `mostSampled` messages of a sample. Never throws, whatever they are. */
export const openSample = (sampled: readonly Sampled[]): OpenedSample => {
  const wrappings = new Map<string, { readonly kinds: readonly EnvelopeKind[]; count: number }>()
  const messages: PlacedMessage[] = []
  const looked = sampled.slice(0, mostSampled)
  for (const one of looked) {
    const { body, attributes } = typeof one === 'string' ? { body: one, attributes: [] } : one
    const found = openBody(body)
    if (found === null) continue
    const { around, attribute } = found
    messages.push({ ...found.message, around, attribute, attributes })
    const key = found.kinds.join()
    const there = wrappings.get(key) ?? { kinds: found.kinds, count: 0 }
    there.count += 1
    wrappings.set(key, there)
  }
  const sorted = [...wrappings.values()].sort((one, other) => other.count - one.count)
  return {
    messages,
    envelope: envelopeOf(sorted.map(({ kinds }) => kinds)),
    wrappings: sorted,
    unreadable: looked.length - messages.length,
  }
}

const bare = { kinds: [], around: null, attribute: () => undefined }

const unwraps = tries.map(compileUnwrap)

/** A message's object, and what was around it. */
export interface OpenedBody {
  readonly message: SampleMessage
  readonly kinds: readonly EnvelopeKind[]
  readonly around: Unwrapped['around']
  /** The text of an attribute that came in an envelope. */
  readonly attribute: Unwrapped['attribute']
}

/**
 * A body's object without its envelopes; null if there is none.
 *
 * @param first what is tried before the usual envelopes
 */
export const openBody = (body: string, first: Unwrap | null = null): OpenedBody | null => {
  for (const unwrap of first === null ? unwraps : [first, ...unwraps]) {
    const found = unwrap(body)
    if (found.kind === 'refused') continue
    const { text, ...rest } = found.kind === 'bare' ? { ...bare, text: body } : found.message
    const reading = readJson(text)
    if (!reading.ok || reading.root.kind !== 'object') continue
    const { kinds, around, attribute } = rest
    return { message: { text, root: reading.root }, kinds, around, attribute }
  }
  return null
}

/** The envelope that all bodies have, or the most frequent one if it has no marks; otherwise `auto`. */
const envelopeOf = (all: readonly (readonly EnvelopeKind[])[]): Envelope => {
  const [first] = all
  if (first === undefined || first.length === 0) return 'auto'
  return all.length === 1 || first.some((kind) => kind.includes('base64')) ? first : 'auto'
}
