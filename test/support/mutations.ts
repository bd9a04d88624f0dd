import { between, type Random } from '../double/random.ts'

/** The values that must not be seen in a body, however it was damaged. */
export interface Canaries {
  readonly ip: string
  readonly deviceId: string
}

/** A body as sent, and the values in its masked fields. */
export interface Sent extends Canaries {
  readonly body: string
}

const ips = [
  '203.0.113.77',
  '2001:db8:0:1::4d',
  'fe80::c0:ffee',
  'dead:beef::cafe',
  '::ffff:198.51.100.23',
  '198.51.100.201',
] as const

/** A device id that does not look like a number, as a user id might. */
export const unlikeNumbers = 'canary-device-7'

const deviceIds = [
  '593-47-5928',
  '596-02-1187',
  '02:42:ac:11:00:02',
  'de-ad-be-ef-ca-fe',
  'c0ff.ee12.3456',
  'a1b2c3d4e5f6',
  '356938035643809',
  unlikeNumbers,
] as const

const hex = (random: Random, length: number): string =>
  Array.from({ length }, () => between(random, 0, 15).toString(16)).join('')

const pick = <T>(random: Random, from: readonly [T, ...T[]]): T =>
  from[between(random, 0, from.length - 1)] ?? from[0]

/**
 * A login with canaries: with its fields in any order, compact or indented, sometimes with an extra field or one of
 * another type.
 */
export const sentBody = (random: Random): Sent => {
  const ip = pick(random, ips)
  const deviceId = pick(random, deviceIds)
  const fields: [string, unknown][] = [
    ['user_id', [8, 4, 4, 4, 12].map((length) => hex(random, length)).join('-')],
    ['app_version', pick(random, ['2.3.0', '0.96', '1.4.2+2049', 'latest'])],
    ['device_type', pick(random, ['android', 'ios'])],
    ['ip', ip],
    ['locale', pick(random, ['US', 'pt-BR', null])],
    ['device_id', deviceId],
  ]
  if (random() < 0.2) fields.push(['session', { locale: 'x', user_id: ['y'] }])
  // Half of them in the usual order, half in any order.
  if (random() < 0.5) fields.sort(() => random() - 0.5)
  const body = JSON.stringify(Object.fromEntries(fields), null, random() < 0.2 ? 2 : 0)
  return { body, ip, deviceId }
}

type Mutation = (random: Random, text: string) => string

/** Two or four places of a text, in their order. */
const places = (random: Random, text: string, count: number): number[] =>
  Array.from({ length: count }, () => between(random, 0, text.length)).sort((a, b) => a - b)

const pieces = [
  ...[
    '"',
    ':',
    ',',
    '{',
    '}',
    '[',
    ']',
    '\\',
    '\n',
    ' ',
    '\u0000',
    '\u200b',
    '\u202e',
    '\ufeff',
    '\\"',
    '\\u002e',
  ],
  ...[
    '"user_id":',
    '"locale":',
    '"device_type":',
    '"app_version":',
    '"user_id":{',
    '"ip":{',
    '"locale":[',
    '":"',
    '","',
  ],
  ...[
    'null',
    'true',
    '1e5',
    '//',
    '/*',
    "'",
    '"}',
    '"],',
    '\ud83d',
    '😀',
    '"ip":"1.2.3.4",',
    '"device_id":"x",',
  ],
] as const

/** Its names and texts in quotes, and all between them. */
const tokens = (text: string): string[] => text.split(/("[^"]*")/)

/** The index of one of the quoted tokens; there is at least one. */
const quotedAt = (random: Random, list: readonly string[]): number =>
  between(random, 0, Math.floor(list.length / 2) - 1) * 2 + 1

const onTokens =
  (change: (random: Random, list: readonly string[]) => readonly string[]): Mutation =>
  (random, text) => {
    const list = tokens(text)
    return list.length < 3 ? text : change(random, list).join('')
  }

const character = (random: Random, text: string, change: (unit: string) => string): string => {
  const at = between(random, 0, text.length - 1)
  return text.slice(0, at) + change(text[at] ?? '') + text.slice(at + 1)
}

const mutations: readonly [Mutation, ...Mutation[]] = [
  function cutSpan(random, text) {
    const [a = 0, b = 0] = places(random, text, 2)
    return text.slice(0, a) + text.slice(b)
  },
  function cutShortSpan(random, text) {
    const at = between(random, 0, text.length)
    return text.slice(0, at) + text.slice(at + between(random, 1, 12))
  },
  function cutOff(random, text) {
    return text.slice(0, between(random, 0, text.length))
  },
  function cutFront(random, text) {
    return text.slice(between(random, 0, text.length))
  },
  function insertPiece(random, text) {
    const at = between(random, 0, text.length)
    return text.slice(0, at) + pick(random, pieces) + text.slice(at)
  },
  function overwrite(random, text) {
    return character(random, text, () => pick(random, pieces))
  },
  function copySpan(random, text) {
    const [a = 0, b = 0] = places(random, text, 2)
    const at = between(random, 0, text.length)
    return text.slice(0, at) + text.slice(a, b) + text.slice(at)
  },
  function swapSpans(random, text) {
    const [a = 0, b = 0, c = 0, d = 0] = places(random, text, 4)
    return text.slice(0, a) + text.slice(c, d) + text.slice(b, c) + text.slice(a, b) + text.slice(d)
  },
  onTokens(function swap(random, list) {
    const [a, b] = [quotedAt(random, list), quotedAt(random, list)]
    return list.with(a, list[b] ?? '').with(b, list[a] ?? '')
  }),
  onTokens(function cut(random, list) {
    return list.toSpliced(between(random, 0, list.length), between(random, 1, 4))
  }),
  onTokens(function copy(random, list) {
    const copied = list[quotedAt(random, list)] ?? ''
    return list.toSpliced(between(random, 0, list.length), between(random, 0, 1), copied)
  }),
  onTokens(function join(random, list) {
    const [a, b] = [quotedAt(random, list), quotedAt(random, list)]
    return list.with(a, `${(list[a] ?? '').slice(0, -1)}${(list[b] ?? '').slice(1)}`)
  }),
  onTokens(function dropQuotes(random, list) {
    const at = quotedAt(random, list)
    return list.with(at, (list[at] ?? '').replaceAll('"', ''))
  }),
  function escapeCharacter(random, text) {
    return character(random, text, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  },
  function widen(random, text) {
    return text.replaceAll(/[0-9]/g, (digit) =>
      random() < 0.5 ? String.fromCharCode(digit.charCodeAt(0) + 0xfee0) : digit,
    )
  },
  function putInvisible(random, text) {
    return character(
      random,
      text,
      (unit) => `${unit}${pick(random, ['\u200b', '\u00ad', '\u2060', '\u{e0041}'])}`,
    )
  },
  function nest(random, text) {
    const name = pick(random, ['user_id', 'locale', 'ip', 'device_id', 'data'])
    return pick(random, [
      `{"${name}":${text}}`,
      `{"${name}":${JSON.stringify(text)}}`,
      `{"${name}":[${text}]}`,
      text.replace('{', `{"${name}":{},`),
      text.replace('"ip":"', '"ip":{"locale":"'),
      text.replace('"device_id":', `"device_id":"${name}":`),
    ])
  },
]

/** The body after one to three mutations. */
export const mutate = (random: Random, text: string): string => {
  let mutated = text
  for (let left = between(random, 1, 3); left > 0; left -= 1) {
    if (mutated !== '') mutated = pick(random, mutations)(random, mutated)
  }
  return mutated
}
