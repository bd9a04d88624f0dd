import { describe, expect, it } from 'vitest'
import { definitionOf } from '../../src/contract/event-file.ts'
import { pathText } from '../../src/contract/event-mistake.ts'
import { logins } from '../../src/contract/logins.ts'
import { readRepair } from '../../src/contract/read-repair.ts'
import { describeRule } from '../../src/contract/repair-words.ts'
import type { RepairStep } from '../../src/contract/repair-rule.ts'
import { definitionHash } from '../../src/pipeline/definition-hash.ts'
import { compileRepair } from '../../src/pipeline/repair/repair.ts'
import { ruleOfSteps } from '../support/repair-rules.ts'

const hash = definitionHash(logins)

const rule = (more: object = {}) => ({
  ...{ name: 'a-rule', definition: hash, steps: [{ do: 'rename', at: '/userId', to: 'user_id' }] },
  ...more,
})

/** Each mistake as `path: sentence`. */
const mistakes = (value: unknown, definition = logins): readonly string[] => {
  const read = readRepair(value, definition, definitionHash(definition))
  return read.ok ? [] : read.mistakes.map(({ path, sentence }) => `${pathText(path)}: ${sentence}`)
}

describe('a rule file', () => {
  it('is read where nothing is wrong with it', () => {
    expect(mistakes(rule())).toEqual([])
    expect(mistakes(rule({ $schema: './repair.schema.json', where: { code: 'unknown-field' } }))).toEqual([])
  })

  it.each<[string, unknown, string]>([
    ['no object', [], ': must be an object'],
    ['a misspelt property', rule({ step: [] }), 'step: not a property of a rule; did you mean "steps"?'],
    ['no steps', rule({ steps: [] }), 'steps: must not be empty'],
    ['too many steps', rule({ steps: Array.from({ length: 21 }, () => ({ do: 'drop', at: '/x' })) }), 'steps: more than 20 steps'],
    ['no name', rule({ name: undefined }), 'name: missing'],
    ['a hash that is none', rule({ definition: 'logins' }), 'definition: "logins" is not the hash of a definition'],
    ['another definition', rule({ definition: '0123456789abcdef' }), 'definition: made for the definition "0123456789abcdef"'],
    ['a misspelt step', rule({ steps: [{ do: 'renam', at: '/a', to: 'b' }] }), 'steps[0].do: "renam" is not one of "rename"'],
    ['the nearest step', rule({ steps: [{ do: 'renam', at: '/a', to: 'b' }] }), 'did you mean "rename"?'],
    ['a step without a kind', rule({ steps: [{ at: '/a' }] }), 'steps[0].do: missing'],
    ['a step that is none', rule({ steps: ['rename'] }), 'steps[0]: must be an object'],
    ['a misspelt property of a step', rule({ steps: [{ do: 'trim', att: '/ip', at: '/ip' }] }), 'steps[0].att: not a property of the step "trim"; did you mean "at"?'],
    ['a property of another step', rule({ steps: [{ do: 'drop', at: '/x', value: 1 }] }), 'steps[0].value: not a property of the step "drop"'],
    ['code in place of a value', rule({ steps: [{ do: 'set', at: '/locale', value: { js: 'x' } }] }), 'steps[0].value: must be a text, a number, true, false or null'],
    ['a list in place of a value', rule({ steps: [{ do: 'set', at: '/locale', value: [1] }] }), 'steps[0].value: must be a text, a number, true, false or null'],
    ['a value that is too long', rule({ steps: [{ do: 'set', at: '/locale', value: 'x'.repeat(4_097) }] }), 'steps[0].value: longer than 4096 characters'],
    ['an unknown reason', rule({ where: { code: 'unknown-feild' } }), 'did you mean "unknown-field"?'],
    ['an unknown condition', rule({ where: { codes: [] } }), 'where.codes: not a property of "where"; did you mean "code"?'],
    ['no pointer', rule({ steps: [{ do: 'trim', at: 'ip' }] }), 'steps[0].at: "ip" is not a pointer'],
    ['an attribute', rule({ steps: [{ do: 'trim', at: '@ip' }] }), 'steps[0].at: "@ip" leads out of the body'],
    ['the envelope', rule({ steps: [{ do: 'trim', at: '^/source' }] }), 'leads out of the body'],
    ['the whole message', rule({ steps: [{ do: 'drop', at: '' }] }), 'steps[0].at: "" is not a pointer'],
    ['a field that there is not', rule({ steps: [{ do: 'rename', at: '/userId', to: 'user_i' }] }), 'steps[0].to: no field of "logins" is read from "/user_i"; did you mean "user_id"?'],
    ['a default that nobody reads', rule({ steps: [{ do: 'default', at: '/local', value: 'DE' }] }), 'did you mean "locale"?'],
    ['a name that it has', rule({ steps: [{ do: 'rename', at: '/locale', to: 'locale' }] }), 'steps[0].to: is the name that it has'],
    ['a time of no unit', rule({ steps: [{ do: 'convert', at: '/locale', to: 'timestamp' }] }), 'steps[0].from: say what the number counts'],
    ['a unit of no time', rule({ steps: [{ do: 'convert', at: '/locale', to: 'integer', from: 's' }] }), 'steps[0].from: is only for "timestamp"'],
    ['more digits than a double has', rule({ steps: [{ do: 'set', at: '/locale', value: 2 ** 60 }] }), 'steps[0].value: has more digits than can be kept'],
    ['half of a surrogate pair', rule({ steps: [{ do: 'set', at: '/locale', value: '\ud800' }] }), 'steps[0].value: "\\ud800" holds half of a surrogate pair'],
  ])('%s: is said with its place', (_, value, sentence) => {
    expect(mistakes(value).join('\n')).toContain(sentence)
  })

  it('has all its mistakes said at once', () => {
    const steps = [{ do: 'set', at: '/ip', value: '1.2.3.4' }, { do: 'trim', at: 'x' }, { do: 'rename', at: '/ip', to: 'locale' }]
    expect(mistakes(rule({ steps, definition: '0123456789abcdef' }))).toHaveLength(4)
  })
})

