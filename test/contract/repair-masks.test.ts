import { describe, expect, it } from 'vitest'
import { definitionOf } from '../../src/contract/event-file.ts'
import { pathText } from '../../src/contract/event-mistake.ts'
import { logins } from '../../src/contract/logins.ts'
import { readRepair } from '../../src/contract/read-repair.ts'
import type { RepairStep } from '../../src/contract/repair-rule.ts'
import { definitionHash } from '../../src/pipeline/definition-hash.ts'
import { compileRepair } from '../../src/pipeline/repair/repair.ts'
import { ruleOfSteps } from '../support/repair-rules.ts'

/** Each mistake as `path: sentence`. */
const mistakes = (value: unknown, definition = logins): readonly string[] => {
  const read = readRepair(value, definition, definitionHash(definition))
  return read.ok ? [] : read.mistakes.map(({ path, sentence }) => `${pathText(path)}: ${sentence}`)
}

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

/** Every way in which steps could remove a mask, or mask something made up. */
const forbidden: readonly (readonly [string, readonly RepairStep[], string])[] = [
  ['rename a masked field to one in the clear', [{ do: 'rename', at: '/user/ip', to: 'city' }], carries],
  ['rename it to a name that is ignored', [{ do: 'rename', at: '/user/ip', to: 'address' }], carries],
  ['rename what it lies in', [{ do: 'rename', at: '/user', to: 'note' }], carries],
  [
    'rename what it lies in, to a name that a later step knows',
    [
      { do: 'rename', at: '/user', to: 'u' },
      { do: 'drop', at: '/u/x' },
    ],
    carries,
  ],
  [
    'rename something in it',
    [
      { do: 'unwrap', at: '/user/ip' },
      { do: 'rename', at: '/user/ip/v', to: 'w' },
    ],
    carries,
  ],
  [
    'rename something else over to it and on',
    [
      { do: 'rename', at: '/user/city', to: 'ip' },
      { do: 'rename', at: '/user/ip', to: 'city' },
    ],
    carries,
  ],
  ['set it', [{ do: 'set', at: '/user/ip', value: '203.0.113.1' }], makesUp],
  ['set it to null', [{ do: 'set', at: '/user/ip', value: null }], makesUp],
  ['give it a default', [{ do: 'default', at: '/user/ip', value: '203.0.113.1' }], makesUp],
  [
    'replace all of it',
    [{ do: 'replace', at: '/user/ip', how: 'glob', what: '*', with: '203.0.113.1' }],
    makesUp,
  ],
  [
    'replace part of it',
    [{ do: 'replace', at: '/user/ip', how: 'prefix', what: '10.', with: '203.' }],
    makesUp,
  ],
  ['set what it lies in', [{ do: 'set', at: '/user', value: 'x' }], makesUp],
  [
    'write what it lies in as a text and unwrap that',
    [
      { do: 'set', at: '/user', value: '{"ip":"203.0.113.1"}' },
      { do: 'unwrap', at: '/user' },
    ],
    makesUp,
  ],
  [
    'replace within a text that is unwrapped to what it lies in',
    [
      { do: 'replace', at: '/user', how: 'text', what: 'a', with: 'b' },
      { do: 'unwrap', at: '/user' },
    ],
    makesUp,
  ],
  [
    'set another and rename that to it',
    [
      { do: 'set', at: '/user/x', value: '203.0.113.1' },
      { do: 'rename', at: '/user/x', to: 'ip' },
    ],
    makesUp,
  ],
  [
    'give another a default and rename that to it',
    [
      { do: 'default', at: '/user/x', value: 'y' },
      { do: 'rename', at: '/user/x', to: 'ip' },
    ],
    makesUp,
  ],
  [
    'set something and rename what it lies in',
    [
      { do: 'set', at: '/u/ip', value: '203.0.113.1' },
      { do: 'rename', at: '/u', to: 'user' },
    ],
    makesUp,
  ],
  [
    'write a text, rename and unwrap it',
    [
      { do: 'set', at: '/u', value: '{"ip":"203.0.113.1"}' },
      { do: 'rename', at: '/u', to: 'user' },
      { do: 'unwrap', at: '/user' },
    ],
    makesUp,
  ],
  [
    'write it by way of three names',
    [
      { do: 'set', at: '/a', value: 'x' },
      { do: 'rename', at: '/a', to: 'b' },
      { do: 'rename', at: '/b', to: 'c' },
      { do: 'rename', at: '/c', to: 'user' },
    ],
    makesUp,
  ],
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

  it('a rule of another definition is not applied, whatever definition it was read for', () => {
    expect(compileRepair(ruleOfSteps([{ do: 'trim', at: '/locale' }], nested), logins)).toMatchObject({
      ok: false,
    })
  })
})
