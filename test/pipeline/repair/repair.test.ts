import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { definitionOf } from '../../../src/contract/event-file.ts'
import { logins } from '../../../src/contract/logins.ts'
import type { RepairStep } from '../../../src/contract/repair-rule.ts'
import { hostileBodies } from '../../support/hostile-texts.ts'
import { mend } from '../../support/repair-rules.ts'

/** Takes any names, so that a step can be tried at any place. */
const anything = definitionOf({
  name: 'anything',
  table: { name: 'anything' },
  unknownFields: 'ignore',
  fields: ['a', 'b', 'c'].map((name) => ({ name, type: 'json', required: false, nullable: true })),
})

const at = (body: string, ...steps: readonly RepairStep[]): string | null => mend(body, steps, anything)

describe('a step edits what it touches, and everything else stays byte for byte', () => {
  const odd = '{ "z" : 1.50e+01 ,\n\t"a":"x" , "z":2, "\\u0071":"\\u0041\\/", "n":-0 }'

  it.each<[string, RepairStep, string]>([
    ['rename', { do: 'rename', at: '/a', to: 'b' }, odd.replace('"a"', '"b"')],
    ['set', { do: 'set', at: '/a', value: 'y' }, odd.replace('"x"', '"y"')],
    ['set to another kind', { do: 'set', at: '/a', value: 7 }, odd.replace('"x"', '7')],
    ['set where it is missing', { do: 'set', at: '/b', value: true }, odd.replace('-0 }', '-0, "b":true }')],
    ['drop', { do: 'drop', at: '/a' }, odd.replace('"a":"x" , ', '')],
    ['drop all of a name', { do: 'drop', at: '/z' }, '{ "a":"x" , "\\u0071":"\\u0041\\/", "n":-0 }'],
    ['drop the last', { do: 'drop', at: '/n' }, odd.replace(', "n":-0', '')],
    ['drop by a name in escapes', { do: 'drop', at: '/q' }, odd.replace('"\\u0071":"\\u0041\\/", ', '')],
    ['default', { do: 'default', at: '/c', value: null }, odd.replace('-0 }', '-0, "c":null }')],
    [
      'replace',
      { do: 'replace', at: '/a', how: 'text', what: 'x', with: 'xy"' },
      odd.replace('"x"', '"xy\\""'),
    ],
    ['convert a number', { do: 'convert', at: '/n', to: 'text' }, odd.replace('-0 }', '"-0" }')],
    [
      'replace in escapes',
      { do: 'replace', at: '/q', how: 'prefix', what: 'A', with: '' },
      odd.replace('\\u0041\\/', '/'),
    ],
  ])('%s', (_, step, expected) => {
    expect(at(odd, step)).toBe(expected)
  })

  it.each<[string, string, RepairStep]>([
    ['a name that occurs twice', '{"a":1,"a":2}', { do: 'set', at: '/a', value: 3 }],
    ['a rename to a name that is there', '{"a":1,"b":2}', { do: 'rename', at: '/a', to: 'b' }],
    ['a place that is missing', '{"a":1}', { do: 'trim', at: '/b' }],
    ['a place in what is not an object', '{"a":[{"b":1}]}', { do: 'set', at: '/a/b', value: 2 }],
    ['a value that is there already', '{"a":"\\u0041"}', { do: 'set', at: '/a', value: 'A' }],
    ['a default where there is a value', '{"a":0}', { do: 'default', at: '/a', value: 5 }],
    ['a text of white space within', '{"a":"x y"}', { do: 'trim', at: '/a' }],
    ['a text that spells a text', '{"a":"\\"x\\""}', { do: 'unwrap', at: '/a' }],
    ['a text that is not JSON', '{"a":"{"}', { do: 'unwrap', at: '/a' }],
    ['a body that is not JSON', '{"a":" x "', { do: 'trim', at: '/a' }],
    ['a body with a byte order mark', '\uFEFF{"a":" x "}', { do: 'trim', at: '/a' }],
    ['a list', '[{"a":" x "}]', { do: 'trim', at: '/a' }],
  ])('nothing at %s', (_, body, step) => {
    expect(at(body, step)).toBeNull()
  })

  it.each<[string, string, RepairStep, string | null]>([
    ['12', '"12"', { do: 'convert', at: '/a', to: 'integer' }, '12'],
    ['a long one', '"9007199254740993"', { do: 'convert', at: '/a', to: 'integer' }, '9007199254740993'],
    ['a zero in front', '"007"', { do: 'convert', at: '/a', to: 'integer' }, null],
    ['a plus', '"+7"', { do: 'convert', at: '/a', to: 'integer' }, null],
    ['more than 64 bits', '"9223372036854775808"', { do: 'convert', at: '/a', to: 'integer' }, null],
    ['a fraction', '"1.50"', { do: 'convert', at: '/a', to: 'number' }, '1.50'],
    ['an exponent', '"1e-7"', { do: 'convert', at: '/a', to: 'number' }, '1e-7'],
    ['no number', '"NaN"', { do: 'convert', at: '/a', to: 'number' }, null],
    ['true', '"true"', { do: 'convert', at: '/a', to: 'boolean' }, 'true'],
    ['yes', '"yes"', { do: 'convert', at: '/a', to: 'boolean' }, null],
    [
      'seconds',
      '1700000000',
      { do: 'convert', at: '/a', to: 'timestamp', from: 's' },
      '"2023-11-14T22:13:20Z"',
    ],
    [
      'milliseconds in a text',
      '"1700000000123"',
      { do: 'convert', at: '/a', to: 'timestamp', from: 'ms' },
      '"2023-11-14T22:13:20.123Z"',
    ],
    [
      'a time already',
      '"2023-11-14T22:13:20Z"',
      { do: 'convert', at: '/a', to: 'timestamp', from: 's' },
      null,
    ],
    ['a number as it is spelled', '1.50e1', { do: 'convert', at: '/a', to: 'text' }, '"1.50e1"'],
    ['false', 'false', { do: 'convert', at: '/a', to: 'text' }, '"false"'],
    ['null', 'null', { do: 'convert', at: '/a', to: 'text' }, null],
    ['an object', '{}', { do: 'convert', at: '/a', to: 'text' }, null],
  ])('convert: %s', (_, value, step, expected) => {
    expect(at(`{"a":${value}}`, step)).toBe(expected === null ? null : `{"a":${expected}}`)
  })

  it('replaces the start, the end, each place, or all of a text', () => {
    const replace = (how: 'text' | 'prefix' | 'suffix' | 'glob', what: string, by: string, text = 'a-b-a') =>
      at(JSON.stringify({ a: text }), { do: 'replace', at: '/a', how, what, with: by })
    expect(replace('text', 'a', '$&')).toBe('{"a":"$&-b-$&"}')
    expect(replace('text', 'aa', 'b', 'aaaaa')).toBe('{"a":"bba"}')
    expect(replace('prefix', 'a-', '')).toBe('{"a":"b-a"}')
    expect(replace('suffix', '-a', '.')).toBe('{"a":"a-b."}')
    expect(replace('glob', 'a*?a', 'z')).toBe('{"a":"z"}')
    expect(replace('glob', 'a*b', 'z')).toBeNull()
    expect(replace('text', 'b', '', '💩b💩')).toBe('{"a":"💩💩"}')
  })

  it('replaces a text by the object that it spells, which later steps can change', () => {
    expect(
      at('{"a":"{ \\"b\\" : \\" x \\" }"}', { do: 'unwrap', at: '/a' }, { do: 'trim', at: '/a/b' }),
    ).toBe('{"a":{ "b" : "x" }}')
    expect(at(JSON.stringify('{"a":1}'), { do: 'unwrap', at: '' })).toBe('{"a":1}')
  })

  it('can be done twice', () => {
    const steps: RepairStep[] = [
      { do: 'unwrap', at: '' },
      { do: 'rename', at: '/x', to: 'a' },
      { do: 'trim', at: '/a' },
      { do: 'convert', at: '/a', to: 'integer' },
      { do: 'default', at: '/b', value: 'B' },
      { do: 'drop', at: '/y' },
      { do: 'set', at: '/c', value: false },
    ]
    const once = at(JSON.stringify('{"x":" 5 ","y":[],"y":{}}'), ...steps)
    expect(once).toBe('{"a":5,"b":"B","c":false}')
    expect(at(once ?? '', ...steps)).toBeNull()
  })
})

