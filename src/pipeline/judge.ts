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
  const judge: Judge = (delivery) => {
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

/** A text ends early where the envelope around it was not closed, and that is said already. */
const followsFrom = ({ detail, range }: Reason, outer: readonly Reason[]): boolean =>
  detail === detailOfBreak('cut-off') &&
  range !== null &&
  outer.some((one) => one.range !== null && one.range[0] <= range[1] && one.range[1] >= range[0])

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
