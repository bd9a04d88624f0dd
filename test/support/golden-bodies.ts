import { readFileSync } from 'node:fs'
import { sampleBodies } from '../../src/app/sample.ts'
import { createRandom } from '../double/random.ts'
import { hostileBodies } from './hostile-texts.ts'
import { loginBody } from './logins.ts'
import { mutate, sentBody } from './mutations.ts'

/** A body and its name, as a body is too long or too strange to be its own. */
export type NamedBody = readonly [name: string, body: string]

const file = new URL('../golden/take-home.jsonl', import.meta.url)

const takeHome = (): readonly NamedBody[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((body, index) => [`take-home ${index + 1}`, body])

const samples = (): readonly NamedBody[] =>
  [...sampleBodies({ count: 200, malformed: 60, seed: 1 })].map((body, index) => [
    `sample ${index + 1}`,
    body,
  ])

const twice = (name: string, value = '"2.2.2.2"') => loginBody().replace('{', `{${name}:${value},`)

/** Values of a field at its limits, or past them. */
const edges: Readonly<Record<string, readonly unknown[]>> = {
  user_id: [
    '',
    ' ',
    null,
    7,
    true,
    [],
    {},
    'a\0b',
    '\ud83d',
    '😀'.repeat(128),
    '😀'.repeat(129),
    'x'.repeat(129),
  ],
  app_version: [
    '1',
    '1.2.3.4',
    '1.2.3.4.5',
    '1.4.2+2049',
    '1.4.2+',
    '3.1-beta.2',
    'v1',
    '',
    `1-${'a'.repeat(31)}`,
    2,
  ],
  device_type: ['x'.repeat(32), 'x'.repeat(33), null, 1],
  ip: [
    '1.2.3.4',
    '01.2.3.4',
    '::',
    '::ffff:1.2.3.4',
    'FE80::1',
    'fe80::1%eth0',
    '1.2.3.4/32',
    ' 1.2.3.4',
    '1.2.3.4\0',
    null,
  ],
  locale: [null, '', 'x'.repeat(33), 1, 'pt-BR'],
  device_id: ['x'.repeat(100_000), '', '\0', '\ud800', null, 593475928],
}

const atTheEdge = (): readonly NamedBody[] =>
  Object.entries(edges).flatMap(([field, values]) =>
    values.map((value, index): NamedBody => [`${field} ${index + 1}`, loginBody({ [field]: value })]),
  )

const written: readonly NamedBody[] = [
  ['nothing', ''],
  ['space', ' \t\r\n'],
  ['null', 'null'],
  ['an array', '[]'],
  ['a number', '1'],
  ['a byte order mark', `\ufeff${loginBody()}`],
  ['cut off', loginBody().slice(0, -1)],
  ['NaN', '{"user_id":NaN}'],
  ['two logins', loginBody() + loginBody()],
  ['too deep', '['.repeat(100_000)],
  ['a hundred thousand names', `{${Array.from({ length: 100_000 }, (_, n) => `"k${n}":${n}`).join(',')}}`],
  ['ip twice', twice('"ip"')],
  ['ip twice, escaped', twice('"\\u0069p"')],
  ['locale twice', twice('"locale"', 'null')],
  ['an unknown field', loginBody({ session: 'x' })],
  ['an unknown field that is not shown', loginBody({ 'a.b@c': 'x' })],
  ['__proto__', loginBody().replace('{', '{"__proto__":{"ip":"1.1.1.1"},')],
  ['all of it under __proto__', `{"__proto__":${loginBody()}}`],
  [
    'fields in another order with escapes',
    '\n{ "device_id" : "\\u0035\\n93", "locale":null,"ip":"::1","device_type":"i\\u006fs","app_version":"1","user_id":"\\"😀\\\\" }\t',
  ],
  [
    'many faults',
    '{"user_id":"","app_version":"latest","device_type":7,"ip":"1.2.3","ip":"1.2.3.4","extra":true,"locale":"x\\u0000"}',
  ],
]

const mutated = (): readonly NamedBody[] => {
  const random = createRandom(20261126)
  return Array.from({ length: 1_500 }, (_, index): NamedBody => [
    `mutated ${index + 1}`,
    mutate(random, sentBody(random).body),
  ])
}

/** Bodies of login events as they come and as nobody should send them; always the same ones. */
export const goldenBodies = (): readonly NamedBody[] => [
  ...takeHome(),
  ...samples(),
  ...atTheEdge(),
  ...written,
  ...hostileBodies.map(([name, make]): NamedBody => [name, make(3_000)]),
  ...mutated(),
]
