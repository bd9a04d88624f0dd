import { readVersion, type KeptVersion } from '../../adapters/postgres/kept-version.ts'
import { whoWorks, writeAudit } from '../../adapters/postgres/audit.ts'
import { getRejectedText, type SealedRejection } from '../../adapters/postgres/rejected.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import type { OpenVersion } from '../../contract/mending.ts'
import type { ParsedInput } from '../../contract/monitor.ts'
import type { Reason } from '../../contract/reason.ts'
import { compileMaskedValues, type Covered } from '../../pipeline/cover.ts'
import { compileUnwrap } from '../../pipeline/envelope/unwrap.ts'
import type { MessageAttribute } from '../../pipeline/message-attribute.ts'
import type { Delivery } from '../../pipeline/ports.ts'
import { isWhole } from '../../pipeline/repair/mending.ts'
import { placesOf } from '../../pipeline/repair/places.ts'
import { versionName } from '../../pipeline/repair/repairs-port.ts'
import { prepareRejected } from '../retry-rejected.ts'
import { nameOfEvent } from '../run-circumstances.ts'
import type { ReadingRules } from '../run-rules.ts'
import type { Showing } from '../show-rejected.ts'
import type { Storage } from '../storage.ts'

/** What one rejected message is mended and judged by. */
export interface MendingBench extends Pick<Showing, 'cover' | 'coverOther'> {
  readonly storage: Storage
  readonly event: EventDefinition
  readonly rules: ReadingRules
}

/** A version of a rejected message in clear. It stays in the engine. */
export interface ClearVersion {
  readonly message: SealedRejection
  readonly kept: KeptVersion
  /** The message as it would go through the pipeline. */
  readonly delivery: Delivery
  /** Its body as it came, and what came beside it. */
  readonly original: string
  readonly cameBeside: readonly MessageAttribute[]
}

/** Throws `FailureError` with `not-found` or `body-altered`, or `PortError`. */
export const readClear = async (
  { database, seal }: Pick<Storage, 'database' | 'seal'>,
  id: string,
  version: number | null,
): Promise<ClearVersion> => {
  const message = await getRejectedText(database, id)
  const kept = await readVersion(database, id, version)
  const { originId, messageId, receiveCount, sealedBody, reasons } = message
  const came = seal.open(originId, sealedBody)
  const made =
    kept.sealedBody === null ? null : seal.open(versionName(originId, kept.version), kept.sealedBody)
  const isIntact = made === null ? !reasons.some(({ code }) => code === 'not-utf8') : isWhole(made.body)
  const delivery: Delivery = {
    ...(made ?? came),
    ...{ messageId, originId, isIntact, receiveCount, receipt: '' },
    ...{ sentAt: new Date(message.sentAt), sentAtAssumed: false },
  }
  return { message, kept, delivery, original: came.body, cameBeside: came.attributes }
}

/** What the judge of a run says of a message now; nothing where it would pass. Writes nothing. */
export const judgeNow = (bench: MendingBench, delivery: Delivery): readonly Reason[] =>
  prepareRejected(bench)([delivery]).flatMap(({ entry }) => (entry.kind === 'rejected' ? entry.reasons : []))

/**
 * A version with its faults and places, covered, or in clear for a reason, which is in the audit before the text is given out.
 * Throws `FailureError` with `not-found` or `body-altered`, or `PortError`.
 */
export const openVersion = async (
  bench: MendingBench,
  { id, version, uncover }: ParsedInput<'openVersion'>,
): Promise<OpenVersion> => {
  const { storage } = bench
  const clear = await readClear(storage, id, version)
  const { message, kept, delivery, original } = clear
  const reasons = judgeNow(bench, delivery)
  const { text, covered } = coverVersion(bench, clear)
  const { version: number, newest, outcome } = kept
  const about = {
    ...{ version: number, newest, outcome, state: message.state, reasons },
    places: placesIn(bench, delivery, text, reasons),
  }
  if (uncover === null) return { ...about, text, covered, original: null }
  const who = whoWorks()
  await writeAudit(storage.database.query, { who, what: 'uncover-rejected', subject: id, why: uncover.why })
  return { ...about, text: delivery.body, covered: false, original }
}

/**
 * A version without its personal data. What the message came with stays covered in all that was made of it, also where that holds it
 * under a mask no more. A message that was taken for another event shows nothing but names.
 */
export const coverVersion = (
  { event, cover, coverOther }: Pick<MendingBench, 'event' | 'cover' | 'coverOther'>,
  { message, kept, delivery, original }: ClearVersion,
): Covered => {
  if (message.event !== null && message.event !== nameOfEvent(event)) return coverOther(delivery.body)
  const came = compileUnwrap(event.envelope)(original)
  const inner = came.kind === 'unwrapped' ? came.message.text : original
  return cover(delivery.body, kept.version === 0 ? [] : compileMaskedValues(event)(inner))
}

/** @param shown the body, covered */
const placesIn = (
  bench: MendingBench,
  delivery: Delivery,
  shown: string,
  reasons: readonly Reason[],
): OpenVersion['places'] => {
  const { event, coverOther } = bench
  const found = compileUnwrap(event.envelope)(delivery.body)
  switch (found.kind) {
    case 'refused':
      return null
    case 'bare': {
      const beside = { attributes: delivery.attributes, inEnvelope: () => undefined, around: null }
      return placesOf({ text: delivery.body, shown, reasons, beside }, event)
    }
    case 'unwrapped': {
      const { text, attribute: inEnvelope, around } = found.message
      const bare: MendingBench = { ...bench, event: { ...event, envelope: [] } }
      // In an envelope nothing but names is shown, and not each character has a place in the body.
      const open = {
        text,
        shown: coverOther(text).text,
        reasons: judgeNow(bare, { ...delivery, body: text }),
        beside: { attributes: delivery.attributes, inEnvelope, around },
      }
      return placesOf(open, event)
    }
  }
}
