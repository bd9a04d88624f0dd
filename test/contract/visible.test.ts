import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeCausePart } from '../../src/contract/cause.ts'
import { describeFailure, failure, failureCodes } from '../../src/contract/failure.ts'
import { describeReason, reasonCodes } from '../../src/contract/reason.ts'
import { describeSetting } from '../../src/contract/setting-words.ts'
import { isolated, isolatedIn, jsonLine, visible } from '../../src/contract/visible.ts'
import { hostileCharacters, obeyed } from '../support/hostile-characters.ts'

const anyText = fc.string({ unit: 'binary' })

describe('B38 a text from outside', () => {
  it.each(hostileCharacters)('shows %s instead of obeying it', (_, text) => {
    expect(visible(`a${text}b`)).not.toMatch(obeyed)
    expect(visible(`a${text}b`)).not.toContain('\n')
    expect(visible(`a${text}b`)).toMatch(/^a\\u[0-9a-f]{4}.*b$/)
  })

  it('stays as it is if all of it is visible', () => {
    for (const text of [
      '',
      'android',
      '2.3.0',
      'José Žofie',
      '日本',
      'שלום',
      'नमस्ते',
      '😀',
      'a\\nb',
      '\u00a0',
      '“x” – …',
    ])
      expect(visible(text)).toBe(text)
  })

  it('has nothing hidden in it, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(visible(text)).not.toMatch(obeyed)
        expect(visible(text)).not.toContain('\n')
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('B38 a line of JSON', () => {
  it.each(hostileCharacters)('spells %s and reads back as it was', (_, text) => {
    const value = { [`name${text}`]: [`a${text}b`, { nested: text }] }
    expect(jsonLine(value)).not.toMatch(obeyed)
    expect(jsonLine(value)).not.toContain('\n')
    expect(JSON.parse(jsonLine(value))).toEqual(value)
  })

  it('reads back as it was, whatever it is', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, fc.oneof(anyText, fc.integer(), fc.constant(null))), (value) => {
        expect(jsonLine(value)).not.toMatch(obeyed)
        expect(JSON.parse(jsonLine(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('equals JSON.stringify’s output if nothing is hidden', () => {
    const value = { text: 'José 日本 😀 "\\', list: [1, null, true], empty: {} }
    expect(jsonLine(value)).toBe(JSON.stringify(value))
  })
})

describe('B38 our own sentences', () => {
  const all = hostileCharacters.map(([, text]) => text).join('x')

  it.each(failureCodes)('show text from outside in the words for %s', (code) => {
    const names = [
      'problems',
      'endpoint',
      'queue',
      'address',
      'database',
      'changes',
      'purpose',
      'path',
      'owner',
    ]
    const more = [
      'log',
      'command',
      'what',
      'id',
      'code',
      'name',
      'table',
      'column',
      'constraint',
      'trigger',
      'queues',
    ]
    const details = Object.fromEntries([...names, ...more].map((name) => [name, all]))
    const { sentence, advice } = describeFailure(failure(code, details))
    expect(sentence + advice).not.toMatch(obeyed)
    expect(sentence + advice).not.toContain('\n')
  })

  it.each(reasonCodes)('show the text of a changed row under %s', (code) => {
    const reason = { code, pointer: `/${all}`, range: null, detail: all }
    expect(describeReason(reason)).not.toMatch(obeyed)
    expect(describeCausePart({ code, pointer: `/${all}` })).not.toMatch(obeyed)
  })

  it('show the names that a run was made under', () => {
    expect(describeSetting('queue', all)).not.toMatch(obeyed)
  })
})

describe('a text from outside in a sentence that the page draws', () => {
  it('is between FSI and PDI if any of it is read from right to left, and as it is otherwise', () => {
    for (const text of ['שלום', 'a שלום 12', 'سلام', '\u{1e900}'])
      expect(isolated(text)).toBe(`\u2068${text}\u2069`)
    for (const text of ['', 'queue-12', '12', '日本', 'José']) expect(isolated(text)).toBe(text)
    expect(isolated('ש\u2069\u202eb')).toBe('\u2068ש\\u2069\\u202eb\u2069')
  })

  it('is found in a sentence that came with it: in quotes, as a word, or as words that follow each other', () => {
    const [first, last] = ['\u2068', '\u2069']
    for (const [sentence, text] of [
      ['"שלום" is listed twice', `${first}"שלום"${last} is listed twice`],
      ['fields[0].שלום: 12', `${first}fields[0].שלום${last}: 12`],
      ['"a", "שלום 1" and "b"', `"a", ${first}"שלום 1"${last} and "b"`],
      ['שלום עולם 12, (עולם)', `${first}שלום עולם${last} 12, (${first}עולם${last})`],
      ['the cause “שלום is missing”', `the cause ${first}“שלום is missing”${last}`],
      ['"say \\"שלום\\"" 1', `${first}"say \\"שלום\\""${last} 1`],
      ['no name here, "a" 12', 'no name here, "a" 12'],
      ['an open "שלום', `an open "${first}שלום${last}`],
      ['ש\u2069\u202e b', `${first}ש\\u2069\\u202e${last} b`],
    ] as const)
      expect(isolatedIn(sentence)).toBe(text)
  })

  it('leaves every other character of the sentence, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (sentence) => {
        expect(isolatedIn(sentence).replaceAll(/[\u2068\u2069]/g, '')).toBe(visible(sentence))
      }),
      { numRuns: 2_000 },
    )
  })

  it('is isolated only where a sentence is asked for that way', () => {
    const missing = failure('queue-missing', { queue: 'שלום', endpoint: 'http://a.test' })
    expect(describeFailure(missing).sentence).toBe('There is no queue named שלום at http://a.test.')
    expect(describeFailure(missing, isolated).sentence).toBe(
      'There is no queue named \u2068שלום\u2069 at http://a.test.',
    )
    const part = { code: 'missing-field', pointer: '/שלום' } as const
    expect(describeCausePart(part)).toBe('שלום is missing')
    expect(describeCausePart(part, isolated)).toBe('\u2068שלום\u2069 is missing')
  })
})
