import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plainText, sectionsOf } from './claims.ts'

const root = resolve(import.meta.dirname, '../..')
const textOf = (path: string): string => readFileSync(resolve(root, path), 'utf8')
const page = textOf('docs/claims.md')
const claims = sectionsOf(textOf('README.md'))

/** The lines of docs/claims.md, by their section of the README. */
const lines = new Map(
  page
    .split(/^## .+\n\n\[In the README\]\(\.\.\/README\.md#/m)
    .slice(1)
    .map((part) => [
      part.slice(0, part.indexOf(')')),
      part
        .split('\n')
        .filter((line) => line.startsWith('| ') && !/^\| (?:it says|---)/.test(line))
        .map((line) => {
          const [, quote = '', shown = ''] = line.split(/(?<!\\)\|/)
          return { quote: plainText(quote), shown: shown.trim() }
        }),
    ]),
)
const all = [...lines.values()].flat()

describe('docs/claims.md', () => {
  it('has the sections of the README, in their order', () => {
    expect([...lines.keys()]).toEqual(claims.map(({ anchor }) => anchor))
    expect(all.length).toBeGreaterThan(150)
  })

  it.each(claims)('has a line for each claim of "$anchor", with its first words', ({ anchor, units }) => {
    const quotes = lines.get(anchor)?.map(({ quote }) => quote) ?? []
    // Each claim replaced by the quote that begins it: differences are missing here, or no longer in the README.
    const found = units.map((unit, index) => {
      const quote = quotes[index] ?? ''
      return quote !== '' && unit.startsWith(quote) ? quote : unit
    })
    expect(quotes).toEqual(found)
    expect(new Set(quotes).size).toBe(quotes.length)
  })

  it('says for each what shows it: test files, or when, where and how it was seen, or that nobody has', () => {
    const way =
      /^(?:`test\/[^`]+`(?:, `test\/[^`]+`)*|Seen 20\d\d-\d\d-\d\d on (?:Linux|macOS|Windows) \w+: \S.*|Not seen here: \S.*)$/
    expect(all.filter(({ shown }) => !shown.split(/(?<=[`\w])\. /).every((part) => way.test(part)))).toEqual(
      [],
    )
  })

  it('names existing test files', () => {
    const named = all.flatMap(({ shown }) =>
      [...shown.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path),
    )
    expect(named.length).toBeGreaterThan(200)
    expect(
      named.filter(
        (path) => !/\.(?:test|spec)\.ts$/.test(path) || globSync(path, { cwd: root }).length === 0,
      ),
    ).toEqual([])
  })

  it('reads every kind of block: sentences, items, rows, pictures, commands and other code', () => {
    const [section] = sectionsOf(
      [
        ...[
          '## A *b*',
          '',
          'One `x.y` here. Two',
          'lines? `z` begins.',
          '',
          '- item',
          '  goes on',
          '- last',
          '',
        ],
        ...['| head | |', '| --- | --- |', String.raw`| a\|b | c |`, ''],
        ...['<picture>', '  <img alt="Alt" src="x">', '</picture>', '', '> [!NOTE]', '> Said. Again.', ''],
        ...['```sh', 'one', '', 'two', '```', '', '```json', '{', '}', '```'],
      ].join('\n'),
    )
    expect(section).toEqual({
      anchor: 'a-b',
      units: [
        ...['One x.y here.', 'Two lines?', 'z begins.', 'item goes on', 'last', 'a|b: c', 'Alt'],
        ...['Said.', 'Again.', 'one', 'two', '{ }'],
      ],
    })
  })
})
