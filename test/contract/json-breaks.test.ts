import { describe, expect, it } from 'vitest'
import { detailOfBreak, jsonBreaks, remedyOfBreak, wordsOfBreak } from '../../src/contract/json-breaks.ts'
import { describeReason } from '../../src/contract/reason.ts'

const notJson = (detail: string | null): string => describeReason({ code: 'not-json', pointer: '', detail })

describe('a place where a text stops being JSON', () => {
  it('has its own words, whatever a rejection stores of it', () => {
    expect(notJson('a text has no closing quote')).toBe('Not JSON: unterminated string')
    expect(notJson(detailOfBreak('bad-escape'))).toBe('Not JSON: invalid escape')
  })

  it.each(jsonBreaks)('differs from all others in what a rejection stores: %s', (kind) => {
    const kept = detailOfBreak(kind)
    expect(jsonBreaks.filter((other) => detailOfBreak(other) === kept)).toEqual([kind])
    expect(wordsOfBreak(kept)).not.toBe('')
    expect(remedyOfBreak(kept)).not.toBe('Write valid JSON here')
  })

  it('is shown as stored if only an earlier version knew it', () => {
    expect(notJson('words of long ago')).toBe('Not JSON: words of long ago')
    expect(remedyOfBreak('words of long ago')).toBe('Write valid JSON here')
    expect(notJson(null)).toBe('Not JSON')
  })
})