const nested = definitionOf({
  name: 'nested',
  table: { name: 'nested' },
  unknownFields: 'ignore',
  fields: [
    { name: 'ip', type: 'ip', pointer: '/user/ip', mask: 'ip' },
    { name: 'city', type: 'text', pointer: '/user/city', required: false },
    { name: 'note', type: 'text', required: false },
    { name: 'outside', type: 'text', pointer: '@who', mask: 'who' },
  ],
})

const carries = 'would carry the value of'
const makesUp = 'would write a made-up value into'

/** Every way in which steps could take a mask off, or put something made up under it. */
const forbidden: readonly (readonly [string, readonly RepairStep[], string])[] = [
  ['rename a masked field to one in the clear', [{ do: 'rename', at: '/user/ip', to: 'city' }], carries],
  ['rename it to a name that is ignored', [{ do: 'rename', at: '/user/ip', to: 'address' }], carries],
  ['rename what it lies in', [{ do: 'rename', at: '/user', to: 'note' }], carries],
  ['rename what it lies in, to a name that a later step knows', [{ do: 'rename', at: '/user', to: 'u' }, { do: 'drop', at: '/u/x' }], carries],
  ['rename something in it', [{ do: 'unwrap', at: '/user/ip' }, { do: 'rename', at: '/user/ip/v', to: 'w' }], carries],
  ['rename something else over to it and on', [{ do: 'rename', at: '/user/city', to: 'ip' }, { do: 'rename', at: '/user/ip', to: 'city' }], carries],
  ['set it', [{ do: 'set', at: '/user/ip', value: '203.0.113.1' }], makesUp],
  ['set it to null', [{ do: 'set', at: '/user/ip', value: null }], makesUp],
  ['give it a default', [{ do: 'default', at: '/user/ip', value: '203.0.113.1' }], makesUp],
  ['replace all of it', [{ do: 'replace', at: '/user/ip', how: 'glob', what: '*', with: '203.0.113.1' }], makesUp],
  ['replace part of it', [{ do: 'replace', at: '/user/ip', how: 'prefix', what: '10.', with: '203.' }], makesUp],
  ['set what it lies in', [{ do: 'set', at: '/user', value: 'x' }], makesUp],
  ['write what it lies in as a text and unwrap that', [{ do: 'set', at: '/user', value: '{"ip":"203.0.113.1"}' }, { do: 'unwrap', at: '/user' }], makesUp],
  ['replace within a text that is unwrapped to what it lies in', [{ do: 'replace', at: '/user', how: 'text', what: 'a', with: 'b' }, { do: 'unwrap', at: '/user' }], makesUp],
  ['set another and rename that to it', [{ do: 'set', at: '/user/x', value: '203.0.113.1' }, { do: 'rename', at: '/user/x', to: 'ip' }], makesUp],
  ['give another a default and rename that to it', [{ do: 'default', at: '/user/x', value: 'y' }, { do: 'rename', at: '/user/x', to: 'ip' }], makesUp],
  ['set something and rename what it lies in', [{ do: 'set', at: '/u/ip', value: '203.0.113.1' }, { do: 'rename', at: '/u', to: 'user' }], makesUp],
  ['write a text, rename and unwrap it', [{ do: 'set', at: '/u', value: '{"ip":"203.0.113.1"}' }, { do: 'rename', at: '/u', to: 'user' }, { do: 'unwrap', at: '/user' }], makesUp],
  ['write it by way of three names', [{ do: 'set', at: '/a', value: 'x' }, { do: 'rename', at: '/a', to: 'b' }, { do: 'rename', at: '/b', to: 'c' }, { do: 'rename', at: '/c', to: 'user' }], makesUp],
]