describe('a message in an envelope', () => {
  const inner = '{"user_id":"u","ip":" 203.0.113.1 ","q":"\\u00e9\\" "}'
  const mendedInner = inner.replace(' 203.0.113.1 ', '203.0.113.1')
  const trim: RepairStep = { do: 'trim', at: '/ip' }
  const sns = (message: string) =>
    `{ "Type":"Notification","MessageId":"1","TopicArn":"t",  "Message":${JSON.stringify(message)},"Timestamp":"2026-01-01T00:00:00Z" }`
  const bridge = (message: string) =>
    `{"version":"0","id":"1","detail-type":"x","source":"s","account":"1","time":"t","region":"r","resources":[], "detail": ${message}}`
  const cloud = (data: string) => `{"specversion":"1.0","id":"1","source":"s","type":"t",${data}}`
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const wrapped = (envelope: Parameters<typeof definitionOf>[0]['envelope']) => ({
    ...logins,
    envelope: definitionOf({
      name: 'x',
      table: { name: 'x' },
      fields: [{ name: 'f', type: 'text' }],
      envelope,
    }).envelope,
  })

  it.each([
    ['SNS', 'auto', sns],
    ['EventBridge', 'auto', bridge],
    ['a text in a text', 'auto', (text: string) => JSON.stringify(text)],
    ['SNS in a text', 'auto', (text: string) => JSON.stringify(sns(text))],
    ['EventBridge in SNS', 'auto', (text: string) => sns(bridge(text))],
    ['a CloudEvent with an object', 'auto', (text: string) => cloud(`"data": ${text}`)],
    ['a CloudEvent with bytes', 'auto', (text: string) => cloud(`"data_base64" : "${base64(text)}"`)],
    ['base64', 'base64', base64],
    ['base64 without padding', 'base64', (text: string) => base64(text).replace(/=+$/, '')],
    ['base64 in SNS', ['sns', 'base64'], (text: string) => sns(base64(text))],
  ] as const)('%s: is mended inside of it', (_, envelope, wrap) => {
    const definition = wrapped(typeof envelope === 'string' ? envelope : [...envelope])
    expect(mend(wrap(inner), [trim], definition)).toBe(wrap(mendedInner))
    expect(mend(wrap(mendedInner), [trim], definition)).toBeNull()
  })

  it('gzip in base64: is packed again', () => {
    const mended = mend(gzipSync(inner).toString('base64'), [trim], wrapped('gzip+base64'))
    expect(gunzipSync(Buffer.from(mended ?? '', 'base64')).toString()).toBe(mendedInner)
  })

  it('is left alone if what the rule writes would look like an envelope', () => {
    const body = '{"Type":"x","MessageId":"1","TopicArn":"t","Message":"{}","Timestamp":"t"}'
    const definition = { ...logins, match: { pointer: '/Type', enum: ['Notification'] } }
    expect(mend(body, [{ do: 'set', at: '/Type', value: 'Notification' }], definition)).toBeNull()
  })
})

