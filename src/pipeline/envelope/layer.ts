import type { Reason, ReasonCode } from '../../contract/reason.ts'
import type { JsonMember } from '../json.ts'
import type { Edit } from '../text-edit.ts'
import type { TolerantReading } from '../tolerant/read-tolerantly.ts'

/** The range of an inner text in the text around it, in UTF-16 code units, end exclusive. */
export type Range = readonly [start: number, end: number]

/** The content of one envelope. */
export interface Layer {
  readonly text: string
  /** The outer range of an inner one; the whole text if single characters have no place. */
  readonly toOuter: (range: Range) => Range
  /** The outer edits for inner ones. */
  readonly putOuter: (edits: readonly Edit[]) => readonly Edit[]
  /** The envelope's own fields; null if it has none. */
  readonly around: { readonly text: string; readonly members: readonly JsonMember[] } | null
  /** The event's permanent name, by the envelope; null if it gives none. */
  readonly eventId: string | null
  /** Where its content is in the text around it, if that is the envelope's own JSON and not a text in it. */
  readonly held: Range | null
  /** Attributes that came in it. */
  readonly attributes: ReadonlyMap<string, string>
}

/** An envelope's content, or why the text is not such an envelope. */
export type Opened =
  { readonly ok: true; readonly layer: Layer } | { readonly ok: false; readonly reason: Reason }

/** Hears what could be made of an envelope that is not JSON. */
export type OnBroken = (found: TolerantReading) => void

/**
 * Opens one kind of envelope. Never throws, whatever the text. Opens an envelope that is not JSON only if someone
 * listens.
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