describe('a rule neither takes a mask off nor makes up what is masked', () => {
  it.each(forbidden)('it does not %s', (_, steps, sentence) => {
    const made = ruleOfSteps(steps, nested)
    expect(mistakes({ ...made, where: undefined }, nested).join('\n')).toContain(sentence)
    expect(compileRepair(made, nested)).toMatchObject({ ok: false })
  })

  it.each<[string, readonly RepairStep[]]>([
    ['trim it', [{ do: 'trim', at: '/user/ip' }]],
    ['take a prefix off it', [{ do: 'replace', at: '/user/ip', how: 'prefix', what: 'ip:', with: '' }]],
    ['drop it', [{ do: 'drop', at: '/user/ip' }]],
    ['make a text of it', [{ do: 'convert', at: '/user/ip', to: 'text' }]],
    ['rename another name to it', [{ do: 'rename', at: '/user/address', to: 'ip' }]],
    ['unwrap what it lies in', [{ do: 'unwrap', at: '/user' }]],
    ['unwrap the whole message', [{ do: 'unwrap', at: '' }]],
    ['rename another name to what it lies in', [{ do: 'rename', at: '/person', to: 'user' }]],
    ['set its neighbour', [{ do: 'set', at: '/user/city', value: 'x' }]],
  ])('it may %s', (_, steps) => {
    expect(mistakes({ ...ruleOfSteps(steps, nested), where: undefined }, nested)).toEqual([])
  })

  it('a rule of another definition is not applied, whatever it was read for', () => {
    expect(compileRepair(ruleOfSteps([{ do: 'trim', at: '/locale' }], nested), logins)).toMatchObject({ ok: false })
  })
})

describe('a rule in words', () => {
  it('says each step, and whom it is for', () => {
    const steps: RepairStep[] = [
      { do: 'rename', at: '/userId', to: 'user_id' },
      { do: 'convert', at: '/at', to: 'timestamp', from: 'ms' },
      { do: 'default', at: '/locale', value: null },
      { do: 'replace', at: '/x', how: 'prefix', what: 'v', with: '' },
      { do: 'unwrap', at: '' },
    ]
    expect(describeRule({ steps, where: { code: 'unknown-field', pointer: '/userId', cause: null } })).toBe(
      'renames /userId to user_id, then makes /at a time of milliseconds since 1970, then sets /locale to null where it is missing or null, then takes "v" off the start of /x, then puts the JSON that the whole message spells in its place; only for “Unknown field” and reasons at /userId',
    )
  })
})
