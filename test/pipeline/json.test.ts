import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxDepth, readJson, type JsonNode } from '../../src/pipeline/json.ts'
import { jsonLikeText } from '../support/json-texts.ts'

const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Every value whose place is known: the root and the members of objects. */
const nodesOf = (node: JsonNode): readonly JsonNode[] =>
  node.kind === 'object' ? [node, ...node.members.flatMap((member) => nodesOf(member.node))] : [node]

const rootOf = (text: string): JsonNode => {
  const reading = readJson(text)
  if (!reading.ok) throw new Error('The text was refused')
  return reading.root
}

const faultOf = (text: string): { readonly quoted: string; readonly detail: string } => {
  const reading = readJson(text)
  if (reading.ok || reading.fault.code !== 'not-json') throw new Error('The text was not refused as no JSON')
  return { quoted: text.slice(reading.start, reading.end), detail: reading.fault.detail }
}

describe('readJson', { timeout: 60_000 }, () => {
  it('accepts exactly what JSON.parse accepts, as deep as it reads', () => {
    fc.assert(
      fc.property(jsonLikeText(), (text) => {
        const reading = readJson(text)
        if (reading.ok || reading.fault.code === 'not-json') expect(reading.ok).toBe(parses(text))
      }),
      { numRuns: 3_000 },
    )
  })

  it('gives every value its place: read alone, that place has the same value', () => {
    fc.assert(
      fc.property(jsonLikeText().filter(parses), (text) => {
        const reading = readJson(text)
        if (!reading.ok) return
        expect(JSON.parse(text.slice(reading.root.start, reading.root.end))).toEqual(JSON.parse(text))
        for (const node of nodesOf(reading.root)) {
          const alone: unknown = JSON.parse(text.slice(node.start, node.end))
          if (node.kind === 'string') expect(node.value).toBe(alone)
          else if (node.kind === 'null') expect(alone).toBeNull()
          else if (node.kind === 'array') expect(Array.isArray(alone)).toBe(true)
          else expect(typeof alone).toBe(node.kind)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('gives every name its place, quotes included', () => {
    const text = ' { "a" : 1 , "\\u0062" : { "c\\n" : "d" } } '
    const { members } = rootOf(text) as Extract<JsonNode, { kind: 'object' }>
    expect(members.map(({ key, keyStart, keyEnd }) => [key, text.slice(keyStart, keyEnd)])).toEqual([
      ['a', '"a"'],
      ['b', '"\\u0062"'],
    ])
    const inner = members[1]?.node as Extract<JsonNode, { kind: 'object' }>
    expect(inner.members.map(({ key, node }) => [key, text.slice(node.start, node.end)])).toEqual([
      ['c\n', '"d"'],
    ])
  })

  it('keeps every name, equal ones and __proto__ too', () => {
    const root = rootOf('{"__proto__":1,"a":2,"a":3,"constructor":4}') as Extract<
      JsonNode,
      { kind: 'object' }
    >
    expect(root.members.map((member) => member.key)).toEqual(['__proto__', 'a', 'a', 'constructor'])
  })

  it('names the first fault and points at it', () => {
    expect(faultOf('{"a":1,}')).toEqual({ quoted: '}', detail: 'a name in quotes is expected here' })
    expect(faultOf('{"a" 1}')).toEqual({ quoted: '1', detail: 'a colon is expected here' })
    expect(faultOf('{"a":1 "b":2}')).toEqual({
      quoted: '"',
      detail: 'a comma or a closing brace is expected here',
    })
    expect(faultOf('[1 2]')).toEqual({
      quoted: '2',
      detail: 'a comma or a closing bracket is expected here',
    })
    expect(faultOf('{"a":NaN}')).toEqual({ quoted: 'N', detail: 'a value is expected here' })
    expect(faultOf('{"a":nul}')).toEqual({ quoted: 'n', detail: 'a value is expected here' })
    expect(faultOf('1 2 3')).toEqual({ quoted: '2 3', detail: 'there is text after its end' })
    expect(faultOf('\ufeff{}')).toEqual({ quoted: '\ufeff', detail: 'it starts with a byte order mark' })
    expect(faultOf('["a\tb"]')).toEqual({ quoted: '\t', detail: 'a text holds a control character' })
    expect(faultOf('["\\x41"]')).toEqual({ quoted: '\\x', detail: 'a backslash starts no known escape' })
    expect(faultOf('["\\u00g0"]')).toEqual({ quoted: '\\u', detail: 'a backslash starts no known escape' })
    expect(faultOf('["abc')).toEqual({ quoted: '"abc', detail: 'a text has no closing quote' })
    expect(faultOf('{"a":')).toEqual({ quoted: ':', detail: 'it ends where a value is expected' })
  })

  it('points inside the text, whatever the fault', () => {
    fc.assert(
      fc.property(jsonLikeText(), (text) => {
        const reading = readJson(text)
        if (reading.ok) return
        expect(reading.start).toBeGreaterThanOrEqual(0)
        expect(reading.end).toBeLessThanOrEqual(text.length)
        expect(reading.end).toBeGreaterThanOrEqual(Math.min(text.length, reading.start + 1))
      }),
      { numRuns: 1_000 },
    )
  })

  it('never quotes the text in what it says of a fault', () => {
    for (const text of ['{"ip":203.0.113.77}', '{"ip":"203.0.113.77', '"203.0.113.77" x', '{203.0.113.77:1}'])
      expect(faultOf(text).detail).not.toMatch(/\d/)
  })

  it(`reads ${maxDepth} levels and says of a deeper text where it is too deep`, () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(readJson(nested(maxDepth)).ok).toBe(true)
    expect(readJson(nested(maxDepth + 1))).toMatchObject({
      ok: false,
      start: maxDepth,
      end: maxDepth + 1,
      fault: { code: 'too-deep' },
    })
    expect(readJson('{"a":'.repeat(maxDepth + 1) + '1' + '}'.repeat(maxDepth + 1))).toMatchObject({
      fault: { code: 'too-deep' },
    })
  })
})
