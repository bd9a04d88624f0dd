import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prettyBody } from '../../src/renderer/format/pretty-body.ts'
import { rightToLeft } from '../../src/renderer/format/right-to-left.ts'

const withoutSpace = (text: string): string => {
  // Outside of texts, where white space matters.
  return text.replace(/("(?:[^"\\]|\\.)*"?)|\s+/gs, (_, quoted: string | undefined) => quoted ?? '')
}

/** What people and machines send: JSON, and JSON that was cut or changed somewhere. */
const bodies = fc
  .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom('', ' ', '}', ']', '"', ',', '\n', 'x'))
  .map(([json, at, more]) => {
    const place = at % (json.length + 1)
    return more === '' ? `[${json}]` : `{${json.slice(0, place)}${more}${json.slice(place)}`
  })

describe('a formatted body', () => {
  it('is laid out as JSON usually is', () => {
    const value = { id: 'a b', list: [1, { deep: null }], none: {}, empty: [], text: 'a:{,' }
    expect(prettyBody(JSON.stringify(value))?.text).toBe(
      JSON.stringify(value, null, 2).replace('"none": {}', '"none": {}'),
    )
  })

  it('has the same tokens in the same order, whether it is JSON or not', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const pretty = prettyBody(body)
        expect(withoutSpace(pretty?.text ?? '')).toBe(withoutSpace(body))
      }),
      { numRuns: 500 },
    )
  })

  it('has every character of the body at the place that it reports', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const pretty = prettyBody(body)
        if (pretty === null) throw new Error('It begins as JSON does')
        for (let at = 0; at < body.length; at += 1)
          if (!/\s/.test(body.charAt(at))) expect(pretty.text[pretty.placeOf(at)]).toBe(body[at])
      }),
      { numRuns: 300 },
    )
  })

  it.each(['', 'hello world', '"text"', '12', 'null', '<a>{}</a>'])('is not made from %j', (body) => {
    expect(prettyBody(body)).toBeNull()
  })

  it('keeps words apart that are separated by space', () => {
    expect(prettyBody('{a b:1 2}')?.text).toBe('{\n  a b: 1 2\n}')
  })

  it('does not grow beyond bounds, however deep it is', () => {
    const deep = '['.repeat(200_000)
    const pretty = prettyBody(deep)
    expect(pretty === null || pretty.text.length < 10_000_000).toBe(true)
    expect(prettyBody(`{${'\n'.repeat(1_000_000)}}`)?.text).toBe('{}')
  })
})

describe('right-to-left stretches', () => {
  const found = (text: string) => [...text.matchAll(rightToLeft)].map(([stretch]) => stretch)

  it('are found word by word in a JSON text, so that names and values keep their places', () => {
    expect(found('{"שלום עולם": 1, "مرحبا": "א1ב"}')).toEqual(['שלום עולם', 'مرحبا', 'א1ב'])
  })

  it('are found in no other text', () => {
    expect(found('{"user": "日本語 – Ω – Ж", "n": 12}')).toEqual([])
  })

  it('end where a character is spelled out', () => {
    expect(found('א\u202eב')).toEqual(['א', 'ב'])
  })
})
