import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { EventDefinition } from '../../src/contract/event-definition.ts'
import { logins } from '../../src/contract/logins.ts'
import { compileCover } from '../../src/pipeline/cover.ts'
import { compileJudge } from '../../src/pipeline/judge.ts'
import { createMask } from '../../src/pipeline/mask.ts'
import { createPrepare } from '../../src/pipeline/prepare.ts'
import { createReject } from '../../src/pipeline/reject.ts'
import { createSeal } from '../../src/pipeline/seal.ts'
import { createDelivery } from '../support/deliveries.ts'
import { goldenBodies } from '../support/golden-bodies.ts'

const key = Buffer.alloc(32, 7)

/** Without an envelope, as when the files were written. */
const bare: EventDefinition = { ...logins, envelope: [] }

/** The order of the table, in which the files have the cells. */
const inTable = ['user_id', 'device_type', 'ip', 'device_id', 'locale', 'app_version'].map((field) =>
  bare.fields.findIndex(({ name }) => name === field),
)

const fate = (unknownFields: EventDefinition['unknownFields']): ((body: string) => string) => {
  const judge = compileJudge({ ...bare, unknownFields }, createMask(key))
  const prepare = createPrepare(judge, createReject(createSeal(key)))
  return (body) => {
    const [item] = prepare([createDelivery({ body })])
    const entry = item?.entry
    if (entry?.kind === 'row')
      return `row ${JSON.stringify([...inTable.map((index) => entry.values[index]), entry.day])}`
    // Its reasons are proven fault by fault, see faults.test.ts.
    if (entry?.kind === 'rejected') return 'rejected'
    throw new Error('A message became nothing')
  }
}

/** Many reasons are stored as their hash. */
const shortened = (text: string): string =>
  text.length > 2_000 ? `${text.slice(0, 500)}… ${createHash('sha256').update(text).digest('hex')}` : text

it.each<[string, EventDefinition['unknownFields']]>([
  ['strict', 'reject'],
  ['lenient', 'ignore'],
])(
  'Every known body has the fate it always had, byte for byte, %s with unknown fields',
  async (name, unknownFields) => {
    const fateOf = fate(unknownFields)
    const lines = goldenBodies().map(([body, text]) => `${body}\t${shortened(fateOf(text))}`)
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../golden/logins-${name}.tsv`)
  },
)

it('Every known body shows as much of itself as it always did, character for character', async () => {
  const cover = compileCover(bare)
  const lines = goldenBodies().map(
    ([body, text]) => `${body}\t${shortened(JSON.stringify(cover(text).text))}`,
  )
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../golden/logins-covered.tsv')
})
