import { describe, expect, it } from 'vitest'
import type { Reason } from '../../src/contract/reason.ts'
import { nextOpen } from '../../src/renderer/features/rejected/next-open.ts'
import { reasonGroups } from '../../src/renderer/features/rejected/reason-groups.ts'
import { formatExactTime, momentIn } from '../../src/renderer/format/time.ts'

const reason = (pointer: string, more: Partial<Reason> = {}): Reason => ({
  code: 'unknown-field',
  pointer,
  range: null,
  detail: null,
  ...more,
})

describe('the reasons of a message', () => {
  it('are one line for a hundred with the same words, which knows all their places', () => {
    const reasons = [
      ...Array.from({ length: 100 }, (_, at) => reason('', { range: [at, at + 1] })),
      reason('/foo'),
    ]
    const groups = reasonGroups(reasons)
    expect(groups.map(({ words, indexes }) => [words, indexes.length])).toEqual([
      ['One of the names is not a known field', 100],
      ['foo is not a known field', 1],
    ])
    expect(groups[0]?.indexes).toEqual(Array.from({ length: 100 }, (_, at) => at))
  })

  it('stay apart if their words differ, in the order in which they come', () => {
    const reasons = [
      reason('/b'),
      reason('/a'),
      reason('/b', { code: 'too-long', detail: '8' }),
      reason('/b'),
    ]
    expect(reasonGroups(reasons).map(({ indexes }) => indexes)).toEqual([[0, 3], [1], [2]])
  })
})

describe('the message that is open after an action', () => {
  const list = ['a', 'b', 'c', 'd', 'e']
  const at = (index: number): string | null => list[index] ?? null
  const next = (gone: readonly string[], from: number) => nextOpen(at, list.length, new Set(gone), from)

  it.each([
    ['the next one', ['b'], 1, { id: 'c', index: 2 }],
    ['the next one that is left', ['b', 'c', 'd'], 1, { id: 'e', index: 4 }],
    ['the one before, after the last', ['e'], 4, { id: 'd', index: 3 }],
    ['the nearest before that is left', ['e', 'd', 'b'], 4, { id: 'c', index: 2 }],
    ['none, after all of them', list, 2, null],
  ] as const)('is %s', (_, gone, from, expected) => {
    expect(next(gone, from)).toEqual(expected)
  })
})

describe('exact times', () => {
  const at = Date.parse('2026-03-01T12:00:05Z')

  it('include their zone', () => {
    expect(formatExactTime(at, 'utc')).toContain('UTC')
    // An hour of twelve has no leading zero.
    expect(formatExactTime(Date.UTC(2026, 0, 2, 5, 6, 7), 'utc')).not.toMatch(/\b0\d:\d\d:\d\d\s*[AP]M/)
    expect(formatExactTime(at, 'local')).toMatch(/GMT|UTC|[A-Z]{3,}/)
  })

  it.each(['2026-03-01T12:00:05Z', '2026-03-01T12:00:05.123456Z', '1969-12-31T23:59:59.5Z'])(
    'of rows are the same moment in local time, to the last digit: %s',
    (text) => {
      const local = momentIn('local', text)
      expect(local).toMatch(/[+-]\d\d:\d\d$/)
      expect(Date.parse(local)).toBe(Date.parse(text))
      expect(/\.\d+/.exec(local)?.[0]).toBe(/\.\d+/.exec(text)?.[0])
      expect(momentIn('utc', text)).toBe(text)
    },
  )

  it.each(['infinity', '-infinity', '0044-03-15T00:00:00Z BC', '2026-02-30', ''])(
    'leave %j as it is',
    (text) => {
      expect(momentIn('local', text)).toBe(text)
    },
  )
})
