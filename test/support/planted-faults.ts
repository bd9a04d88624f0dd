import type { Field } from '../../src/contract/event-definition.ts'
import { fieldTypes } from '../../src/contract/field-types.ts'
import { jsonBreaks, type JsonBreak } from '../../src/contract/json-breaks.ts'
import type { ReasonCode } from '../../src/contract/reason.ts'
import { readJson, type JsonMember, type JsonNode } from '../../src/pipeline/json.ts'

/** A replacement of a part of a text. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly insert: string
  /** The fault within the replacement; by default all of it, or a point if it is empty. */
  readonly mark?: readonly [start: number, end: number]
}

/** A member of a valid event that a field reads. */
export interface Spot {
  readonly field: Field
  readonly member: JsonMember
  /** The object around it. */
  readonly around: JsonNode
  /** The comma after it; null after the last member. */
  readonly comma: number | null
  readonly text: string
}

/** The members of a text that fields read. @param prefix the names that lead to the event */
export const spotsOf = (text: string, fields: readonly Field[], prefix: string): readonly Spot[] => {
  const reading = readJson(text)
  if (!reading.ok) throw new Error('The example is not JSON')
  const spots: Spot[] = []
  const walk = (node: JsonNode, pointer: string): void => {
    if (node.kind !== 'object') return
    for (const [index, member] of node.members.entries()) {
      const at = `${pointer}/${member.key}`
      const field = fields.find((one) => `${prefix}${one.pointer}` === at)
      const next = node.members[index + 1]
      const comma = next === undefined ? null : text.indexOf(',', member.node.end)
      if (field !== undefined) spots.push({ field, member, around: node, comma, text })
      walk(member.node, at)
    }
  }
  walk(reading.root, '')
  return spots
}

type Plan = (spot: Spot) => Edit | null

const value =
  (insert: string | null, mark?: Edit['mark']): Plan =>
  ({ member: { node } }) =>
    insert === null ? null : { start: node.start, end: node.end, insert, ...(mark && { mark }) }

const when =
  (holds: (field: Field) => boolean, plan: Plan): Plan =>
  (spot) =>
    holds(spot.field) ? plan(spot) : null

const isText = ({ type, enum: listed }: Field): boolean => type === 'text' && listed === null

/** A value of the right kind and the wrong form; null if every value of the kind is right. */
const wrongForm: Readonly<Record<Field['type'], string | null>> = {
  ...{ text: null, json: null, boolean: '"yes"', decimal: '"1,5"', integer: '1.5', timestamp: '"yesterday"' },
  ...{ ip: '"300.1.1.1"', version: '"latest"', date: '"2026-02-30"', uuid: '"0189"', email: '"ann"' },
  ...{ mac: '"00:00"', phone: '"0049"' },
}

const kindOf = (json: string): string => (json.startsWith('"') ? 'string' : 'number')

const kinds = { string: '"x"', number: '7', boolean: 'true', object: '{}', array: '[]' } as const

const misfit: Plan = ({ field, member: { node } }) => {
  const other = (['boolean', 'array', 'object', 'number', 'string'] as const).find(
    (kind) => !field.accept.includes(kind),
  )
  return other === undefined ? null : { start: node.start, end: node.end, insert: kinds[other] }
}

/** An extra member in front of this one. */
const member =
  (name: string, json: string): Plan =>
  ({ member: { keyStart } }) => ({
    ...{ start: keyStart, end: keyStart, insert: `"${name}":${json},` },
    mark: [0, name.length + 2],
  })

const twin: Plan = ({ member: { key, node }, text }) => {
  const insert = `,"${key}":${text.slice(node.start, node.end)}`
  return { start: node.end, end: node.end, insert, mark: [1, key.length + 3] }
}

const without: Plan = ({ member: { keyStart, node }, comma }) =>
  comma === null ? null : { start: keyStart, end: Math.max(comma + 1, node.end), insert: '' }

/** Faults of a field, by the code of their reason. */
export const fieldPlans: Partial<Readonly<Record<ReasonCode, Plan>>> = {
  'wrong-type': misfit,
  // In JSON, an empty text is a value like any other.
  'empty-value': when(
    ({ type, accept, allowEmpty }) => type !== 'json' && accept.includes('string') && !allowEmpty,
    value('""'),
  ),
  'too-long': (spot) =>
    isText(spot.field) && spot.field.maxLength !== null
      ? value(`"${'x'.repeat(spot.field.maxLength + 1)}"`)(spot)
      : null,
  'nul-character': when(isText, value('"a\\u0000b"', [1, 9])),
  'lone-surrogate': when(isText, value('"a\\ud83db"', [1, 9])),
  'not-listed': when(({ enum: listed }) => listed !== null, value('"zzz"')),
  'out-of-range': when(({ type }) => type === 'integer', value('99999999999999999999')),
  'duplicate-key': twin,
  'unknown-field': member('unheard_of', '1'),
  'missing-field': when(({ required }) => required, without),
  ...Object.fromEntries(
    Object.values(fieldTypes).map(({ name, code }): [ReasonCode, Plan] => [
      code,
      when(({ type, accept }) => {
        const form = wrongForm[name]
        return type === name && form !== null && accept.some((kind) => kind === kindOf(form))
      }, value(wrongForm[name])),
    ]),
  ),
}

