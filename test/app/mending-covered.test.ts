import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkEdit, keepEdit } from '../../src/app/repair/edit-version.ts'
import { openVersion, type MendingBench } from '../../src/app/repair/open-version.ts'
import { coversOf } from '../../src/app/show-rejected.ts'
import type { Envelope, EventDefinition, Field } from '../../src/contract/event-definition.ts'
import type { FieldType } from '../../src/contract/field-type.ts'
import { fieldTypeNames, fieldTypes, type FieldTypeName } from '../../src/contract/field-types.ts'
import { logins } from '../../src/contract/logins.ts'
import type { FieldChange } from '../../src/contract/mending.ts'
import { createDice } from '../../src/app/dice.ts'
import { inSns } from '../support/envelopes.ts'
import { findForms } from '../support/canary-forms.ts'
import { createRepairBench, wrongLogin, type RepairBench } from '../support/repair-bench.ts'

let bench: RepairBench
beforeAll(async () => {
  bench = await createRepairBench()
})
beforeEach(() => bench.empty())
afterAll(() => bench.close())

const maskable = fieldTypeNames.filter((name) => fieldTypes[name].canonical !== null)

/** An event with one masked field of a type, and one in clear that accepts anything. */
const eventOf = (type: FieldTypeName, envelope: Envelope): EventDefinition => {
  const kind: FieldType = fieldTypes[type]
  const base = logins.fields[0] as Field
  const secret: Field = {
    ...base,
    ...{ name: 'secret', pointer: '/secret', type, column: 'secret', mask: 'secret', maxLength: null },
    ...{ form: type === 'timestamp' ? 'rfc3339' : null, accept: kind.natural('rfc3339'), required: true },
  }
  const open: Field = { ...base, name: 'open', pointer: '/open', column: 'open', mask: null, maxLength: 256 }
  return { ...logins, envelope, fields: [open, secret] }
}

const wraps: readonly (readonly [string, Envelope, (inner: string) => string])[] = [
  ['as it is', [], (inner) => inner],
  ['in SNS', ['sns'], (inner) => inSns(inner)],
  ['in base64', ['base64'], (inner) => Buffer.from(inner).toString('base64')],
]

describe.each(wraps)('a message %s', (_, envelope, wrap) => {
  it.each(maskable)(
    'N1: no answer holds the masked %s without uncovering, whatever is edited',
    async (type) => {
      const event = eventOf(type, envelope)
      const mending: MendingBench = {
        ...{ storage: bench.storage, event, rules: { allowUnknownFields: false } },
        ...coversOf(event),
      }
      const field = event.fields[1] as Field
      const kind: FieldType = fieldTypes[type]
      const sample = longSample(kind, field)
      const spelled = field.accept.includes('string') ? JSON.stringify(sample) : sample
      // The same value in clear beside it, under an unknown name, and under a name that occurs twice.
      const inner = `{"open":${JSON.stringify(sample)},"secret":${spelled},"other":${spelled},"key9":${spelled},"open":"x"}`
      await bench.reject([wrongLogin('m', wrap(inner))])
      const id = await bench.rejectedId('m')
      const opened = await openVersion(mending, { id, version: null, uncover: null })
      const answers: unknown[] = [opened]
      const extras = (opened.places ?? []).filter(({ state }) => state === 'extra')
      expect(extras).toHaveLength(3)
      const removed = extras.map(({ at }): FieldChange => ({ at, value: null }))
      const changes: readonly (readonly FieldChange[])[] = [
        [],
        removed,
        [...removed, { at: '/secret', value: null }],
        [...removed, { at: '/secret', value: '"typed"' }],
        [...removed, { at: '/open', value: '"typed"' }],
        removed.slice(1),
        extras.map(({ at }, index): FieldChange => ({
          at: at as [number, number],
          name: `name${'abc'[index]}`,
        })),
      ]
      for (const [index, one] of changes.entries()) {
        answers.push(await checkEdit(mending, { id, version: 0, edit: { by: 'fields', changes: [...one] } }))
        const request = { id, version: 0, seen: index, edit: { by: 'fields', changes: [...one] } } as const
        answers.push(await keepEdit(mending, request, 'ann'))
        // A version hides what the message came with, even if it is no longer masked there.
        answers.push(await openVersion(mending, { id, version: index + 1, uncover: null }))
      }
      const said = { answers: Buffer.from(JSON.stringify(answers)) }
      expect(findForms(said, [sample])).toEqual([])
      expect(JSON.stringify(answers)).toContain('secret')
      const uncovered = await openVersion(mending, { id, version: 0, uncover: { why: 'a test' } })
      expect(uncovered.text).toBe(wrap(inner))
    },
  )
})

/** Long enough not to occur by chance. */
const longSample = (type: FieldType, field: Field): string => {
  if (type.name === 'integer') return '7129045561'
  if (type.name === 'version') return '712.9045.561'
  const dice = createDice(7)
  const samples = Array.from({ length: 1_000 }, () => type.sample(dice, field))
  const found = samples.find(({ length }) => length >= 6)
  if (found === undefined) throw new Error(`No sample of ${type.name} is long enough to be looked for`)
  return found
}
