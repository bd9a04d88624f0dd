import { describe, expect, it } from 'vitest'
import { proposeEvent } from '../../../src/pipeline/infer/propose-event.ts'
import { guessOf, made, propose } from '../../support/proposals.ts'

describe('hostile messages', () => {
  const deep = `${'{"a":'.repeat(300)}1${'}'.repeat(300)}`

  it('are counted if they cannot be read: 300 levels, lists, texts, nothing', () => {
    const proposal = proposeEvent([deep, '[1]', '"x"', '', '{"a":1', '{"a":1}'], null)
    expect(proposal).toMatchObject({ unreadable: 5, of: 1 })
    expect(proposeEvent([], null)).toMatchObject({ of: 0, guesses: [], unreadable: 0 })
  })

  it('add no name that is invisible, long or inherited', () => {
    const proposal = proposeEvent(
      [
        `{"__proto__":{"x":1},"a\u202eb":1,"ann@example.org":1,"id_123456789":1,"deadbeefcafe":1,"${'n'.repeat(5_000)}":1,"ok":1}`,
      ],
      null,
    )
    expect(proposal.guesses.map(({ pointer }) => pointer)).toEqual(['/ok'])
    expect(proposal.unnamed).toEqual([{ pointer: '', count: 6 }])
    expect(({} as Record<string, unknown>).x).toBeUndefined()
    expect(made(proposal).definition?.unknownFields).toBe('ignore')
  })

  it('of 10,000 shapes quickly end in a definition of 64 fields', () => {
    const letters = (index: number) =>
      [...String(index)].map((digit) => 'abcdefghij'.charAt(Number(digit))).join('')
    const shapes = propose(10_000, (index) => ({
      same: 1,
      [`n_${letters(index)}`]: index,
      o: { [letters(index)]: {} },
    }))
    const { definition, crowded } = made(shapes)
    expect(definition?.fields).toHaveLength(64)
    expect(definition?.fields[0]?.name).toBe('same')
    expect(crowded.length).toBeGreaterThan(900)
    const wide = propose(3, (index) =>
      Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`w_${letters(at + index * 20_000)}`, 1])),
    )
    expect(wide.guesses.length).toBeLessThanOrEqual(5_000)
  })

  it('hide no address below what was not read', () => {
    const letters = (index: number) =>
      [...String(index)].map((digit) => 'abcdefghij'.charAt(Number(digit))).join('')
    const filler = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`w_${letters(at)}`, 1]))
    const proposal = proposeEvent(
      [JSON.stringify({ list: [], ...filler }), '{"list":[{"x":"a@example.org"}]}'],
      null,
    )
    expect(guessOf(proposal, '/list').standing).toBe('asked')
  })
})