const string = (insert: string, mark?: Edit['mark']): Plan => value(insert, mark)

const isString = ({ member: { node } }: Spot): boolean => node.kind === 'string'

const colonOf = ({ text, member: { keyEnd } }: Spot): number => text.indexOf(':', keyEnd)

const at = (start: number, end: number, insert: string): Edit => ({ start, end, insert })

const inner = ({ text, member: { node } }: Spot): string => text.slice(node.start + 1, node.end - 1)

/** Every way to break JSON. */
export const breakPlans: Readonly<Record<JsonBreak, Plan>> = {
  'byte-order-mark': () => at(0, 0, '\uFEFF'),
  'odd-space': (spot) => at(colonOf(spot) + 1, colonOf(spot) + 1, '\u00a0'),
  comment: ({ member: { keyStart } }) => at(keyStart, keyStart, '/* why */'),
  'missing-comma': ({ comma }) => (comma === null ? null : at(comma, comma + 1, '')),
  'extra-comma': ({ comma }) => (comma === null ? null : at(comma + 1, comma + 1, ',')),
  'trailing-comma': ({ around }) => at(around.end - 1, around.end - 1, ','),
  'not-a-comma': ({ comma }) => (comma === null ? null : at(comma, comma + 1, ';')),
  'missing-colon': (spot) => at(colonOf(spot), colonOf(spot) + 1, ''),
  'extra-colon': (spot) => at(colonOf(spot) + 1, colonOf(spot) + 1, ':'),
  'not-a-colon': (spot) => at(colonOf(spot), colonOf(spot) + 1, '='),
  'missing-value': value(''),
  'missing-name': ({ member: { keyStart, keyEnd } }) => at(keyStart, keyEnd, ''),
  'unquoted-name': ({ member: { key, keyStart, keyEnd } }) => at(keyStart, keyEnd, key),
  'unquoted-text': value('hello there'),
  'single-quotes': (spot) => (isString(spot) ? string(`'${inner(spot)}'`)(spot) : null),
  'other-quotes': (spot) => (isString(spot) ? string(`“${inner(spot)}”`)(spot) : null),
  'quote-inside': string('"say "hi there"', [5, 6]),
  'no-closing-quote': (spot) =>
    isString(spot) ? at(spot.member.node.end - 1, spot.member.node.end, '') : null,
  'control-character': string('"a\tb"', [2, 3]),
  'bad-escape': string('"a\\qb"', [2, 4]),
  'leading-zero': value('007'),
  'bad-number': value('+1.5'),
  'not-a-number': value('NaN'),
  undefined: value('undefined'),
  capitals: value('True'),
  'wrong-bracket': ({ around }) => at(around.end - 1, around.end, ']'),
  'missing-bracket': when(({ accept }) => accept.includes('array'), value('[1, 2', [5, 5])),
  'extra-bracket': ({ text }) => at(text.trimEnd().length, text.trimEnd().length, '}'),
  'missing-opening': ({ text }) => at(text.indexOf('{'), text.indexOf('{') + 1, ''),
  'cut-off': ({ text }) => at(text.lastIndexOf('}'), text.length, ''),
  'text-after-end': ({ text }) => at(text.length, text.length, '{"more":1}'),
  'other-format': ({ text }) => at(0, text.length, 'user_id=1&ip=2'),
}

/** Breaks of the whole text, which do not go with another one of their kind. */
export const wholeBreaks: ReadonlySet<JsonBreak> = new Set<JsonBreak>([
  ...([
    'byte-order-mark',
    'extra-bracket',
    'missing-opening',
    'cut-off',
    'text-after-end',
    'other-format',
  ] as const),
])

export const allBreaks = jsonBreaks

export interface Planted {
  readonly text: string
  /** The place of each fault in it, in the order of the plants. */
  readonly places: readonly (readonly [start: number, end: number])[]
}

/** Puts all of them into a text; null if two would touch. */
export const plantAll = (text: string, edits: readonly Edit[]): Planted | null => {
  const inOrder = edits
    .map((edit, index) => ({ ...edit, index }))
    .toSorted((one, other) => one.start - other.start)
  const places: (readonly [number, number])[] = []
  const parts: string[] = []
  let from = 0
  let shift = 0
  for (const { start, end, insert, mark = [0, insert.length], index } of inOrder) {
    if (start <= from && from > 0) return null
    parts.push(text.slice(from, start), insert)
    places[index] = [start + shift + mark[0], start + shift + mark[1]]
    shift += insert.length - (end - start)
    from = Math.max(end, 1)
    if (end > from) return null
    from = end
  }
  return { text: [...parts, text.slice(from)].join(''), places }
}
