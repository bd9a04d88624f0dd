import type { EnvelopeKind, EventDefinition } from '../contract/event-definition.ts'
import { compileUnwrap, type Unwrapped } from './envelope/unwrap.ts'
import { compileEvent, type ReadingOptions } from './event-reader.ts'
import type { Reading } from './explain-event.ts'
import type { Mask } from './mask.ts'
import { isBinary } from './message-attribute.ts'
import { originName } from './origin-name.ts'
import type { Delivery } from './ports.ts'

/** What a message says. */
export interface Judgement {
  readonly reading: Reading
  /** The name that the event has for ever; the delivery's own, or that of the envelope it came in. */
  readonly originId: string
}

export type Judge = (delivery: Delivery) => Judgement

/** Hears for each message what was taken off it, from the outermost envelope to the innermost. */
export type OnUnwrapped = (kinds: readonly EnvelopeKind[]) => void

/**
 * Makes of a definition what judges its messages: takes off the envelope, reads the event, and says every fault at its place in
 * the body as it came. Never throws, whatever the message.
 */
export const compileJudge = (
  definition: EventDefinition,
  mask: Mask,
  onUnwrapped: OnUnwrapped = () => undefined,
  options: ReadingOptions = {},
): Judge => {
  const unwrap = compileUnwrap(definition.envelope)
  const { plain, read } = compileEvent(definition, mask, options)
  // With a name too many it would not be read, so what is read plainly lies in no envelope that is told by its names.
  const isBareWherePlain = definition.envelope === 'auto' && definition.unknownFields === 'reject'
  return (delivery) => {
    const { body, originId } = delivery
    const values = isBareWherePlain ? plain(body) : null
    if (values !== null) return { reading: { ok: true, values }, originId }
    const found = unwrap(body)
    switch (found.kind) {
      case 'bare':
        return {
          reading: read(body, { attribute: (name) => attributeOf(delivery, name), envelope: null }),
          originId,
        }
      case 'refused':
        return { reading: { ok: false, reasons: [found.reason] }, originId }
      case 'unwrapped': {
        const { message } = found
        onUnwrapped(message.kinds)
        const reading = read(message.text, {
          attribute: (name) => attributeOf(delivery, name) ?? message.attribute(name),
          envelope: message.around,
        })
        const ofEnvelope = definition.origin === 'envelope' ? originOf(delivery, message) : null
        return { reading: atItsPlace(reading, message), originId: ofEnvelope ?? originId }
      }
    }
  }
}

/** A binary attribute is no text of a field. */
const attributeOf = ({ attributes }: Delivery, name: string): string | undefined =>
  attributes.find((attribute) => attribute.name === name && !isBinary(attribute.type))?.value

/**
 * Where the sender named the message, that name goes before the envelope's. SNS and EventBridge may send one event twice, as two
 * messages of SQS.
 */
const originOf = ({ messageId, originId }: Delivery, { eventId }: Unwrapped): string | null =>
  originId === messageId ? originName(eventId) : null

const atItsPlace = (reading: Reading, { toBody }: Unwrapped): Reading =>
  reading.ok
    ? { ok: true, values: reading.values.map((cell) => cell && detached(cell)) }
    : {
        ok: false,
        reasons: reading.reasons.map((one) => ({ ...one, range: one.range && toBody(one.range) })),
      }

/** A short piece of a text keeps the whole of it in memory, which may be megabytes where it was unpacked. */
const detached = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le')
