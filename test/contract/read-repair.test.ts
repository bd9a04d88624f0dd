import { describe, expect, it } from 'vitest'
import { pathText } from '../../src/contract/event-mistake.ts'
import { logins } from '../../src/contract/logins.ts'
import { readRepair } from '../../src/contract/read-repair.ts'
import { describeRule } from '../../src/contract/repair-words.ts'
import type { RepairStep } from '../../src/contract/repair-rule.ts'
import { definitionHash } from '../../src/pipeline/definition-hash.ts'

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
  it('is read if nothing is wrong with it', () => {
    expect(mistakes(rule())).toEqual([])
    expect(mistakes(rule({ $schema: './repair.schema.json', where: { code: 'unknown-field' } }))).toEqual([])
  })

  it.each<[string, unknown, string]>([
    ['no object', [], ': must be an object'],
    ['a misspelt property', rule({ step: [] }), 'step: not a property of a rule; did you mean "steps"?'],
    ['no steps', rule({ steps: [] }), 'steps: must not be empty'],
    [
      'too many steps',
      rule({ steps: Array.from({ length: 21 }, () => ({ do: 'drop', at: '/x' })) }),
      'steps: more than 20 steps',
    ],
    ['no name', rule({ name: undefined }), 'name: missing'],
    [
      'a hash that is none',
      rule({ definition: 'logins' }),
      'definition: "logins" is not the hash of a definition',
    ],
    [
      'another definition',
      rule({ definition: '0123456789abcdef' }),
      'definition: made for the definition "0123456789abcdef"',
    ],
    [
      'a misspelt step',
      rule({ steps: [{ do: 'renam', at: '/a', to: 'b' }] }),
      'steps[0].do: "renam" is not one of "rename"',
    ],
    ['the nearest step', rule({ steps: [{ do: 'renam', at: '/a', to: 'b' }] }), 'did you mean "rename"?'],
    ['a step without a kind', rule({ steps: [{ at: '/a' }] }), 'steps[0].do: missing'],
    ['a step that is none', rule({ steps: ['rename'] }), 'steps[0]: must be an object'],
    [
      'a misspelt property of a step',
      rule({ steps: [{ do: 'trim', att: '/ip', at: '/ip' }] }),
      'steps[0].att: not a property of the step "trim"; did you mean "at"?',
    ],
    [
      'a property of another step',
      rule({ steps: [{ do: 'drop', at: '/x', value: 1 }] }),
      'steps[0].value: not a property of the step "drop"',
    ],
    [
      'code in place of a value',
      rule({ steps: [{ do: 'set', at: '/locale', value: { js: 'x' } }] }),
      'steps[0].value: must be a text, a number, true, false or null',
    ],
    [
      'a list in place of a value',
      rule({ steps: [{ do: 'set', at: '/locale', value: [1] }] }),
      'steps[0].value: must be a text, a number, true, false or null',
    ],
    [
      'a value that is too long',
      rule({ steps: [{ do: 'set', at: '/locale', value: 'x'.repeat(4_097) }] }),
      'steps[0].value: longer than 4096 characters',
    ],
    ['an unknown reason', rule({ where: { code: 'unknown-feild' } }), 'did you mean "unknown-field"?'],
    [
      'an unknown condition',
      rule({ where: { codes: [] } }),
      'where.codes: not a property of "where"; did you mean "code"?',
    ],
    ['no pointer', rule({ steps: [{ do: 'trim', at: 'ip' }] }), 'steps[0].at: "ip" is not a pointer'],
    [
      'an attribute',
      rule({ steps: [{ do: 'trim', at: '@ip' }] }),
      'steps[0].at: "@ip" leads out of the body',
    ],
    ['the envelope', rule({ steps: [{ do: 'trim', at: '^/source' }] }), 'leads out of the body'],
    ['the whole message', rule({ steps: [{ do: 'drop', at: '' }] }), 'steps[0].at: "" is not a pointer'],
    [
      'a field that there is not',
      rule({ steps: [{ do: 'rename', at: '/userId', to: 'user_i' }] }),
      'steps[0].to: no field of "logins" is read from "/user_i"; did you mean "user_id"?',
    ],
    [
      'a default that nobody reads',
      rule({ steps: [{ do: 'default', at: '/local', value: 'DE' }] }),
      'did you mean "locale"?',
    ],
    [
      'a name that it has',
      rule({ steps: [{ do: 'rename', at: '/locale', to: 'locale' }] }),
      'steps[0].to: is the name that it has',
    ],
    [
      'a time of no unit',
      rule({ steps: [{ do: 'convert', at: '/locale', to: 'timestamp' }] }),
      'steps[0].from: say what the number counts',
    ],
    [
      'a unit of no time',
      rule({ steps: [{ do: 'convert', at: '/locale', to: 'integer', from: 's' }] }),
      'steps[0].from: is only for "timestamp"',
    ],
    [
      'more digits than a double has',
      rule({ steps: [{ do: 'set', at: '/locale', value: 2 ** 60 }] }),
      'steps[0].value: has more digits than can be kept',
    ],
    [
      'an unpaired surrogate',
      rule({ steps: [{ do: 'set', at: '/locale', value: '\ud800' }] }),
      'steps[0].value: "\\ud800" holds an unpaired surrogate',
    ],
  ])('%s: is reported with its place', (_, value, sentence) => {
    expect(mistakes(value).join('\n')).toContain(sentence)
  })

  it('has all its mistakes reported at once', () => {
    const steps = [
      { do: 'set', at: '/ip', value: '1.2.3.4' },
      { do: 'trim', at: 'x' },
      { do: 'rename', at: '/ip', to: 'locale' },
    ]
    expect(mistakes(rule({ steps, definition: '0123456789abcdef' }))).toHaveLength(4)
  })
})

describe('a rule in words', () => {
  it('lists each step, and the messages it is for', () => {
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
