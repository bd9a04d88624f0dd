import { originAttribute } from '../dead-letters/outgoing.ts'
import { readJson } from '../json.ts'
import { isBinary, isSendableName, isSendableText, type MessageAttribute } from '../message-attribute.ts'
import type { EditObstacle } from '../../contract/edit-words.ts'

/** A message's attributes with one changed, or why it cannot be. */
export type EditedAttributes = readonly MessageAttribute[] | EditObstacle

/**
 * Whether a person may change an attribute. A binary one is not a text, the origin is the message's permanent
 * name, and no queue takes others' names.
 */
export const isEditable = (name: string, attributes: readonly MessageAttribute[]): boolean =>
  name !== originAttribute &&
  isSendableName(name) &&
  !attributes.some((one) => one.name === name && isBinary(one.type))

/**
 * Changes the value of an attribute, adds it, or removes it. An attribute is a text: a JSON text is taken as what it
 * says, anything else as it is written, and null removes it.
 *
 * @param value as JSON; null removes the attribute
 */
export const editAttribute = (
  attributes: readonly MessageAttribute[],
  name: string,
  value: string | null,
): EditedAttributes => {
  if (!isEditable(name, attributes)) return 'beside'
  const text = value === null ? null : textOf(value)
  const others = attributes.filter((one) => one.name !== name)
  if (text === null) return others
  if (!isSendableText(text)) return 'no-attribute'
  const known = attributes.find((one) => one.name === name)
  const type = known !== undefined && fits(text, known.type) ? known.type : 'String'
  const edited = { name, type, value: text }
  return known === undefined
    ? [...attributes, edited]
    : attributes.map((one) => (one === known ? edited : one))
}

/** The text that is stored; null for JSON's null. */
const textOf = (json: string): string | null => {
  const read = readJson(json)
  if (read.ok && read.root.kind === 'null') return null
  return read.ok && read.root.kind === 'string' ? read.root.value : json.trim()
}

/** What is not a number any more becomes a text, or SQS would refuse it. */
const fits = (text: string, type: string): boolean =>
  type.split('.')[0] !== 'Number' || /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)
