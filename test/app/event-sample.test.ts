import { describe, expect, it } from 'vitest'
import { eventSamples, type Sample } from '../../src/app/event-sample.ts'
import { readEventFile } from '../../src/app/event-file.ts'
import type { EventDefinition } from '../../src/contract/event-definition.ts'
import { definitionOf, eventFile, type EventFile } from '../../src/contract/event-file.ts'
import { definitionMistakes } from '../../src/contract/event-mistakes.ts'
import { fieldTypeNames, fieldTypes } from '../../src/contract/field-types.ts'
import { jsonKinds } from '../../src/contract/field-type.ts'
import { compileJudge } from '../../src/pipeline/judge.ts'
import { createMask } from '../../src/pipeline/mask.ts'
import type { FieldFile } from '../support/event-files.ts'

const mask = createMask(new Uint8Array(32).fill(7))

const isWellFormed = (event: EventDefinition): ((sample: Sample) => boolean) => {
  const judge = compileJudge(event, mask)
  return ({ body, attributes }) =>
    judge({
      ...{ messageId: 'm', originId: 'm', receipt: '', body, isIntact: true, sentAt: new Date() },
      ...{ sentAtAssumed: false, receiveCount: 1, groupId: null, deduplicationId: null },
      attributes: Object.entries(attributes).map(([name, value]) => ({ name, type: 'String', value })),
    }).reading.ok
}

const eventOf = (fields: readonly FieldFile[], more: Partial<EventFile> = {}): EventDefinition => {
  const event = definitionOf(eventFile.parse({ name: 'tries', table: { name: 'tries' }, fields, ...more }))
  expect(definitionMistakes(event)).toEqual([])
  return event
}

const inDocs = (name: string): EventDefinition => {
  const reading = readEventFile(new URL(`../../docs/events/${name}.event.json`, import.meta.url).pathname)
  if (!reading.ok) throw new Error(reading.mistakes.join('\n'))
  return reading.definition
}

const id: FieldFile = { name: 'id', type: 'text', maxLength: 3 }
const region: FieldFile = { name: 'region', pointer: '^/region', type: 'text' }

/** Every type with everything it accepts in JSON, in clear and, if possible, masked. */
const typed: readonly FieldFile[] = fieldTypeNames.flatMap((type): FieldFile[] => {
  const accept = jsonKinds.filter((kind) => (fieldTypes[type].possible as readonly string[]).includes(kind))
  const clear: FieldFile[] = accept.map((kind, index) => ({
    name: `${type}_${index}`,
    type,
    accept: [kind],
    ...(type === 'timestamp' && kind === 'number' ? { form: 's' as const } : {}),
  }))
  const masked: FieldFile[] =
    fieldTypes[type].canonical === null ? [] : [{ name: `${type}_masked`, type, mask: 'm' }]
  return [...clear, ...masked]
})

const examples = ['logins', 'logins-with-timestamp', 'sign-ups', 'orders']

const events: readonly (readonly [title: string, event: EventDefinition])[] = [
  ...examples.map((name) => [name, inDocs(name)] as const),
  ['every type', eventOf(typed)],
  [
    'narrow fields',
    eventOf([
      id,
      { name: 'v', type: 'version', maxLength: 3 },
      { name: 'd', type: 'decimal', precision: 2, scale: 2 },
      { name: 'e', type: 'text', enum: ['one'], allowEmpty: true },
    ]),
  ],
  [
    'forms of time',
    eventOf(
      (['rfc3339', 's', 'ms', 'us', 'ns'] as const).map((form) => ({ name: form, type: 'timestamp', form })),
    ),
  ],
  [
    'attributes',
    eventOf([
      id,
      { name: 'tenant', pointer: '@tenant', type: 'text' },
      { name: 'n', pointer: '@n', type: 'integer', accept: ['number'] },
    ]),
  ],
  [
    'a field in a field',
    eventOf([
      { name: 'all', pointer: '/a', type: 'json' },
      { name: 'b', pointer: '/a/b/c', type: 'integer' },
    ]),
  ],
  ['all optional and others ignored', eventOf([{ ...id, required: false }], { unknownFields: 'ignore' })],
  [
    'a match by attribute',
    eventOf([id], { match: { pointer: '@kind', enum: ['x', 'y'] }, unknownFields: 'ignore' }),
  ],
  ...(['auto', 'sns', 'eventbridge', 'cloudevents', 'text', 'base64', 'gzip+base64'] as const).map(
    (envelope) => [`the envelope ${envelope}`, eventOf([id], { envelope })] as const,
  ),
  [
    'three envelopes',
    eventOf([id, { ...region, pointer: '^/source' }], { envelope: ['base64', 'sns', 'eventbridge'] }),
  ],
  ['a field of an envelope found by itself', eventOf([id, region], { envelope: 'auto' })],
  ['a field of any CloudEvent', eventOf([id, { ...region, pointer: '^/tenant' }], { envelope: 'auto' })],
]

const make = (event: EventDefinition, count: number, malformed: number, seed = 7): readonly Sample[] => [
  ...eventSamples(event, { count, malformed, seed }),
]

describe('sample messages of another event', () => {
  it.each(events)('are well formed but for exactly the number asked for: %s', (_, event) => {
    for (const [count, malformed] of [
      [200, 0],
      [100, 9],
      [5, 5],
    ] as const) {
      const samples = make(event, count, malformed)
      expect(samples).toHaveLength(count)
      expect(samples.filter((sample) => !isWellFormed(event)(sample))).toHaveLength(malformed)
    }
  })

  it('are the same for the same seed and others for another', () => {
    const event = eventOf([id])
    expect(make(event, 20, 2)).toEqual(make(event, 20, 2))
    expect(make(event, 20, 2)).not.toEqual(make(event, 20, 2, 8))
  })

  it('now and then leave out what may be missing, and have null where allowed', () => {
    const event = eventOf([
      id,
      { name: 'o', type: 'text', required: false },
      { name: 'n', type: 'text', nullable: true },
    ])
    const bodies = make(event, 500, 0).map(({ body }) => JSON.parse(body) as Record<string, unknown>)
    const share = (is: (body: Record<string, unknown>) => boolean) => bodies.filter(is).length / bodies.length
    expect(share((body) => !('o' in body))).toBeGreaterThan(0.1)
    expect(share((body) => body.n === null)).toBeGreaterThan(0.2)
    expect(share((body) => body.n === null)).toBeLessThan(0.5)
  })
})
