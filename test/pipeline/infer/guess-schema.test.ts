import { describe, expect, it } from 'vitest'
import { noChoices, type Choices } from '../../../src/contract/event-proposal.ts'
import { makeDefinition } from '../../../src/pipeline/infer/make-definition.ts'
import { guessSchema, type SchemaProposal } from '../../../src/pipeline/infer/schema/guess-schema.ts'

const guess = (schema: unknown): SchemaProposal => {
  const found = guessSchema(schema)
  if (typeof found === 'string') throw new Error(found)
  return found
}

const made = (found: SchemaProposal, choices: Partial<Choices> = {}) =>
  makeDefinition({ ...found, name: 'from-schema', hasUnnamed: found.isOpen }, { ...noChoices, ...choices })

const object = (properties: unknown, more: object = {}) => ({ type: 'object', properties, ...more })

/** An EventBridge registry's export of one event. */
const registered = {
  openapi: '3.0.0',
  info: { version: '1.0.0', title: 'OrderPlaced' },
  paths: {},
  components: {
    schemas: {
      AWSEvent: {
        type: 'object',
        required: ['detail-type', 'detail'],
        'x-amazon-events-detail-type': 'Order placed',
        'x-amazon-events-source': 'com.example.shop',
        properties: {
          detail: { $ref: '#/components/schemas/Order' },
          'detail-type': { type: 'string' },
          source: { type: 'string' },
        },
      },
      Order: {
        type: 'object',
        required: ['id', 'customer'],
        properties: {
          id: { type: 'integer', format: 'int64' },
          customer: { $ref: '#/components/schemas/Customer' },
          note: { type: 'string', nullable: true },
        },
      },
      Customer: { type: 'object', required: ['email'], properties: { email: { type: 'string' } } },
    },
  },
}

describe('a proposal from a JSON Schema', () => {
  it('takes types, formats, null, lists of texts and what is required, in draft-07 and 2020-12', () => {
    for (const [$schema, definitions] of [
      ['http://json-schema.org/draft-07/schema#', 'definitions'],
      ['https://json-schema.org/draft/2020-12/schema', '$defs'],
    ] as const) {
      const found = guess(
        object(
          {
            at: { type: 'string', format: 'date-time' },
            id: { $ref: `#/${definitions}/id`, description: 'beside a reference' },
            maybe: { anyOf: [{ $ref: `#/${definitions}/id` }, { type: 'null' }] },
            amount: { type: ['number', 'null'] },
            plan: { enum: ['free', 'team', null] },
            either: { type: ['string', 'integer'] },
            list: { type: 'array', items: { type: 'string' } },
            inner: object({ count: { type: 'integer' } }, { required: ['count'] }),
            name: { type: 'string', minLength: 1, maxLength: 8 },
          },
          { $schema, required: ['at', 'inner'], [definitions]: { id: { type: 'string', format: 'uuid' } } },
        ),
      )
      expect(found.notTaken).toEqual([])
      expect(
        found.guesses.map(({ pointer, type, required, nullable }) => [pointer, type, required, nullable]),
      ).toEqual([
        ['/at', 'timestamp', true, false],
        ['/id', 'uuid', false, false],
        ['/maybe', 'uuid', false, true],
        ['/amount', 'decimal', false, true],
        ['/plan', 'text', false, false],
        ['/either', 'text', false, false],
        ['/list', 'json', false, false],
        ['/inner/count', 'integer', true, false],
        ['/name', 'text', false, false],
      ])
      expect(found.guesses[4]?.enum).toEqual(['free', 'team'])
      expect(made(found).definition?.unknownFields).toBe('ignore')
    }
  })

  it('finds the detail of an event of EventBridge, in OpenAPI and in draft-04, and its match', () => {
    const { schemas } = registered.components
    const draft4 = {
      $schema: 'http://json-schema.org/draft-04/schema#',
      ...schemas.AWSEvent,
      properties: { detail: { $ref: '#/definitions/Order' } },
      definitions: {
        Order: { ...schemas.Order, properties: { ...schemas.Order.properties, customer: schemas.Customer } },
      },
    }
    for (const schema of [registered, draft4]) {
      const found = guess(schema)
      const { definition } = made(found)
      expect(definition).toMatchObject({
        envelope: ['eventbridge'],
        match: { pointer: '^/detail-type', enum: ['Order placed'] },
        fields: [
          { pointer: '/id', type: 'integer', required: true },
          { pointer: '/customer/email', mask: 'email', required: true },
          { pointer: '/note', nullable: true, required: false },
        ],
      })
      expect(found.notTaken.map(({ place }) => place.split('/').at(-1))).toContain('x-amazon-events-source')
    }
  })

  it('lists what is not taken over, with its place, and runs no pattern', () => {
    const found = guess(
      object(
        {
          slow: { type: 'string', pattern: '^(a+)+$', minLength: 3 },
          size: { type: 'number', minimum: 0, multipleOf: 0.01 },
          host: { type: 'string', format: 'hostname', default: 'x' },
        },
        { if: {}, then: {} },
      ),
    )
    expect(found.notTaken.map(({ place }) => place)).toEqual([
      ...['#/if', '#/then', '#/properties/slow/pattern', '#/properties/slow/minLength'],
      ...['#/properties/size/minimum', '#/properties/size/multipleOf'],
      ...['#/properties/host/default', '#/properties/host/format'],
    ])
  })

  it('masks what is tagged, and asks if it cannot', () => {
    const found = guess(
      object({
        a: { type: 'string', pii: true },
        b: { type: 'string', classification: 'PII' },
        c: { type: 'string', 'confluent:tags': ['PRIVATE'] },
        d: { type: 'boolean', pii: true },
        e: { type: 'array', items: object({ x: { type: 'string', pii: true } }) },
        f: { type: 'string', classification: 'public', pii: false, 'confluent:tags': ['non-pii'] },
        g: { pii: true },
        h: object({ x: { type: 'string' } }, { pii: true }),
        i: { type: 'string', classification: 'geographic', 'confluent:tags': ['dolphin', 'pcie'] },
        j: { type: 'string', 'confluent:tags': ['PHI_DATA'] },
        k: { type: 'string', classification: 'pci-dss' },
        access_token: { type: 'string' },
      }),
    )
    expect(Object.fromEntries(found.guesses.map(({ pointer, standing }) => [pointer, standing]))).toEqual({
      ...{ '/a': 'masked', '/b': 'masked', '/c': 'masked', '/d': 'asked', '/e': 'asked', '/f': 'clear' },
      ...{ '/g': 'asked', '/h/x': 'masked', '/access_token': 'left-out' },
      ...{ '/i': 'clear', '/j': 'masked', '/k': 'masked' },
    })
    const typed = made(found, { types: new Map([['/g', 'text']]), leaveOut: new Set(['/d', '/e']) })
    expect(typed.definition?.fields.find(({ name }) => name === 'g')?.mask).toBe('g')
  })
})

