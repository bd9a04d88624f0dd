import type { Envelope, EventDefinition } from '../../src/contract/event-definition.ts'
import type { ReasonCode } from '../../src/contract/reason.ts'
import { readEvent } from '../../src/contract/read-event.ts'
import { inBase64, inGzip, inSns } from './envelopes.ts'

const defined = (file: object): EventDefinition => {
  const reading = readEvent(file)
  if (!reading.ok) throw new Error(reading.mistakes.map(({ sentence }) => sentence).join('\n'))
  return reading.definition
}

/** One field of every type, each given as a text if its type takes one. */
export const everyType = defined({
  name: 'every-type',
  table: { name: 'every_type' },
  unknownFields: 'reject',
  fields: [
    { name: 'a_text', type: 'text', maxLength: 40 },
    { name: 'an_ip', type: 'ip' },
    { name: 'a_version', type: 'version', maxLength: 32 },
    { name: 'an_integer', type: 'integer' },
    { name: 'a_decimal', type: 'decimal', accept: ['number', 'string'] },
    { name: 'a_boolean', type: 'boolean', accept: ['boolean', 'string'] },
    { name: 'a_date', type: 'date' },
    { name: 'a_timestamp', type: 'timestamp', form: 'rfc3339' },
    { name: 'a_uuid', type: 'uuid' },
    { name: 'an_email', type: 'email' },
    { name: 'a_mac', type: 'mac' },
    { name: 'a_phone', type: 'phone' },
    { name: 'a_json', type: 'json' },
  ],
})

/** An event of it, without a fault. */
export const everyTypeText = JSON.stringify({
  a_text: 'some words',
  an_ip: '192.0.2.1',
  a_version: '2.3.0',
  an_integer: 7,
  a_decimal: '12.5',
  a_boolean: 'true',
  a_date: '2026-11-25',
  a_timestamp: '2026-11-25T10:00:00Z',
  a_uuid: '0189f7e2-7b1c-7def-8a3b-0242ac120002',
  an_email: 'ann@example.org',
  a_mac: '00:00:5e:00:53:01',
  a_phone: '+4930901820',
  a_json: { any: ['thing'] },
})

/** A fault of a whole message, or of its envelope. */
export interface WholeFault {
  readonly code: ReasonCode
  readonly what: string
  readonly definition: EventDefinition
  readonly body: string
  /** The text at fault in the body; null for something missing. */
  readonly place: string | null
}

const event = '{"kind":"order","id":"1"}'

const orders = (envelope: Envelope): EventDefinition =>
  defined({
    name: 'orders',
    table: { name: 'orders' },
    ...(envelope.length > 0 && { envelope }),
    match: { pointer: '/kind', enum: ['order'] },
    fields: [{ name: 'id', type: 'text', maxLength: 9 }],
  })

const toS3 = '["software.amazon.payloadoffloading.PayloadS3Pointer",{"s3BucketName":"b","s3Key":"k"}]'

const inside = (text: string): string => JSON.stringify(text).slice(1, -1)

const faultOf = (
  code: ReasonCode,
  what: string,
  envelope: Envelope,
  body: string,
  place: string | null = body,
): WholeFault => ({ code, what, definition: orders(envelope), body, place })

const deep = `${'['.repeat(64)}{"kind":"order"}${']'.repeat(64)}`
const bomb = inGzip('0'.repeat(9 * 1024 * 1024))
const crowded = `{"kind":"order","id":"1",${Array.from({ length: 120 }, (_, n) => `"more_${n}":1`).join(',')}}`

export const wholeFaults: readonly WholeFault[] = [
  faultOf('empty-body', 'a body without a character', [], '', null),
  faultOf('not-an-object', 'a list of numbers', [], '[1, 2]'),
  faultOf('not-an-object', 'a number among spaces', [], ' 7 ', '7'),
  faultOf('not-an-object', 'a text in SNS that is a number', ['sns'], inSns('1234567'), '1234567'),
  faultOf('too-deep', 'an object in 64 lists', [], deep, '{'),
  faultOf('other-event', 'another kind', [], '{"id":"1","kind":"user"}', '"user"'),
  faultOf('other-event', 'a kind that is not text', [], '{"id":"1","kind": [7]}', '[7]'),
  faultOf('other-event', 'no kind', [], '{"id":"1"}', null),
  faultOf('not-wrapped', 'a bare event', ['sns'], event, null),
  faultOf('not-base64', 'JSON', ['base64'], event),
  faultOf('not-gzip', 'base64 of something else', ['gzip+base64'], inBase64(event)),
  faultOf('inflates-too-far', 'nine MiB of zeros', ['gzip+base64'], bomb),
  ...(['auto', ['sns'], ['sns', 'text']] as const).flatMap((envelope): readonly WholeFault[] => {
    const how = envelope === 'auto' ? 'found by its marks' : envelope.join(', ')
    return [
      faultOf('holds-several', `several events, ${how}`, envelope, inSns(`[${event}]`), inside(`[${event}]`)),
      faultOf('points-elsewhere', `a pointer to S3, ${how}`, envelope, inSns(toS3), inside(toS3)),
    ]
  }),
  faultOf('holds-several', 'several events', 'auto', `[${event}]`),
  faultOf('points-elsewhere', 'a pointer to S3', 'auto', toS3),
  faultOf('and-more', 'a hundred and twenty names too many', [], crowded, null),
]
