import type { JsonMember, JsonNode } from '../json.ts'
import type { Edit } from '../text-edit.ts'

/** Removes members from their object, each with one comma, and leaves the others as they are. */
export const removeMembers = (
  members: readonly JsonMember[],
  isMeant: (member: JsonMember) => boolean,
): readonly Edit[] => {
  const edits: Edit[] = []
  let run: JsonMember | null = null
  let kept: JsonMember | null = null
  for (const member of members) {
    if (isMeant(member)) run ??= member
    else {
      if (run !== null) edits.push({ range: [run.keyStart, member.keyStart], text: '' })
      run = null
      kept = member
    }
  }
  const end = members.at(-1)?.node.end
  if (run === null || end === undefined) return edits
  return [...edits, { range: [kept?.node.end ?? run.keyStart, end], text: '' }]
}

/** Puts a member at the end of an object, with the white space that the last one has. */
export const insertMember = (
  text: string,
  { start, members }: Extract<JsonNode, { readonly kind: 'object' }>,
  key: string,
  value: string,
): Edit => {
  const last = members.at(-1)
  if (last === undefined) return { range: [start + 1, start + 1], text: `${key}:${value}` }
  const before = members.at(-2)
  const gap =
    before === undefined
      ? `,${text.slice(start + 1, last.keyStart)}`
      : text.slice(before.node.end, last.keyStart)
  const colon = text.slice(last.keyEnd, last.node.start)
  return { range: [last.node.end, last.node.end], text: `${gap}${key}${colon}${value}` }
}