describe('a hostile schema', () => {
  it('with circles, references elsewhere or to nothing is asked there, and nothing is fetched', () => {
    const found = guess(
      object(
        {
          self: { $ref: '#' },
          remote: { $ref: 'https://example.com/schema.json' },
          gone: { $ref: '#/$defs/none' },
          proto: { $ref: '#/__proto__' },
          ring: { $ref: '#/$defs/a' },
          fine: { type: 'string' },
        },
        { $defs: { a: { $ref: '#/$defs/b' }, b: { anyOf: [{ $ref: '#/$defs/a' }] } } },
      ),
    )
    expect(found.notTaken.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        'refers to itself',
        'refers to another document, and nothing is fetched',
        'refers to what is not there',
      ]),
    )
    expect(found.notTaken.map(({ place }) => place)).toContain('#/properties/proto')
    expect(made(found).undecided.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/remote', '/gone', '/proto', '/ring']),
    )
  })

  it('that doubles with each reference ends', () => {
    const levels = Object.fromEntries(
      Array.from({ length: 40 }, (_, level) => {
        const next = { $ref: `#/$defs/l${level + 1}` }
        return [`l${level}`, object({ a: next, b: next })]
      }),
    )
    const found = guess({ $ref: '#/$defs/l0', $defs: { ...levels, l40: { type: 'string' } } })
    expect(found.guesses.length).toBeLessThanOrEqual(5_000)
  })

  it('of 5,000 properties gives 64 fields, and hidden names none', () => {
    const letters = (index: number) =>
      [...String(index)].map((digit) => 'abcdefghij'.charAt(Number(digit))).join('')
    const many = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, index) => [`p_${letters(index)}`, { type: 'string' }]),
    )
    const { definition, crowded } = made(guess(object(many)))
    expect([definition?.fields.length, crowded.length]).toEqual([64, 4_936])
    const hidden: unknown = JSON.parse(
      '{"type":"object","properties":{"__proto__":{},"a\u202eb":{},"ok":{"type":"string"}}}',
    )
    expect(guess(hidden)).toMatchObject({
      guesses: [{ pointer: '/ok' }],
      unnamed: [{ pointer: '', count: 2 }],
    })
  })

  it.each([
    [null],
    [true],
    [[]],
    [{ type: 'string' }],
    [{}],
    [{ $ref: '#' }],
    [{ components: { schemas: { A: {}, B: {} } } }],
    [{ 'x-amazon-events-source': 'x', properties: {} }],
  ])('%j is reported not to be an event', (schema) => {
    expect(typeof guessSchema(schema)).toBe('string')
  })
})
