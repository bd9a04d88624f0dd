import type { EventDefinition } from '../../contract/event-definition.ts'
import { holdsPlace, pointerTo, readPointer } from '../../contract/field-pointer.ts'
import { mostSteps, type RepairRule, type RepairStep } from '../../contract/repair-rule.ts'
import { definitionHash } from '../definition-hash.ts'
import { compileUnwrap } from '../envelope/unwrap.ts'
import { readJson, type JsonMember, type JsonNode } from '../json.ts'
import { explainValue } from './propose-value.ts'
import { compileRepair } from './repair.ts'
import { isSameJson, valueOf } from './same-json.ts'

export type Proposal =
  | { readonly ok: true; readonly rule: RepairRule }
  /** Why there is none; follows a colon, begins in lower case and has no full stop. */
  | { readonly ok: false; readonly why: string }

/** A message's text and its source. */
interface Side {
  readonly text: string
  readonly root: JsonNode
}

/**
 * The smallest rule that repeats a person's edit of a message. What a person typed into a masked field belongs to
 * that message only and goes into no rule. The rule is tried: its result must say the same as the person's.
 *
 * @param before the body as it came
 * @param after the body as the person left it
 */
export const proposeRule = (
  before: string,
  after: string,
  definition: EventDefinition,
  name: string,
): Proposal => {
  const [from, to] = [sideOf(before, definition), sideOf(after, definition)]
  if (from === null) return no('the message as it came is not JSON, and a rule mends only what is')
  if (to === null) return no('what was made of it is not JSON')
  if (isSameJson(from, to)) {
    const isOutside = after !== before && to.text !== after
    return no(isOutside ? 'a rule changes no envelope, and nothing else was changed' : 'nothing was changed')
  }
  const found = explain(from, to, { pointer: '', masked: maskedOf(definition) })
  if (typeof found === 'string') return no(found)
  if (found.length > mostSteps) return no(noRule)
  const rule: RepairRule = {
    ...{ name, definition: definitionHash(definition), steps: found },
    where: { code: null, pointer: null, cause: null },
  }
  const compiled = compileRepair(rule, definition)
  if (!compiled.ok) return no(compiled.mistakes[0]?.sentence ?? noRule)
  const mended = compiled.repair(before)
  const made = mended === null ? null : sideOf(mended, definition)
  return made !== null && isSameJson(made, to) ? { ok: true, rule } : no(noRule)
}

const noRule = `no rule of at most ${mostSteps} steps makes this of it`

const no = (why: string): Proposal => ({ ok: false, why })

const sideOf = (body: string, { envelope }: EventDefinition): Side | null => {
  const found = compileUnwrap(envelope)(body)
  if (found.kind === 'refused') return null
  const text = found.kind === 'bare' ? body : found.message.text
  const read = readJson(text)
  return read.ok ? { text, root: read.root } : null
}

/** Whether a place is or contains a masked value. */
type IsMasked = (pointer: string) => boolean

const maskedOf = ({ fields }: EventDefinition): IsMasked => {
  const places = fields.flatMap(({ mask, pointer }) => (mask === null ? [] : (readPointer(pointer) ?? [])))
  return (pointer) => {
    const place = readPointer(pointer)
    return place !== null && places.some((masked) => holdsPlace(masked, place) || holdsPlace(place, masked))
  }
}

interface Place {
  readonly pointer: string
  readonly masked: IsMasked
}

/** The steps from one value to the other, or why there are none. */
const explain = (from: Side, to: Side, at: Place): readonly RepairStep[] | string => {
  if (from.root.kind === 'object' && to.root.kind === 'object')
    return explainMembers({ ...from, members: from.root.members }, { ...to, members: to.root.members }, at)
  const step = explainValue(from, to, at.pointer, at.masked(at.pointer))
  if (step !== null) return [step]
  return at.masked(at.pointer)
    ? `what was typed into ${at.pointer}, which is masked, is of this message alone`
    : noRule
}

interface Members {
  readonly text: string
  readonly members: readonly JsonMember[]
}

const explainMembers = (from: Members, to: Members, at: Place): readonly RepairStep[] | string => {
  if (hasTwins(from.members) || hasTwins(to.members)) return 'a name is in it twice'
  const steps: RepairStep[] = []
  const [before, after] = [namesOf(from.members), namesOf(to.members)]
  const gone = from.members.filter(({ key }) => !after.has(key))
  const come = to.members.filter(({ key }) => !before.has(key))
  if (gone.length > mostSteps || come.length > mostSteps) return noRule
  const taken = new Set<string>()
  for (const member of gone) {
    const pointer = `${at.pointer}${pointerTo(member.key)}`
    const partner = partnerOf(member, from, to, { come, taken })
    if (partner === null) {
      steps.push({ do: 'drop', at: pointer })
      continue
    }
    taken.add(partner.key)
    steps.push({ do: 'rename', at: pointer, to: partner.key })
    const more = inMember(from, member, to, partner, at)
    if (typeof more === 'string') return more
    steps.push(...more)
  }
  for (const member of come) {
    if (taken.has(member.key)) continue
    const pointer = `${at.pointer}${pointerTo(member.key)}`
    if (at.masked(pointer)) return `what was typed into ${pointer}, which is masked, is of this message alone`
    const value = valueOf(to.text, member.node)
    if (value === undefined) return noRule
    steps.push({ do: 'default', at: pointer, value })
  }
  for (const member of from.members) {
    const partner = after.get(member.key)
    if (partner === undefined) continue
    if (steps.length > mostSteps) return noRule
    const more = inMember(from, member, to, partner, at)
    if (typeof more === 'string') return more
    steps.push(...more)
  }
  return steps
}

const inMember = (
  from: Members,
  before: JsonMember,
  to: Members,
  after: JsonMember,
  at: Place,
): readonly RepairStep[] | string => {
  const [one, other] = [
    { text: from.text, root: before.node },
    { text: to.text, root: after.node },
  ]
  if (isSameJson(one, other)) return []
  return explain(one, other, { ...at, pointer: `${at.pointer}${pointerTo(after.key)}` })
}

const namesOf = (members: readonly JsonMember[]): ReadonlyMap<string, JsonMember> =>
  new Map(members.map((member) => [member.key, member]))

const hasTwins = (members: readonly JsonMember[]): boolean =>
  new Set(members.map(({ key }) => key)).size < members.length

/** The new name of a missing value: one with the same value, or the only new name for the only missing one. */
const partnerOf = (
  member: JsonMember,
  from: Members,
  to: Members,
  { come, taken }: { readonly come: readonly JsonMember[]; readonly taken: ReadonlySet<string> },
): JsonMember | null => {
  const free = come.filter(({ key }) => !taken.has(key))
  const before = { text: from.text, root: member.node }
  const same = free.filter((one) => isSameJson(before, { text: to.text, root: one.node }))
  if (same[0] !== undefined) return same[0]
  return (
    free.find((one) => explainValue(before, { text: to.text, root: one.node }, '/x', true) !== null) ?? null
  )
}
