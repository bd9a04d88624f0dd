import type { RepairStep } from '../../contract/repair-rule.ts'
import { placeOfStep } from '../../contract/repair-mistakes.ts'
import { readJson, type JsonMember, type JsonNode } from '../json.ts'
import { compileConvert } from './convert.ts'
import type { Edit } from '../text-edit.ts'
import { insertMember, removeMembers } from './members.ts'
import { compileReplace } from './replace.ts'

/** A step's edits of a JSON text; none if it does not apply. Never throws, whatever the text. */
export type StepEdits = (text: string, root: JsonNode) => readonly Edit[]

const none: readonly Edit[] = []

/** A step without a valid place changes nothing; such a rule is refused when it is read. */
export const compileStep = (step: RepairStep): StepEdits => {
  const path = placeOfStep(step)
  if (path === null) return () => none
  const name = path.at(-1)
  if (name === undefined) {
    const unwrap = compileValue(step)
    return (text, root) => asEdit(root, unwrap(root, text))
  }
  const inMembers = compileMembers(step, name)
  return (text, root) => {
    const object = objectAt(root, path.slice(0, -1))
    return object === null ? none : inMembers(object, text)
  }
}

type ObjectNode = Extract<JsonNode, { readonly kind: 'object' }>

/** A repeated name on the way leads nowhere: it is not clear which one is meant. */
const objectAt = (root: JsonNode, path: readonly string[]): ObjectNode | null => {
  let node = root
  for (const name of path) {
    const member = node.kind === 'object' ? onlyOne(node.members, name) : null
    if (member === null) return null
    node = member.node
  }
  return node.kind === 'object' ? node : null
}

const onlyOne = (members: readonly JsonMember[], name: string): JsonMember | null => {
  const named = members.filter(({ key }) => key === name)
  return named.length === 1 ? (named[0] ?? null) : null
}

const asEdit = ({ start, end }: JsonNode, text: string | null): readonly Edit[] =>
  text === null ? none : [{ range: [start, end], text }]

type InMembers = (object: ObjectNode, text: string) => readonly Edit[]

const compileMembers = (step: RepairStep, name: string): InMembers => {
  switch (step.do) {
    case 'drop':
      return ({ members }) => removeMembers(members, ({ key }) => key === name)
    case 'rename':
      return ({ members }) => {
        const member = onlyOne(members, name)
        if (member === null || members.some(({ key }) => key === step.to)) return none
        return [{ range: [member.keyStart, member.keyEnd], text: JSON.stringify(step.to) }]
      }
    case 'set':
    case 'default': {
      const value = JSON.stringify(step.value)
      const inPlace = compileValue(step)
      return (object, text) => {
        if (!object.members.some(({ key }) => key === name))
          return [insertMember(text, object, JSON.stringify(name), value)]
        return inValue(object, name, text, inPlace)
      }
    }
    default: {
      const inPlace = compileValue(step)
      return (object, text) => inValue(object, name, text, inPlace)
    }
  }
}

const inValue = ({ members }: ObjectNode, name: string, text: string, ofValue: OfValue): readonly Edit[] => {
  const member = onlyOne(members, name)
  return member === null ? none : asEdit(member.node, ofValue(member.node, text))
}

/** The JSON text that replaces a value; null for no change. */
type OfValue = (node: JsonNode, text: string) => string | null

const compileValue = (step: RepairStep): OfValue => {
  switch (step.do) {
    case 'set': {
      const value = JSON.stringify(step.value)
      return (node, text) => {
        const isSame =
          node.kind === 'string' ? node.value === step.value : text.slice(node.start, node.end) === value
        return isSame ? null : value
      }
    }
    case 'default': {
      const value = JSON.stringify(step.value)
      return (node) => (node.kind === 'null' && value !== 'null' ? value : null)
    }
    case 'convert':
      return compileConvert(step)
    case 'trim':
      return ofText((text) => {
        const trimmed = text.trim()
        return trimmed === text ? null : trimmed
      })
    case 'replace':
      return ofText(compileReplace(step))
    case 'unwrap':
      return (node) => {
        if (node.kind !== 'string') return null
        // A body is sent as bytes, which cannot contain an unpaired surrogate.
        if (!node.value.isWellFormed()) return null
        const inner = readJson(node.value)
        // A text that spells a text could be unwrapped again and again.
        return inner.ok && (inner.root.kind === 'object' || inner.root.kind === 'array') ? node.value : null
      }
    default:
      return () => null
  }
}

const ofText =
  (change: (text: string) => string | null): OfValue =>
  (node) => {
    const changed = node.kind === 'string' ? change(node.value) : null
    return changed === null || (node.kind === 'string' && changed === node.value)
      ? null
      : JSON.stringify(changed)
  }
