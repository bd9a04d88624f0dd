import { listOf, objectOf, ownOf, textOf, type SchemaObject } from './schema-node.ts'

/** The short ones count as whole words alone: `phi` is also in `geographic`. */
const personal =
  /(?<![a-z])(?:pii|phi|pci)(?![a-z])|personal|sensitive|restricted|confidential|secret|private/i

/** Values of a tag that do not mark personal data. */
const nobody = /^(?:non|not|no)[-_ ]?|public/i

const says = (text: unknown): boolean => typeof text === 'string' && personal.test(text) && !nobody.test(text)

/** The keyword that marks a schema's value as personal data; null for none. */
export const personalTag = (node: SchemaObject): string | null => {
  const pii = ownOf(node, 'pii')
  if (
    pii === true ||
    (typeof pii === 'string' && !/^(?:|false|no|none)$/i.test(pii)) ||
    objectOf(node, 'pii') !== null
  )
    return 'pii'
  if (says(textOf(node, 'classification')) || listOf(node, 'classification').some(says))
    return 'classification'
  return listOf(node, 'confluent:tags').some(says) ? 'confluent:tags' : null
}
