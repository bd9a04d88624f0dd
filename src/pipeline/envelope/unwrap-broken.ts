import { mostEnvelopes, type Envelope, type EnvelopeKind } from '../../contract/event-definition.ts'
import type { Break } from '../tolerant/reader.ts'
import type { TolerantReading } from '../tolerant/read-tolerantly.ts'
import type { Layer, Opened } from './layer.ts'
import { firstMark, joined, mayBeWrapped, openers, toBodyThrough, told, type Unwrapped } from './unwrap.ts'

/** A message in envelopes of which at least one is not JSON. */
export interface BrokenUnwrapping {
  /** The breaks of the envelopes, in the body as it came. Breaks of their content are not among these. */
  readonly breaks: readonly Break[]
  /** The content, as far as it could be taken out; null if it is not clear. */
  readonly message: Unwrapped | null
  /** Whether the text is in none of the envelopes that it should be in. */
  readonly isOther: boolean
}

/** Removes envelopes as far as it is clear what was meant; null if none is broken. Never throws. */
export const unwrapBroken = (envelope: Envelope, body: string): BrokenUnwrapping | null => {
  const layers: Layer[] = []
  const kinds: EnvelopeKind[] = []
  const breaks: Break[] = []
  let isBroken = false
  const most = envelope === 'auto' ? mostEnvelopes : envelope.length
  const answer = (message: Unwrapped | null, isOther = false): BrokenUnwrapping | null =>
    isBroken ? { breaks, message, isOther } : null
  while (layers.length < most) {
    const text = layers.at(-1)?.text ?? body
    const named = envelope === 'auto' ? undefined : envelope[layers.length]
    const tried = named === undefined ? tryAll(likely(text), text, false) : tryAll([named], text, true)
    if (tried === null) break
    const { kind, found, broken } = tried
    const inner = found.ok ? found.layer : null
    isBroken ||= broken !== null && broken.breaks.length > 0
    for (const one of broken?.breaks ?? []) {
      // Breaks inside the event are found again when it is read.
      if (inner !== null && isInside(one, inner)) continue
      const [start, end] = toBodyThrough(layers)([one.start, one.end])
      breaks.push({ ...one, start, end, path: [] })
    }
    if (inner === null)
      return found.ok || found.reason.code === 'not-json' || broken?.hides === true
        ? answer(null)
        : answer(null, true)
    layers.push(inner)
    kinds.push(kind)
  }
  return layers.length === 0 ? null : answer(joined(body, kinds, layers))
}

interface Tried {
  readonly kind: EnvelopeKind
  readonly found: Opened
  readonly broken: TolerantReading | null
}

/**
 * The first kind that opens the text, or would but for a broken value; a kind that the definition names is always
 * meant.
 */
const tryAll = (kinds: readonly EnvelopeKind[], text: string, isNamed: boolean): Tried | null => {
  const tries = kinds.map((kind): Tried => {
    const heard: TolerantReading[] = []
    const found = openers[kind](text, (reading) => heard.push(reading))
    return { kind, found, broken: heard[0] ?? null }
  })
  const isOpen = ({ found }: Tried): boolean => found.ok || found.reason.code === 'not-json'
  return tries.find(isOpen) ?? (isNamed ? (tries[0] ?? null) : null)
}

const likely = (text: string): readonly EnvelopeKind[] => {
  if (firstMark(text) === '"') return /^\s*"\s*\{/.test(text.slice(0, 64)) ? ['text'] : []
  return mayBeWrapped(text) ? told : []
}

/** Whether a break is inside the extracted text. If the envelope ends early, the text may still be complete. */
const isInside = ({ kind, start, end }: Break, { held }: Layer): boolean =>
  held !== null && kind !== 'cut-off' && start >= held[0] && end <= held[1]
