import type { EnvelopeKind, EventDefinition } from '../contract/event-definition.ts'
import { detailOfBreak } from '../contract/json-breaks.ts'
import type { Reason } from '../contract/reason.ts'
import { compileUnwrap, type Unwrapped } from './envelope/unwrap.ts'
import { compileEvent, type ReadingOptions } from './event-reader.ts'
import { unwrapBroken } from './envelope/unwrap-broken.ts'
import { byPlace, reasonOf, rejected, type Reading, type Surroundings } from './explain-event.ts'
import type { Mask } from './mask.ts'
import { isBinary } from './message-attribute.ts'
import { originName } from './origin-name.ts'
import type { Delivery } from './ports.ts'
import type { Shape } from './shape.ts'

/** The content of a message. */
export interface Judgement {
  readonly reading: Reading
  /** The event's permanent name; the delivery's own, or its envelope's. */
  readonly originId: string
}

export type Judge = (delivery: Delivery) => Judgement

/** Hears the envelopes removed from each message, from the outermost to the innermost. */
export type OnUnwrapped = (kinds: readonly EnvelopeKind[]) => void

/**
 * Compiles a definition into the judge of its messages: it removes the envelope, reads the event, and reports every
 * fault at its place in the original body. Never throws, whatever the message.
 */
export const compileJudge = (
  definition: EventDefinition,
  mask: Mask,
  onUnwrapped: OnUnwrapped = () => undefined,
  options: ReadingOptions = {},
): Judge => {
  const unwrap = compileUnwrap(definition.envelope)
  const { plain, read } = compileEvent(definition, mask, options)
  // The fast path refuses unknown names, so a body that it reads is in no envelope that is detected by its names.
  const isBareWherePlain = definition.envelope === 'auto' && definition.unknownFields === 'reject'
  const judge: Judge = (delivery) => {
    const { body, originId } = delivery
    options.notes?.sentAt(delivery.sentAtAssumed ? null : delivery.sentAt)
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
        const reading = read(message.text, aroundOf(delivery, message))
        const ofEnvelope = definition.origin === 'envelope' ? originOf(delivery, message) : null
        return { reading: atItsPlace(reading, message), originId: ofEnvelope ?? originId }
      }
    }
  }
  const aroundOf = (delivery: Delivery, message: Unwrapped): Surroundings => ({
    attribute: (name) => attributeOf(delivery, name) ?? message.attribute(name),
    envelope: message.around,
  })
  return (delivery) => {
    const judgement = judge(delivery)
    if (judgement.reading.ok) return judgement
    const broken = unwrapBroken(definition.envelope, delivery.body)
    if (broken === null) return judgement
    const { breaks, message, isOther } = broken
    const reading = message && atItsPlace(read(message.text, aroundOf(delivery, message)), message)
    const inner = reading === null || reading.ok ? [] : reading.reasons
    const outer = breaks.map((one) => reasonOf(one, nothingInside))
    const own = isOther ? judgement.reading.reasons : inner.filter((reason) => !followsFrom(reason, outer))
    // A message is never rejected without a reason.
    if (outer.length + own.length === 0) return judgement
    return { ...judgement, reading: rejected([...outer, ...own].toSorted(byPlace)) }
  }
}

const nothingInside: Shape = { value: null, inside: new Map() }

/** A text ends early if the envelope around it was not closed, which is already reported. */
const followsFrom = ({ detail, range }: Reason, outer: readonly Reason[]): boolean =>
  detail === detailOfBreak('cut-off') &&
  range !== null &&
  outer.some((one) => one.range !== null && one.range[0] <= range[1] && one.range[1] >= range[0])

/** A binary attribute is not a field's text. */
const attributeOf = ({ attributes }: Delivery, name: string): string | undefined =>
  attributes.find((attribute) => attribute.name === name && !isBinary(attribute.type))?.value

/**
 * A name from the sender overrides the envelope's. SNS and EventBridge may send one event twice, as two messages of
 * SQS.
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

/** A slice keeps its whole text in memory, which may be megabytes if it was unpacked. */
const detached = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le')
