import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJson } from '../../src/pipeline/json.ts'
import { readTolerantly } from '../../src/pipeline/tolerant/read-tolerantly.ts'
import { jsonLikeText } from '../support/json-texts.ts'

/** Each break as its kind and the text that is marked. */
const breaksOf = (text: string): readonly string[] =>
  readTolerantly(text).breaks.map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`)

describe('reading a text that is not JSON', () => {
  it('N1 finds a break in each text that is not JSON, none in one that is, and each of them inside the text', () => {
    fc.assert(
      fc.property(jsonLikeText(), (text) => {
        const { breaks } = readTolerantly(text)
        if (text.trim() !== '') expect(breaks.length > 0).toBe(!readJson(text).ok)
        for (const { start, end } of breaks) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  it('N1 reads a text that is JSON as the strict reader does', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const strict = readJson(text)
        if (strict.ok) expect(readTolerantly(text).root).toEqual(strict.root)
      }),
      { numRuns: 500 },
    )
  })

  it.each<[string, readonly string[]]>([
    ['{"a":1 "b":2}', ['missing-comma  "']],
    ['{"a" 1,"b":2}', ['missing-colon  1']],
    ['{"a":"x""b":"y" "c":1}', ['missing-comma "', 'missing-comma  "']],
    ['{"a" true "b":1}', ['missing-colon  t', 'missing-comma  "']],
    ['{"a":"x, "b":1}', ['no-closing-quote "x']],
    ['{"a":"x,\n"b":1}', ['no-closing-quote "x']],
    ['{"a:"x","b":1}', ['no-closing-quote "a']],
    ['{"a":"say "hi" there","b":1}', ['quote-inside "', 'quote-inside "']],
    [
      '{"a":hello world, "b":2024-01-01T00:00:00Z, "c":fe80::1}',
      ['hello world', '2024-01-01T00:00:00Z', 'fe80::1'].map((text) => `unquoted-text ${text}`),
    ],
    ['{"a":[1,2},"b":3}', ['wrong-bracket }']],
    ['{"a":{"x":1],"b":3}', ['wrong-bracket ]']],
    ['{"a":[1,2}', ['missing-bracket }']],
    ['{"o":{"l":[1,2,"b":2}}', ['missing-bracket ,']],
    ['[{"x":1,{"y":2}]', ['missing-bracket ,']],
    ['{"a":1},"b":2}', ['extra-bracket }']],
    ['{{"a":1}}', ['extra-bracket {']],
    ['{"a":1}}', ['extra-bracket }']],
    ['{"a":1]}', ['extra-bracket ]']],
    ['"a":1}', ['missing-opening "']],
    ['{"a","x","b":1}', ['not-a-colon ,']],
    ['{"a"="x";"b":2}', ['not-a-colon =', 'not-a-comma ;']],
    ['{"a":1,"b"}', ['missing-value }']],
    ['{"a":1,"b":tru', ['cut-off tru']],
    ['{"a":1,', ['cut-off ,']],
    ["{'a':'it's'}", ["single-quotes 'a'", "single-quotes 'it's'"]],
    ['user=1&x=2', ['other-format user=1&x=2']],
    ['<a>1</a>', ['other-format <a>1</a>']],
  ])('N1 finds in %j what was meant, and no fault that only follows from another', (text, expected) => {
    expect(breaksOf(text)).toEqual(expected)
  })

  it('N1 keeps the first thousand breaks and counts the others', () => {
    const { breaks, left } = readTolerantly(`[${'NaN,'.repeat(5_000)}1]`)
    expect([breaks.length, left]).toEqual([1_000, 4_000])
  })
})
