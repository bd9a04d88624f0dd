import { describe, expect, it } from 'vitest'
import { coverValue } from '../../../src/pipeline/infer/cover-value.ts'
import { openBody } from '../../../src/pipeline/infer/open-sample.ts'
import { countPlaces } from '../../../src/pipeline/infer/place-counts.ts'

const placed = (bodies: readonly string[]) =>
  bodies.flatMap((body) => {
    const found = openBody(body)
    return found === null ? [] : [{ ...found.message, ...found, attributes: [] }]
  })

describe('a place of a sample', () => {
  it('is covered except for ASCII marks, whatever the characters of the value', () => {
    expect(coverValue('a\u00A0b\u2028c\u202Ed\u3000\uFEFF\u{1F600}e\uD800 -\t\n')).toBe('•••••••••••• -••')
  })

  it('is the first of two members of one name, in a small object as in a large one', () => {
    const more = Array.from({ length: 40 }, (_, index) => `"k${index}":1`).join()
    const messages = placed(['{"a":null,"a":"x"}', `{"a":null,${more},"a":"x"}`, '{"b":1}'])
    expect(countPlaces(messages, ['/a', '/__proto__', '/constructor', '^/a', '@a', 'a'])).toEqual([
      { seen: 2, nulls: 2, samples: [] },
      { seen: 0, nulls: 0, samples: [] },
      { seen: 0, nulls: 0, samples: [] },
      { seen: 0, nulls: 0, samples: [] },
      { seen: 0, nulls: 0, samples: [] },
      null,
    ])
  })

  it('can be in an envelope, or an attribute that came in one', () => {
    const bodies = ['eu-1', null].map((region) =>
      JSON.stringify({
        ...{ version: '0', id: 'x', 'detail-type': 'A', source: 'b', account: '1' },
        ...{ time: '2026-03-17T12:00:00Z', region, resources: [], detail: { a: 1 } },
      }),
    )
    const sns = JSON.stringify({
      ...{ Type: 'Notification', MessageId: 'm', TopicArn: 't', Timestamp: 'z', Message: '{"a":1}' },
      MessageAttributes: { tenant: { Type: 'String', Value: 'shop-1' } },
    })
    expect(countPlaces(placed([...bodies, sns]), ['^/region', '^/Timestamp', '@tenant'])).toEqual([
      { seen: 2, nulls: 1, samples: ['••-•'] },
      { seen: 1, nulls: 0, samples: ['•'] },
      { seen: 1, nulls: 0, samples: ['••••-•'] },
    ])
  })

  it('is counted in one pass over each object, however many names it has', () => {
    const body = JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`n${n}`, 1])))
    const messages = placed(Array.from({ length: 4 }, () => body))
    const pointers = Array.from({ length: 300 }, (_, n) => `/missing${n}`)
    const timeOf = (some: readonly string[]): number => {
      const began = performance.now()
      countPlaces(messages, some)
      return performance.now() - began
    }
    // Searching for each pointer would take 300 times as long.
    expect(timeOf(pointers)).toBeLessThan(50 * timeOf(pointers.slice(0, 1)))
  })
})
