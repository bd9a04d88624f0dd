import { describe, expect, it } from 'vitest'
import ts from 'typescript'
import { loadScript } from './load-script.ts'

interface PlainWords {
  readonly findIn: (place: string, text: string) => readonly string[]
  readonly paragraphsOf: (text: string) => readonly { readonly line: number; readonly text: string }[]
}

interface Comments {
  readonly commentsOf: (
    compiler: typeof ts,
    path: string,
    text: string,
    source: ts.SourceFile | undefined,
  ) => readonly { readonly line: number; readonly text: string }[]
}

const { findIn, paragraphsOf } = await loadScript<PlainWords>('habits.mjs')
const { commentsOf } = await loadScript<Comments>('comments.mjs')

const inCode = (text: string, path = 'a.ts') =>
  commentsOf(ts, path, text, ts.createSourceFile(path, text, ts.ScriptTarget.Latest))

describe('the check of plain words', () => {
  it.each([
    'It is widened, and it is said so.',
    'A text that is no JSON.',
    'What stands here is not in use.',
    'A run is going on already.',
    'What is in hand is settled.',
    'It asks anew.',
    'It loads. Where the table is missing, it makes one.',
    'Written whole or not at all.',
    'A pooler gives out keys.',
    'The newest where nothing is said.',
  ])('finds the habit in: %s', (text) => {
    expect(findIn('a.md:3', text)).toEqual([expect.stringMatching(/^a\.md:3 says ".+"\. Write .+\.$/)])
  })

  it.each([
    'There is no queue named login-queue.',
    'It is no longer there.',
    'Where the service listens.',
    'The stand-in understands it.',
    'A run is in progress.',
  ])('lets stay: %s', (text) => {
    expect(findIn('a.md:3', text)).toEqual([])
  })

  it('reads a document by paragraphs with their lines, without code', () => {
    const text = 'One\ntwo.\n\n- Three `anew`\n  four.\n\n```sh\nsluice anew\n```\n\n| a | b |\n'
    expect(paragraphsOf(text).filter((one) => one.text !== '')).toEqual([
      { line: 1, text: 'One two.' },
      { line: 4, text: '- Three x four.' },
      { line: 11, text: '| a | b |' },
    ])
  })

  it('reads comments of code with their lines: docstrings, and lines that follow each other as one', () => {
    const text = '/**\n * One\n * two.\n */\nconst a = 1 // three\n\n// four\n// five\n{ /* six */ }\n'
    expect(inCode(text)).toEqual([
      { line: 1, text: '\nOne\ntwo.\n' },
      { line: 5, text: 'three' },
      { line: 7, text: 'four\nfive' },
      { line: 9, text: 'six' },
    ])
  })

  it('reads nothing of strings, templates, patterns and JSX as a comment', () => {
    const text = 'f("// a", `/* b */ ${c /* read */} // d`, /[/*]/, /\\/\\/ e/)\nconst g = <p>// h</p>\n'
    expect(inCode(text, 'a.tsx')).toEqual([{ line: 1, text: 'read' }])
  })

  it.each([
    ['a.sql', "-- One\n--   two.\nselect '-- three', 'it''s -- four'; -- five\n", ['One\n  two.', 'five']],
    ['a.css', 'a { content: "/* one */"; /* two */ }\n/* three\n * four */\n', ['two', 'three\nfour']],
  ])('reads the comments of %s', (path, text, found) => {
    expect(commentsOf(ts, path, text, undefined).map((one) => one.text)).toEqual(found)
  })
})
