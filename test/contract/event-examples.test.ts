import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readEventFile } from '../../src/app/event-file.ts'
import type { EventDefinition } from '../../src/contract/event-definition.ts'
import { eventFile } from '../../src/contract/event-file.ts'
import { fieldTypeNames } from '../../src/contract/field-types.ts'
import { logins } from '../../src/contract/logins.ts'
import { readPointer } from '../../src/contract/field-pointer.ts'
import { compileJudge } from '../../src/pipeline/judge.ts'
import type { Masked } from '../../src/pipeline/mask.ts'
import { createDelivery } from '../support/deliveries.ts'

const folder = join(import.meta.dirname, '../../docs/events')

const names = readdirSync(folder).flatMap((file) =>
  file.endsWith('.event.json') ? [basename(file, '.event.json')] : [],
)

const definitionIn = (name: string): EventDefinition => {
  const reading = readEventFile(join(folder, `${name}.event.json`))
  if (!reading.ok) throw new Error(reading.mistakes.join('\n'))
  return reading.definition
}

/** The example as a row by its columns, with masked values in their canonical form after the name of the mask. */
const rowOf = (name: string): Readonly<Record<string, string | null>> => {
  const definition = definitionIn(name)
  const judge = compileJudge(definition, (under, text) => `${under}:${text}` as Masked)
  const body = readFileSync(join(folder, `${name}.example.json`), 'utf8')
  const { reading } = judge(createDelivery({ body }))
  if (!reading.ok) throw new Error(JSON.stringify(reading.reasons))
  return Object.fromEntries(
    definition.fields.map(({ column }, index) => [column, reading.values[index] ?? null]),
  )
}

describe.each(names)('the example %s', (name) => {
  it('is a definition without a mistake, named as its file and checked by the schema beside it', () => {
    expect(definitionIn(name).name).toBe(name)
    expect(JSON.parse(readFileSync(join(folder, `${name}.event.json`), 'utf8'))).toHaveProperty(
      '$schema',
      './event.schema.json',
    )
  })

  it('has a message beside it that becomes a row with a value in every column', () => {
    expect(Object.values(rowOf(name))).not.toContain(null)
  })

  it('has pointers that lead to what they name', () => {
    for (const { pointer } of definitionIn(name).fields) expect(readPointer(pointer)).not.toBeNull()
  })
})

describe('the examples', () => {
  it('are those in the documents', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8')
    expect(names).toEqual(['logins-with-timestamp', 'logins', 'orders', 'sign-ups'])
    for (const name of names) expect(readme).toContain(`(${name}.event.json)`)
    for (const type of fieldTypeNames) expect(readme).toContain(`\n| \`${type}\` |`)
    for (const property of Object.keys(eventFile.shape.fields.element.shape))
      expect(readme).toContain(`\`${property}\``)
  })

  it('have the built-in definition among them', () => {
    expect(definitionIn('logins')).toEqual(logins)
  })

  it('lose no digit and show no original', () => {
    expect(rowOf('orders')).toEqual({
      order_id: '9007199254740993',
      placed_at: '2026-03-14T09:26:53.589Z',
      masked_email: 'email:bob@example.org',
      items: expect.stringContaining('"price": 100.0'),
      total: '119.9',
      currency: 'EUR',
      delivery: '2026-03-17',
      region: 'eu-central-1',
    })
    expect(rowOf('sign-ups')).toMatchObject({
      masked_email: 'email:alice.example@example.com',
      masked_phone: 'phone:+12025550123',
      newsletter: 'true',
    })
    expect(rowOf('logins-with-timestamp')).toMatchObject({ logged_in_at: '2026-03-14T09:26:53.589Z' })
  })
})

describe('the JSON Schema of a definition', () => {
  it('is made from the type that reads it', async () => {
    const schema = {
      ...z.toJSONSchema(eventFile, { io: 'input' }),
      title: 'A definition of an event for Sluice',
    }
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
      '../../docs/events/event.schema.json',
    )
  })
})
