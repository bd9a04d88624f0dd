import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileGlob } from '../../../src/pipeline/repair/glob.ts'
import { compileReplace } from '../../../src/pipeline/repair/replace.ts'
import { compileSearch } from '../../../src/pipeline/repair/search.ts'

/** Tries every possibility. */
const covers = ([wanted, ...pattern]: readonly string[], text: readonly string[]): boolean => {
  if (wanted === undefined) return text.length === 0
  if (wanted === '*')
    return Array.from({ length: text.length + 1 }, (_, skipped) => text.slice(skipped)).some((rest) =>
      covers(pattern, rest),
    )
  const [first, ...rest] = text
  return first !== undefined && (wanted === '?' || wanted === first) && covers(pattern, rest)
}

const letters = (alphabet: readonly string[], maxLength: number) =>
  fc.array(fc.constantFrom(...alphabet), { maxLength }).map((all) => all.join(''))

describe('a glob', () => {
  it('matches what an exhaustive search matches', () => {
    fc.assert(
      fc.property(letters(['a', 'b', '💩', '*', '?'], 8), letters(['a', 'b', '💩'], 10), (pattern, text) => {
        expect(compileGlob(pattern)(text)).toBe(covers(Array.from(pattern), Array.from(text)))
      }),
      { numRuns: 3_000 },
    )
  })

  it.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['?', '💩', true],
    ['??', '💩', false],
    ['?', '\ud800', true],
    ['a.c', 'abc', false],
    ['[ab]', 'a', false],
    ['a*', 'A', false],
    ['*a*', 'xax', true],
    ['ab*ba', 'aba', false],
  ])('%j over %j: %s', (pattern, text, expected) => {
    expect(compileGlob(pattern)(text)).toBe(expected)
  })

  it('reads each character of a hostile text once for every star that it has passed', () => {
    let looks = 0
    const text = new Proxy(
      { length: 100_000 },
      {
        get: (target, name) => {
          if (name === 'length') return target.length
          looks += 1
          return 97
        },
      },
    )
    expect(compileSearch([...Array.from({ length: 1_023 }, () => 97), 98])(text, 0)).toBeNull()
    expect(looks).toBe(100_000)
  })

  it.each([
    `${'*a'.repeat(500)}*b`,
    `${'a?'.repeat(500)}*b`,
    `*${'a'.repeat(1_000)}b*`,
    `*${'?'.repeat(1_000)}b*`,
  ])('finishes on 1 MiB of one letter', (pattern) => {
    expect(compileGlob(pattern)('a'.repeat(1_048_576))).toBe(false)
  })
})

describe('a literal text', () => {
  it('is replaced as replaceAll would', () => {
    fc.assert(
      fc.property(
        letters(['a', 'b', '💩'], 4),
        letters(['a', 'b', '💩'], 40),
        letters(['a', '$&'], 3),
        (what, text, by) => {
          fc.pre(what !== '')
          const replaced = compileReplace({ do: 'replace', at: '/a', how: 'text', what, with: by })(text)
          expect(replaced ?? text).toBe(text.replaceAll(what, () => by))
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('is found in patterns of any length', () => {
    for (const length of [1, 31, 32, 33, 63, 64, 65, 1_024]) {
      const text = `${'ab'.repeat(2_000)}${'c'.repeat(length)}d`
      const what = 'c'.repeat(length)
      expect(compileReplace({ do: 'replace', at: '/a', how: 'text', what, with: '' })(text)).toBe(
        `${'ab'.repeat(2_000)}d`,
      )
    }
  })
})
