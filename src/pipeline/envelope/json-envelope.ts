import { readJson, type JsonMember, type JsonNode } from '../json.ts'
import { readTolerantly } from '../tolerant/read-tolerantly.ts'
import { closed, opened, type Layer, type OnBroken, type Opened } from './layer.ts'
import { editsInString, placesInString } from './string-places.ts'

/** A text's value, or with a listener for broken JSON the value that was meant; null if there is none. */
export const readRoot = (text: string, onBroken: OnBroken | undefined): JsonNode | null => {
  const reading = readJson(text)
  if (reading.ok) return reading.root
  if (onBroken === undefined) return null
  const found = readTolerantly(text)
  onBroken(found)
  return found.root
}

/** The object of a text that is one JSON object without repeated names, else null. */
export const readEnvelope = (text: string, onBroken: OnBroken | undefined): readonly JsonMember[] | null => {
  const root = readRoot(text, onBroken)
  if (root?.kind !== 'object') return null
  const members = root.members.filter(({ isUncertain }) => isUncertain !== true)
  return new Set(members.map(({ key }) => key)).size === members.length ? members : null
}

export const memberOf = (members: readonly JsonMember[], name: string): JsonNode | null =>
  members.find(({ key }) => key === name)?.node ?? null

/** The text of a member that is a text and not empty. */
export const textOf = (members: readonly JsonMember[], name: string): string | null => {
  const node = memberOf(members, name)
  return node?.kind === 'string' && node.value !== '' ? node.value : null
}

/** Whether the object has all these names and no more than the optional ones besides. */
export const hasNames = (
  members: readonly JsonMember[],
  { needed, others }: { readonly needed: readonly string[]; readonly others: (name: string) => boolean },
): boolean => {
  const names = new Set(members.map(({ key }) => key))
  return (
    needed.every((name) => names.has(name)) &&
    [...names].every((name) => needed.includes(name) || others(name))
  )
}

/**
 * What a member holds: the text that a string says, or the JSON text of anything else.
 *
 * @param kind the envelope's name, for the reason that the member is missing
 */
export const openMember = (
  text: string,
  members: readonly JsonMember[],
  node: JsonNode | null,
  more: Pick<Layer, 'eventId'> & Partial<Layer>,
  kind: string,
): Opened => {
  const around = { text, members }
  switch (node?.kind) {
    case 'string':
      return opened({
        ...{ ...more, around, text: node.value },
        ...{ toOuter: placesInString(text, node), putOuter: editsInString(text, node) },
      })
    case 'object':
    case 'array':
      return opened({
        ...{ ...more, around, held: [node.start, node.end] as const },
        text: text.slice(node.start, node.end),
        toOuter: ([start, end]) => [node.start + start, node.start + end],
        putOuter: (edits) =>
          edits.map(({ range: [start, end], text: by }) => ({
            range: [node.start + start, node.start + end],
            text: by,
          })),
      })
    case 'broken':
      return closed('not-json', [node.start, node.end])
    default:
      return closed('not-wrapped', null, kind)
  }
}
