import { mostEnvelopes, type Envelope, type EnvelopeKind } from '../../contract/event-definition.ts'
import type { Break } from '../tolerant/reader.ts'
import type { TolerantReading } from '../tolerant/read-tolerantly.ts'
import type { Layer, Opened } from './layer.ts'
import { firstMark, joined, mayBeWrapped, openers, toBodyThrough, told, type Unwrapped } from './unwrap.ts'

/** A message in envelopes of which at least one is no JSON. */
export interface BrokenUnwrapping {
  /** Where the envelopes break, in the body as it came. What they hold may break too, and is not among these. */
  readonly breaks: readonly Break[]
  /** What could be taken out of them; null where it cannot be told. */
  readonly message: Unwrapped | null
  /** Whether the text is also in none of the envelopes that it should be in. */
  readonly isOther: boolean
}

/** Takes off envelopes as far as it can be told what was meant; null where none of them breaks. Never throws. */
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
      // What lies in the event is found again when that is read.
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

/** The first kind that opens the text, or would if a value of it did not break; one that is named is meant whatever it does. */
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

/** Whether a break lies in what is taken out as a text of its own. Where the envelope ends early that may be whole. */
const isInside = ({ kind, start, end }: Break, { held }: Layer): boolean =>
  held !== null && kind !== 'cut-off' && start >= held[0] && end <= held[1]
