import type { Reason, ReasonCode } from '../contract/reason.ts'
import { pointerTo } from '../contract/field-pointer.ts'
import type { JsonMember, JsonNode } from './json.ts'
import type { Break } from './tolerant/reader.ts'
import type { ReadingNotes } from './reading-notes.ts'
import { takersIn, type Shape } from './shape.ts'
import { isShowableName } from './showable-name.ts'
import type { FieldTaker, Sound } from './take-field.ts'

/** What is wrong with a JSON text. */
export interface Explained {
  readonly reasons: readonly Reason[]
  /** Fields that were found, right or wrong, or whose place something else takes. */
  readonly seen: ReadonlySet<FieldTaker>
}

interface Explaining {
  readonly text: string
  readonly ignoresUnknown: boolean
  /** Hears the names that are ignored; null if nobody does. */
  readonly notes: Pick<ReadingNotes, 'ignoredAt'> | null
  /** Collects the right values: they are masked only if the whole message is right. */
  readonly sound: Sound[]
  /** The broken places if the text is not JSON, else empty. Nothing is said about what is there. */
  readonly breaks: readonly Break[]
  readonly reasons: Reason[]
  readonly seen: Set<FieldTaker>
}

/**
 * Lists everything that is wrong with an object, in the order of the text; for a repeated name the first value
 * counts. Right values go into `sound`.
 *
 * @param pointer of the object itself; empty for the outermost one
 */
export const explainObject = (
  members: readonly JsonMember[],
  shape: Shape,
  about: Pick<Explaining, 'text' | 'ignoresUnknown' | 'notes' | 'sound' | 'breaks'>,
): Explained => {
  const on: Explaining = { ...about, reasons: [], seen: new Set() }
  readMembers(members, shape, '', on)
  return { reasons: on.reasons, seen: on.seen }
}

/** @param pointer of the object; null if it may not be shown */
const readMembers = (
  members: readonly JsonMember[],
  shape: Shape,
  pointer: string | null,
  on: Explaining,
): void => {
  const names = new Set<string>()
  for (const { key, keyStart, keyEnd, node, isUncertain } of members) {
    if (isUncertain === true) continue
    const inner = shape.inside.get(key)
    const shown = inner !== undefined || isShowableName(key)
    const at = pointer !== null && shown ? `${pointer}${pointerTo(key)}` : null
    const say = (code: ReasonCode): void => {
      on.reasons.push({ code, pointer: at ?? '', range: [keyStart, keyEnd], detail: null })
    }
    const isTwice = names.has(key)
    if (isTwice) say('duplicate-key')
    names.add(key)
    if (inner !== undefined) readValue(node, inner, at, isTwice ? { ...on, sound: [] } : on)
    else if (!on.ignoresUnknown) say('unknown-field')
    else if (pointer !== null) on.notes?.ignoredAt(pointer)(key)
  }
}

const readValue = (node: JsonNode, shape: Shape, pointer: string | null, on: Explaining): void => {
  const { value: taker, inside } = shape
  if (taker !== null) readField(node, taker, pointer, on)
  if (taker?.readsSource === true) sayTwins(node, pointer, inside, on)
  if (inside.size === 0) return
  if (node.kind === 'object') {
    // A field covers everything inside it; the other entries only take a part.
    readMembers(
      node.members,
      shape,
      pointer,
      taker === null && node.isOpen !== true ? on : { ...on, ignoresUnknown: true, notes: null },
    )
  } else if (node.kind === 'broken') {
    for (const inner of takersIn(shape)) on.seen.add(inner)
  } else if (node.kind !== 'null') {
    // What should be in it is not missing: something else is in its place, and that is reported once.
    for (const inner of takersIn(shape)) on.seen.add(inner)
    if (taker === null)
      on.reasons.push({
        ...{ code: 'wrong-type', pointer: pointer ?? '' },
        ...{ range: [node.start, node.end], detail: 'an object' },
      })
  }
}

const readField = (node: JsonNode, taker: FieldTaker, pointer: string | null, on: Explaining): void => {
  on.seen.add(taker)
  if (node.kind === 'broken' || (taker.readsSource && holdsBreak(node, on))) return
  const [text, kind] =
    node.kind === 'null' ? [null, null] : ([textOf(node, taker, on.text), node.kind] as const)
  const faults = taker.faultsOf(text, kind)
  for (const { code, detail } of faults)
    on.reasons.push({ code, pointer: pointer ?? '', range: [node.start, node.end], detail })
  if (faults.length === 0) on.sound.push({ taker, text, kind })
}

const holdsBreak = ({ start, end }: JsonNode, { breaks }: Explaining): boolean =>
  breaks.some((one) => one.start <= end && one.end >= start)

/**
 * A repeated name in a value that is stored whole: a jsonb column would keep the last. Places that other fields read
 * are checked elsewhere.
 */
const sayTwins = (
  node: JsonNode,
  pointer: string | null,
  elsewhere: Shape['inside'],
  on: Explaining,
): void => {
  if (node.kind === 'array') for (const item of node.items) sayTwins(item, pointer, nothing, on)
  if (node.kind !== 'object') return
  const names = new Set<string>()
  for (const { key, keyStart, keyEnd, node: inner } of node.members) {
    if (names.has(key) && elsewhere.size === 0)
      on.reasons.push({
        code: 'duplicate-key',
        pointer: pointer ?? '',
        range: [keyStart, keyEnd],
        detail: null,
      })
    names.add(key)
    sayTwins(inner, pointer, elsewhere.get(key)?.inside ?? nothing, on)
  }
}

const nothing: Shape['inside'] = new Map()

/** A number is its text, as it is in the body. */
const textOf = (node: JsonNode, { readsSource }: FieldTaker, body: string): string =>
  node.kind === 'string' && !readsSource ? node.value : body.slice(node.start, node.end)
