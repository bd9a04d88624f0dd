import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markBody, type BodyPart } from '../../src/renderer/format/mark-body.ts'

const textOf = (parts: readonly BodyPart[]) =>
  parts.map((part) => (part.kind === 'point' ? '' : part.text)).join('')

describe('a marked body', () => {
  test('marks each fault range with the index of its reason', () => {
    expect(markBody('{"foo": 1}', [[1, 6]])).toEqual([
      { kind: 'text', text: '{', faults: [] },
      { kind: 'text', text: '"foo"', faults: [0] },
      { kind: 'text', text: ': 1}', faults: [] },
    ])
  })

  test('names every reason where ranges overlap', () => {
    const parts = markBody('abcdef', [[0, 4], null, [2, 6]])
    expect(parts.map((part) => [part.kind === 'point' ? '' : part.text, part.faults])).toEqual([
      ['ab', [0]],
      ['cd', [0, 2]],
      ['ef', [2]],
    ])
  })

  test('shows an empty range as a point, even at the very end', () => {
    expect(markBody('{', [[1, 1]])).toEqual([
      { kind: 'text', text: '{', faults: [] },
      { kind: 'point', faults: [0] },
    ])
  })

  test('spells out invisible characters and keeps line breaks', () => {
    const parts = markBody('a\0\n\u202e\ud800\u{e0041}', [])
    expect(parts.slice(1)).toEqual([
      { kind: 'control', text: 'NUL', name: 'U+0000', breaks: false, faults: [] },
      { kind: 'control', text: 'LF', name: 'U+000A', breaks: true, faults: [] },
      { kind: 'control', text: 'U+202E', name: 'U+202E', breaks: false, faults: [] },
      { kind: 'control', text: 'U+D800', name: 'U+D800', breaks: false, faults: [] },
      { kind: 'control', text: 'U+E0041', name: 'U+E0041', breaks: false, faults: [] },
    ])
  })

  test('leaves whole surrogate pairs alone', () => {
    expect(textOf(markBody('😀', []))).toBe('😀')
  })

  test('loses and adds no visible text, wherever the ranges are', () => {
    const range = fc.tuple(fc.integer({ min: -2, max: 40 }), fc.integer({ min: -2, max: 40 }))
    const visible = fc.string({ unit: fc.constantFrom(...'{}":,abc•😀') })
    fc.assert(
      fc.property(visible, fc.array(fc.option(range)), (body, ranges) => {
        expect(textOf(markBody(body, ranges))).toBe(body)
      }),
    )
  })
})