describe('hostile bodies', () => {
  const steps: RepairStep[] = [
    { do: 'unwrap', at: '' },
    { do: 'unwrap', at: '/a' },
    { do: 'rename', at: '/__proto__', to: 'a' },
    { do: 'set', at: '/a/b/c', value: 'x' },
    { do: 'replace', at: '/a', how: 'glob', what: '*a*a*a*?*b', with: 'z' },
    { do: 'drop', at: '/constructor' },
    { do: 'default', at: '/b', value: 1 },
  ]

  it.each(hostileBodies)('%s: no step throws, and a second time changes nothing', (_, make) => {
    const once = at(make(20_000), ...steps)
    if (once !== null) expect(at(once, ...steps)).toBeNull()
  })

  it.each<[string, string]>([
    ['300 levels', `${'{"a":'.repeat(300)}1${'}'.repeat(300)}`],
    ['300 levels in a text', JSON.stringify({ a: `${'['.repeat(300)}${']'.repeat(300)}` })],
    ['an unpaired surrogate in a text', '{"a":"{\\"x\\":\\"\\ud800\\"}"}'],
    ['an unpaired surrogate as it is', '{"a":" \ud800 "}'],
    [
      'a hundred thousand equal names',
      `{${Array.from({ length: 100_000 }, () => '"constructor":1').join(',')}}`,
    ],
    ['1 MiB of one letter', JSON.stringify({ a: 'a'.repeat(1_048_576) })],
    ['1 MiB of quotes', JSON.stringify({ a: '"'.repeat(524_288) })],
    ['prototype names', '{"__proto__":{"x":1},"constructor":{"prototype":1},"toString":2}'],
  ])('%s', (_, body) => {
    const once = at(body, ...steps)
    if (once !== null) expect(() => JSON.parse(once) as unknown).not.toThrow()
  })

  it('a name of the prototype is a name like any other', () => {
    expect(at('{"__proto__":1}', { do: 'rename', at: '/__proto__', to: 'a' })).toBe(
      '{"a":1,"b":1}'.replace(',"b":1', ''),
    )
    expect(at('{}', { do: 'set', at: '/a', value: 1 })).toBe('{"a":1}')
    expect(at('{}', { do: 'drop', at: '/toString' })).toBeNull()
  })

  it('a replacement that would exceed any message is not made', () => {
    const body = JSON.stringify({ a: 'a'.repeat(1_000_000) })
    expect(at(body, { do: 'replace', at: '/a', how: 'text', what: 'a', with: 'b'.repeat(1_024) })).toBeNull()
  })
})
