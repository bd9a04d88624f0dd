import { describe, expect, it } from 'vitest'
import { loadScript } from './load-script.ts'

interface PlainWords {
  readonly findIn: (place: string, text: string) => readonly string[]
  readonly paragraphsOf: (text: string) => readonly { readonly line: number; readonly text: string }[]
}

const { findIn, paragraphsOf } = await loadScript<PlainWords>('habits.mjs')

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
})
