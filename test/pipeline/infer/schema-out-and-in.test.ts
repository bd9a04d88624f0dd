import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEventFile } from '../../../src/app/event-file.ts'
import type { EventDefinition } from '../../../src/contract/event-definition.ts'
import { definitionOf, eventFile } from '../../../src/contract/event-file.ts'
import { readEvent } from '../../../src/contract/read-event.ts'
import { guessSchema } from '../../../src/pipeline/infer/schema/guess-schema.ts'
import { readOwnSchema } from '../../../src/pipeline/infer/schema/read-own-schema.ts'
import { schemaOf } from '../../../src/pipeline/infer/schema/write-schema.ts'

const definitionIn = (name: string): EventDefinition => {
  const reading = readEventFile(join(import.meta.dirname, `../../../docs/events/${name}.event.json`))
  if (!reading.ok) throw new Error(reading.mistakes.join('\n'))
  return reading.definition
}

/** Everything that a definition can say, and names and places that are easily lost. */
const odd = definitionOf(
  eventFile.parse({
    name: 'odd',
    label: 'Something odd',
    envelope: ['sns', 'eventbridge'],
    origin: 'message',
    match: { pointer: '/kind/of', enum: ['a', 'b'] },
    table: {
      schema: 's',
      name: 't',
      rowNumber: 'n',
      sentColumn: 'd',
      columns: ['d', 'z', 'constructor', 'y', 'j', 'k', 'e', 'm', 'o', 'at'],
    },
    fields: [
      { name: 'z', pointer: '/a~1b/~0', type: 'text', allowEmpty: true, nullable: true, enum: ['x', 'y'] },
      { name: 'constructor', type: 'text', accept: ['string', 'number'], enum: ['1', '2'] },
      { name: 'y', pointer: '^/region', type: 'text', maxLength: 3 },
      { name: 'j', pointer: '/j', type: 'json', required: false, accept: ['object', 'array'] },
      { name: 'k', pointer: '/j/k', type: 'integer', nullable: true },
      { name: 'e', pointer: '/deep/er/est', type: 'decimal', precision: 9, scale: 2, required: false },
      { name: 'm', pointer: '/deep/er/mask', type: 'text', mask: 'm', maxLength: 9 },
      { name: 'o', pointer: '@origin', type: 'uuid', required: false },
      { name: 'at', type: 'timestamp', form: 'us', accept: ['number', 'string'], summary: true },
    ],
  }),
)

const examples = ['logins', 'logins-with-timestamp', 'sign-ups', 'orders'].map(
  (name) => [name, definitionIn(name)] as const,
)

describe('a definition given out as JSON Schema', () => {
  it.each([...examples, ['one with all that can be said', odd] as const])(
    'and read again is the same: %s',
    (_, definition) => {
      const schema: unknown = JSON.parse(JSON.stringify(schemaOf(definition)))
      const own = readOwnSchema(schema)
      expect(own?.notTaken).toEqual([])
      expect(readEvent(own?.file)).toEqual({ ok: true, definition })
    },
  )

  it('describes a message in standard keywords', () => {
    expect(schemaOf(definitionIn('sign-ups'))).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Sign-up',
      type: 'object',
      required: ['account', 'plan', 'event'],
      properties: {
        event: { type: 'string', const: 'sign-up' },
        account: {
          type: 'object',
          required: ['id', 'email'],
          properties: { id: { type: 'string', format: 'uuid' }, phone: { type: ['string', 'null'] } },
        },
        plan: { enum: ['free', 'team', 'company'], maxLength: 16, minLength: 1 },
      },
    })
    expect(schemaOf(definitionIn('logins'))).toHaveProperty('additionalProperties', false)
  })

  it('without x-sluice is read like any other schema, and masks personal data again', () => {
    const bare = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(bare)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value).flatMap(([name, inner]) =>
                name === 'x-sluice' ? [] : [[name, bare(inner)]],
              ),
            )
          : value
    const found = guessSchema(bare(schemaOf(definitionIn('sign-ups'))))
    if (typeof found === 'string') throw new Error(found)
    expect(found.match).toEqual({ pointer: '/event', enum: ['sign-up'] })
    expect(found.guesses.map(({ pointer, type, standing }) => [pointer, type, standing])).toEqual([
      ['/account/id', 'uuid', 'clear'],
      ['/account/email', 'email', 'masked'],
      ['/account/phone', 'text', 'masked'],
      ['/plan', 'text', 'clear'],
      ['/consent/newsletter', 'boolean', 'clear'],
      ['/event', 'text', 'clear'],
    ])
  })

  it('lists what was added to it outside x-sluice, with its place', () => {
    const schema = schemaOf(definitionIn('logins')) as { properties: Record<string, unknown> }
    schema.properties.extra = { type: 'string' }
    expect(readOwnSchema(schema)?.notTaken).toEqual([
      { place: '#/properties/extra', what: 'it has no x-sluice of its own' },
    ])
    expect(readOwnSchema({ type: 'object' })).toBeNull()
    for (const hostile of [null, [], { 'x-sluice': 1 }, { 'x-sluice': { fields: 1, order: 2 } }])
      expect(readEvent(readOwnSchema(hostile)?.file).ok).toBe(false)
  })
})
