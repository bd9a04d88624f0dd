import type { Reason, ReasonCode } from '../../contract/reason.ts'
import type { JsonMember } from '../json.ts'
import type { Edit } from '../text-edit.ts'
import type { TolerantReading } from '../tolerant/read-tolerantly.ts'

/** Where a part of a message's text stands in the text around it, in UTF-16 code units, end exclusive. */
export type Range = readonly [start: number, end: number]

/** What one envelope holds. */
export interface Layer {
  readonly text: string
  /** The range around it of a range in it; the whole where single characters have no place of their own. */
  readonly toOuter: (range: Range) => Range
  /** What changes around it where this changes in it. */
  readonly putOuter: (edits: readonly Edit[]) => readonly Edit[]
  /** The envelope's own fields; null where it has none. */
  readonly around: { readonly text: string; readonly members: readonly JsonMember[] } | null
  /** What names the event for ever, as the envelope says; null where it says nothing. */
  readonly eventId: string | null
  /** Where its content stands around it, where that is JSON of the envelope itself and not a text in it. */
  readonly held: Range | null
  /** Attributes that came in it. */
  readonly attributes: ReadonlyMap<string, string>
}

/** What is in an envelope, or why the text is none. */
export type Opened =
  { readonly ok: true; readonly layer: Layer } | { readonly ok: false; readonly reason: Reason }

/** Hears what could be made of an envelope that is no JSON. */
export type OnBroken = (found: TolerantReading) => void

/**
 * Opens one kind of envelope. Never throws, whatever the text. An envelope that is no JSON is opened only where somebody hears
 * of it.
 */
export type OpenEnvelope = (text: string, onBroken?: OnBroken) => Opened

export const opened = (layer: Pick<Layer, 'text' | 'toOuter' | 'putOuter'> & Partial<Layer>): Opened => ({
  ok: true,
  layer: { around: null, held: null, eventId: null, attributes: noAttributes, ...layer },
})

export const closed = (code: ReasonCode, range: Range | null, detail: string | null = null): Opened => ({
  ok: false,
  reason: { code, pointer: '', range, detail },
})

const noAttributes: ReadonlyMap<string, string> = new Map()
