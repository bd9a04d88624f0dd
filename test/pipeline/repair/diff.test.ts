import { describe, expect, it } from 'vitest'
import { diffTexts, showDiff } from '../../../src/pipeline/repair/diff.ts'

/** The second text, assembled from the first one and the additions. */
const rebuilt = (before: string, after: string): readonly [string, string] => {
  const stretches = diffTexts(before, after)
  const of = (kinds: readonly string[]) =>
    stretches
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, start, end }) => (kind === 'come' ? after : before).slice(start, end))
      .join('')
  return [of(['same', 'gone']), of(['same', 'come'])]
}

const words = (before: string, after: string): readonly string[] =>
  diffTexts(before, after).map(
    ({ kind, start, end }) =>
      `${{ same: '', gone: '-', come: '+' }[kind]}${(kind === 'come' ? after : before).slice(start, end)}`,
  )

describe('the differences between a message and what a rule makes of it', () => {
  it.each([
    { name: 'a renamed field', before: '{"a":1}', after: '{"b":1}', found: ['{', '-"a"', '+"b"', ':1}'] },
    {
      name: 'a number that became a text',
      before: '{"a":1}',
      after: '{"a":"1"}',
      found: ['{"a":', '-1', '+"1"', '}'],
    },
    {
      name: 'a field that was dropped',
      before: '{"a":1,"b":2}',
      after: '{"a":1}',
      found: ['{"a":1', '-,"b":2', '}'],
    },
    { name: 'a field that was added', before: '{}', after: '{"a":null}', found: ['{', '+"a":null', '}'] },
    { name: 'nothing', before: '{"a":1}', after: '{"a":1}', found: ['{"a":1}'] },
    { name: 'everything', before: '', after: 'x', found: ['+x'] },
  ])('are those of $name, word by word', ({ before, after, found }) => {
    expect(words(before, after)).toEqual(found)
  })

  it('omit nothing and add nothing, whatever the texts', () => {
    let seed = 7
    const next = (most: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % most
    const text = (): string =>
      Array.from(
        { length: next(40) },
        () => ['{', '"a"', '"', '\\', ':', '1', ' ', 'é', '😀', '\ud800'][next(10)],
      ).join('')
    for (let times = 0; times < 500; times += 1) {
      const [before, after] = [text(), text()]
      expect(rebuilt(before, after)).toEqual([before, after])
    }
  })

  it.each([
    { name: 'with a change at the end', after: (text: string) => `${text}x` },
    { name: 'with a change at the start', after: (text: string) => `x${text}` },
    { name: 'that have nothing in common', after: () => '\\"'.repeat(500_000) },
  ])('are found in texts of 1 MiB $name', ({ after }) => {
    const before = 'ab"\\ '.repeat(200_000)
    expect(rebuilt(before, after(before))).toEqual([before, after(before)])
  })
})

describe('differences as they are shown', () => {
  it('show no letter of what is covered, even under another name', () => {
    const before = '{"address":"Berlin","n":1}'
    const after = '{"locale":"Berlin","n":1}'
    const covered = before.replace('Berlin', '••••••')
    // The second text alone would be shown in clear.
    const shown = showDiff(diffTexts(before, after), covered, after)
    expect(JSON.stringify(shown)).not.toContain('Berlin')
    expect(shown).toContainEqual({ kind: 'come', text: '"locale"' })
  })

  it('omit what is far from any change, and say how much', () => {
    const long = `"${'x'.repeat(400)}"`
    const [before, after] = [`[${long},1,${long}]`, `[${long},2,${long}]`]
    const shown = showDiff(diffTexts(before, after), before, after)
    expect(shown.filter(({ kind }) => kind === 'skipped')).toEqual([
      { kind: 'skipped', characters: 284 },
      { kind: 'skipped', characters: 284 },
    ])
  })
})
